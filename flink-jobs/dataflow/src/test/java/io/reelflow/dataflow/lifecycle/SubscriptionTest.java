package io.reelflow.dataflow.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.dataflow.stage.Jobs;
import io.reelflow.dataflow.stage.TestWorkplace;
import io.reelflow.schemas.job.ErrorCode;
import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobControl;
import io.reelflow.schemas.job.JobEvent;
import io.reelflow.schemas.job.JobEventType;
import io.reelflow.schemas.job.JobOutcome;
import io.reelflow.schemas.job.JobState;
import io.reelflow.schemas.job.JobStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A channel that is looked at again, by its timer or because somebody asks. */
class SubscriptionTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Job CHANNEL = Jobs.channel("c", "https://talks.example/feed.xml", false, HOUR.toSeconds());

    @TempDir
    Path directory;

    private TestWorkplace workplace;
    private KeyedOneInputStreamOperatorTestHarness<String, JobMessage, Admission> flink;
    private long now = Jobs.success(CHANNEL, 1, 1).time().toEpochMilli();

    @BeforeEach
    void open() throws Exception {
        workplace = new TestWorkplace(directory);
        flink = harness(null);
        hear(JobMessage.of(Jobs.command(CHANNEL)));
    }

    @AfterEach
    void close() throws Exception {
        flink.close();
        workplace.close();
    }

    @Test
    void aCompletedLookIsFollowedByTheNextWhichIsNoRetry() throws Exception {
        for (int look = 1; look <= 12; look++) {
            assertThat(attempts()).last().isEqualTo(new Attempt(CHANNEL, look, 0));
            end(JobStatus.COMPLETED);
            JobState state = state();
            assertThat(state.status()).isEqualTo(JobStatus.COMPLETED);
            assertThat(state.nextCheck()).isBetween(time(HOUR.toMillis() * 9 / 10), time(HOUR.toMillis() * 11 / 10));
            waitUntil(Objects.requireNonNull(state.nextCheck()));
            assertThat(state().status()).isEqualTo(JobStatus.QUEUED);
            assertThat(state().nextCheck()).isNull();
        }
        assertThat(state().retryCount()).isZero();
        assertThat(state().manualRetries()).isZero();
        assertThat(workplace.events.stream().map(JobEvent::eventId)).doesNotHaveDuplicates();
    }

    @Test
    void looksOfDifferentChannelsAreNotAtTheSameTime() {
        assertThat(IntStream.range(0, 20)
                        .mapToObj(i -> Jobs.channel("c" + i, "https://talks.example", false, HOUR.toSeconds()))
                        .map(job -> nextCheck(JobRun.begin(job)))
                        .distinct())
                .hasSizeGreaterThan(15);
    }

    @Test
    void aFailedLookIsFollowedByTheNextToo() throws Exception {
        end(ErrorCode.SOURCE_NOT_FOUND);
        assertThat(state().status()).isEqualTo(JobStatus.FAILED);

        waitUntil(Objects.requireNonNull(state().nextCheck()));

        assertThat(attempts()).hasSize(2);
    }

    @Test
    void aRestoreBetweenTwoLooksForgetsNothingAndASecondWakingSaysTheSame() throws Exception {
        end(JobStatus.COMPLETED);
        Instant next = Objects.requireNonNull(state().nextCheck());
        OperatorSubtaskState snapshot = flink.snapshot(1, now);
        waitUntil(next);
        List<JobEvent> before = List.copyOf(workplace.events);

        flink.close();
        flink = harness(snapshot);
        waitUntil(next.plusSeconds(5));

        assertThat(attempts()).containsExactly(new Attempt(CHANNEL, 2, 0));
        assertThat(workplace.events.stream().map(JobEvent::eventId).distinct())
                .containsExactlyElementsOf(
                        before.stream().map(JobEvent::eventId).toList());
        // What had run before the restore is heard again, and it was the second look.
        end(JobStatus.COMPLETED);
        assertThat(state().status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(state().attempt()).isEqualTo(2);
    }

    @Test
    void anOutcomeOfALookThatARestoreHasForgottenIsNoRetryByHand() throws Exception {
        OperatorSubtaskState snapshot = flink.snapshot(1, now);
        flink.close();
        flink = harness(snapshot);
        hear(JobMessage.of(Jobs.success(CHANNEL, 1, 1)));
        hear(JobMessage.of(Jobs.success(CHANNEL, 2, 2)));
        waitUntil(time(2 * HOUR.toMillis()));

        assertThat(attempts()).containsExactly(new Attempt(CHANNEL, 3, 0));
        hear(JobMessage.of(Jobs.failure(CHANNEL, 3, 3, ErrorCode.SOURCE_NOT_FOUND)));
        hear(JobMessage.of(control(JobControl.Action.RETRY)));
        assertThat(workplace.events.get(workplace.events.size() - 2).message()).startsWith("Retry 1 of");
    }

    @Test
    void aCancelBetweenTwoLooksEndsTheSubscription() throws Exception {
        end(JobStatus.COMPLETED);

        hear(JobMessage.of(control(JobControl.Action.CANCEL)));
        waitUntil(time(3 * HOUR.toMillis()));

        assertThat(attempts()).hasSize(1);
        assertThat(state().status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(state().nextCheck()).isNull();
        assertThat(workplace.events.get(workplace.events.size() - 1).type()).isEqualTo(JobEventType.UNSUBSCRIBED);
        waitUntil(time(LifecycleRules.MEMORY_OF_ENDED.toMillis() + HOUR.toMillis()));
        assertThat(flink.numKeyedStateEntries()).isZero();
        assertThat(flink.numProcessingTimeTimers()).isZero();
    }

    @Test
    void theSameRequestAgainLooksAtOnceAndMayEndTheSubscription() throws Exception {
        hear(JobMessage.of(Jobs.command(CHANNEL)));
        assertThat(attempts()).as("it is being looked at").hasSize(1);
        end(JobStatus.COMPLETED);
        Job once = Jobs.channel("c", "https://talks.example/feed.xml", false, null);

        hear(JobMessage.of(Jobs.command(once)));
        assertThat(attempts()).last().isEqualTo(new Attempt(once, 2, 0));
        end(JobStatus.COMPLETED);

        assertThat(state().nextCheck()).isNull();
        assertThat(state().retryCount()).isZero();
        waitUntil(time(3 * HOUR.toMillis()));
        assertThat(attempts()).hasSize(2);
    }

    private static Instant nextCheck(JobRun run) {
        Step step = new Step(new JobPhase.Active(run));
        JobEvent last = run.event(JobEventType.COMPLETED, 0, "Done");
        Subscription.end(step, new JobPhase.Ended(run, JobStatus.COMPLETED, 0), last, 0);
        return Objects.requireNonNull(Objects.requireNonNull(step.end()).nextCheck());
    }

    private void end(JobStatus how) throws Exception {
        int attempt = Math.max(1, state().attempt());
        assertThat(how).isEqualTo(JobStatus.COMPLETED);
        hear(JobMessage.of(at(Jobs.success(CHANNEL, attempt, attempt))));
    }

    private void end(ErrorCode code) throws Exception {
        hear(JobMessage.of(at(Jobs.failure(CHANNEL, 1, 1, code))));
    }

    /** Now. */
    private JobOutcome at(JobOutcome it) {
        return new JobOutcome(
                it.eventId(),
                it.version(),
                Instant.ofEpochMilli(now),
                it.jobId(),
                it.videoId(),
                it.attempt(),
                it.epoch(),
                it.failure(),
                it.manifestKey(),
                it.warnings());
    }

    private static JobControl control(JobControl.Action action) {
        return new JobControl("id", 1, Instant.EPOCH, CHANNEL.jobId(), action, null, "key", null, null, false);
    }

    private Instant time(long after) {
        return Instant.ofEpochMilli(now + after);
    }

    private JobState state() {
        return workplace.stateOf(CHANNEL.jobId());
    }

    private List<Attempt> attempts() {
        return flink.extractOutputValues().stream().map(Admission::attempt).toList();
    }

    private void hear(JobMessage message) throws Exception {
        flink.processElement(message, 0);
    }

    private void waitUntil(Instant time) throws Exception {
        now = time.toEpochMilli();
        flink.setProcessingTime(now);
    }

    private KeyedOneInputStreamOperatorTestHarness<String, JobMessage, Admission> harness(
            @Nullable OperatorSubtaskState state) throws Exception {
        var harness = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new JobLifecycle(workplace.provider(), RetryPolicy.DEFAULT)),
                JobMessage::jobId,
                Types.STRING);
        if (state != null) {
            harness.initializeState(state);
        }
        harness.open();
        harness.setProcessingTime(now);
        return harness;
    }
}
