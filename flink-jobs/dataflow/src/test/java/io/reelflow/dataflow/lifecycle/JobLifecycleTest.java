package io.reelflow.dataflow.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.dataflow.lifecycle.Admission.Kind;
import io.reelflow.dataflow.stage.Jobs;
import io.reelflow.dataflow.stage.TestWorkplace;
import io.reelflow.schemas.Json;
import io.reelflow.schemas.job.ErrorCode;
import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobCommand;
import io.reelflow.schemas.job.JobControl;
import io.reelflow.schemas.job.JobControl.Action;
import io.reelflow.schemas.job.JobEvent;
import io.reelflow.schemas.job.JobEventType;
import io.reelflow.schemas.job.JobOutcome;
import io.reelflow.schemas.job.JobState;
import io.reelflow.schemas.job.Visit;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JobLifecycleTest {
    private static final Job JOB = Jobs.job("a");

    @TempDir
    Path directory;

    private TestWorkplace workplace;
    private KeyedOneInputStreamOperatorTestHarness<String, JobMessage, Admission> flink;
    private long now = 1_000_000;

    @BeforeEach
    void open() throws Exception {
        workplace = new TestWorkplace(directory);
        flink = harness();
        flink.open();
        at(Duration.ZERO);
    }

    @AfterEach
    void close() throws Exception {
        flink.close();
        workplace.close();
    }

    @Test
    void aCommandIsQueuedOnceHoweverOftenItComes() throws Exception {
        flink.processElement(JobMessage.of(Jobs.command(JOB)), 0);
        flink.processElement(JobMessage.of(Jobs.command(JOB)), 0);

        assertThat(attempts()).containsExactly(new Attempt(JOB, 1, 0));
        assertThat(events()).containsExactly(JobEventType.QUEUED);
        assertThat(workplace.events.get(0).job()).isEqualTo(JOB);
    }

    @Test
    void aJobEndsOnceAndIsForgottenAMonthLater() throws Exception {
        flink.processElement(JobMessage.of(Jobs.command(JOB)), 0);
        flink.processElement(JobMessage.of(Jobs.success(JOB, 1, 7)), 0);
        flink.processElement(JobMessage.of(Jobs.success(JOB, 1, 7)), 0);
        flink.processElement(JobMessage.of(Jobs.failure(JOB, 1, 8, ErrorCode.INTERNAL)), 0);
        flink.processElement(JobMessage.of(Jobs.command(JOB)), 0);

        assertThat(events()).containsExactly(JobEventType.QUEUED, JobEventType.COMPLETED);
        assertThat(flink.numKeyedStateEntries()).isEqualTo(1);

        at(LifecycleRules.MEMORY_OF_ENDED.plusSeconds(1));
        assertThat(flink.numKeyedStateEntries()).isZero();
        assertThat(flink.numProcessingTimeTimers()).isZero();
    }

    @Test
    void aFaultIsTriedAgainAfter4And16And64SecondsAndThenFails() throws Exception {
        flink.processElement(JobMessage.of(Jobs.command(JOB)), 0);
        List<Integer> waits = List.of(4, 16, 64);
        for (int attempt = 1; attempt <= 3; attempt++) {
            flink.processElement(JobMessage.of(Jobs.failure(JOB, attempt, attempt, ErrorCode.STAGE_TIMEOUT)), 0);
            at(Duration.ofSeconds(waits.get(attempt - 1)).minusMillis(1));
            assertThat(attempts()).hasSize(attempt);
            at(Duration.ofMillis(1));
            assertThat(attempts()).hasSize(attempt + 1).last().isEqualTo(new Attempt(JOB, attempt + 1, 0));
        }
        flink.processElement(JobMessage.of(Jobs.failure(JOB, 4, 9, ErrorCode.STAGE_TIMEOUT)), 0);

        assertThat(events())
                .containsExactly(
                        JobEventType.QUEUED,
                        JobEventType.RETRY_SCHEDULED,
                        JobEventType.QUEUED,
                        JobEventType.RETRY_SCHEDULED,
                        JobEventType.QUEUED,
                        JobEventType.RETRY_SCHEDULED,
                        JobEventType.QUEUED,
                        JobEventType.FAILED);
        assertThat(workplace.events).extracting(JobEvent::eventId).doesNotHaveDuplicates();
    }

    @Test
    void anOutcomeThatWasHeardOrIsOfAnOlderAttemptSaysNothing() throws Exception {
        flink.processElement(JobMessage.of(Jobs.command(JOB)), 0);
        flink.processElement(JobMessage.of(Jobs.failure(JOB, 1, 3, ErrorCode.INTERNAL)), 0);
        flink.processElement(JobMessage.of(Jobs.failure(JOB, 1, 3, ErrorCode.INTERNAL)), 0);
        flink.processElement(JobMessage.of(Jobs.success(JOB, 1, 4)), 0);
        at(Duration.ofSeconds(4));
        flink.processElement(JobMessage.of(Jobs.success(JOB, 1, 5)), 0);

        assertThat(events()).containsExactly(JobEventType.QUEUED, JobEventType.RETRY_SCHEDULED, JobEventType.QUEUED);
    }

    @ParameterizedTest
    @EnumSource(
            value = ErrorCode.class,
            names = {"SOURCE_RATE_LIMITED", "SOURCE_NOT_READY", "STORAGE_UNAVAILABLE"})
    void aHeldJobWaitsLongerAndLongerUsesNoAttemptAndFailsAfterADay(ErrorCode code) throws Exception {
        flink.processElement(JobMessage.of(Jobs.command(JOB)), 0);
        long epoch = 1;
        Duration waited = Duration.ZERO;
        while (events().get(events().size() - 1) != JobEventType.FAILED) {
            flink.processElement(JobMessage.of(Jobs.failure(JOB, 1, epoch, code)), 0);
            flink.processElement(JobMessage.of(Jobs.failure(JOB, 1, epoch++, code)), 0);
            at(Duration.ofMinutes(30));
            waited = waited.plusMinutes(30);
        }
        assertThat(waited).isBetween(Duration.ofHours(24), Duration.ofHours(25));
        assertThat(attempts()).allMatch(attempt -> attempt.number() == 1);
        assertThat(events()).doesNotContain(JobEventType.RETRY_SCHEDULED).containsOnlyOnce(JobEventType.FAILED);
        assertThat(workplace.events).extracting(JobEvent::eventId).doesNotHaveDuplicates();
    }

    @Test
    void whoWasTurnedAwayStandsInLineAtOnceAndTheSchedulerDecidesWhen() throws Exception {
        flink.processElement(JobMessage.of(Jobs.command(JOB)), 0);
        flink.processElement(turnedAway(1), 0);
        flink.processElement(turnedAway(1), 0);
        assertThat(attempts()).containsExactly(new Attempt(JOB, 1, 0), new Attempt(JOB, 1, 1));
        assertThat(events()).containsExactly(JobEventType.QUEUED, JobEventType.HELD);

        at(Duration.ofHours(2));
        assertThat(attempts()).as("no clock of its own").hasSize(2);
        hear(control(Action.CANCEL, null, null));
        assertThat(admissions()).last().isEqualTo(new Admission(Kind.LEAVE, new Attempt(JOB, 1, 1)));
    }

    @Test
    void whoIsTurnedAwayForADayFails() throws Exception {
        flink.processElement(JobMessage.of(Jobs.command(JOB)), 0);
        Duration waited = Duration.ZERO;
        for (long epoch = 1; events().get(events().size() - 1) != JobEventType.FAILED; epoch++) {
            flink.processElement(turnedAway(epoch), 0);
            at(Duration.ofMinutes(30));
            waited = waited.plusMinutes(30);
        }
        assertThat(waited).isBetween(Duration.ofHours(24), Duration.ofHours(25));
        assertThat(attempts()).allMatch(attempt -> attempt.number() == 1);
        assertThat(workplace.events).extracting(JobEvent::eventId).doesNotHaveDuplicates();
    }

    private static JobMessage turnedAway(long epoch) {
        JobOutcome like = Jobs.failure(JOB, 1, epoch, ErrorCode.SOURCE_RATE_LIMITED);
        return JobMessage.of(new JobOutcome(
                like.eventId(),
                like.version(),
                like.time(),
                like.jobId(),
                like.videoId(),
                like.attempt(),
                epoch,
                like.failure(),
                null,
                List.of(),
                new Visit("default", "talks.example", false)));
    }

    @ParameterizedTest
    @EnumSource(
            value = ErrorCode.class,
            names = {"PURGE_UNFINISHED", "STORAGE_UNAVAILABLE", "INTERNAL", "STAGE_TIMEOUT", "STAGE_CRASHED"})
    void aPurgeGoesOnUntilItSucceedsAndNobodyCancelsIt(ErrorCode code) throws Exception {
        Job purge = Jobs.purge("a", "removed-vid");
        flink.processElement(JobMessage.of(Jobs.command(purge)), 0);
        for (long epoch = 1; epoch < 200; epoch++) {
            int attempt = attempts().get(attempts().size() - 1).number();
            flink.processElement(JobMessage.of(Jobs.failure(purge, attempt, epoch, code)), 0);
            hear(control(Action.CANCEL, null, null));
            at(Duration.ofMinutes(30));
        }
        assertThat(events()).doesNotContain(JobEventType.FAILED, JobEventType.CANCELLED);
        assertThat(attempts())
                .last()
                .matches(attempt -> "removed-vid".equals(attempt.job().removes()));
        flink.processElement(
                JobMessage.of(Jobs.success(
                        purge, attempts().get(attempts().size() - 1).number(), 999)),
                0);
        hear(control(Action.RETRY, null, null));

        assertThat(events()).endsWith(JobEventType.COMPLETED).containsOnlyOnce(JobEventType.COMPLETED);
        assertThat(Json.text(workplace.events)).doesNotContain("removed-vid");
        assertThat(workplace.events).extracting(JobEvent::eventId).doesNotHaveDuplicates();
    }

    @Test
    void aPurgeLooksAgainAfterTenSeconds() throws Exception {
        Job purge = Jobs.purge("a", "removed-vid");
        flink.processElement(JobMessage.of(Jobs.command(purge)), 0);
        flink.processElement(JobMessage.of(Jobs.failure(purge, 1, 1, ErrorCode.PURGE_UNFINISHED)), 0);
        at(Duration.ofSeconds(9));
        assertThat(attempts()).hasSize(1);
        at(Duration.ofSeconds(1));
        assertThat(attempts()).hasSize(2);
    }

    @Test
    void aSuccessThatComesWhileHeldCounts() throws Exception {
        flink.processElement(JobMessage.of(Jobs.command(JOB)), 0);
        flink.processElement(JobMessage.of(Jobs.failure(JOB, 1, 1, ErrorCode.STORAGE_UNAVAILABLE)), 0);
        flink.processElement(JobMessage.of(Jobs.success(JOB, 1, 2)), 0);
        at(Duration.ofHours(1));

        assertThat(events()).containsExactly(JobEventType.QUEUED, JobEventType.HELD, JobEventType.COMPLETED);
        assertThat(attempts()).hasSize(1);
    }

    @Test
    void anOutageOfOurOwnStorageIsWaitedForInSeconds() throws Exception {
        hear(Jobs.command(JOB));
        hear(Jobs.failure(JOB, 1, 1, ErrorCode.STORAGE_UNAVAILABLE));
        at(Duration.ofSeconds(5));
        assertThat(attempts()).containsExactly(new Attempt(JOB, 1, 0), new Attempt(JOB, 1, 1));
        hear(Jobs.failure(JOB, 1, 2, ErrorCode.STORAGE_UNAVAILABLE));
        at(Duration.ofSeconds(5));
        assertThat(attempts()).hasSize(2);
    }

    @Test
    void aRetrySurvivesARestore() throws Exception {
        hear(Jobs.command(JOB));
        hear(Jobs.failure(JOB, 1, 1, ErrorCode.INTERNAL));
        restore();
        at(Duration.ofSeconds(4));
        assertThat(admissions()).containsExactly(new Admission(Kind.ENTER, new Attempt(JOB, 2, 0)));
        hear(Jobs.success(JOB, 2, 2));
        at(LifecycleRules.MEMORY_OF_ENDED.plusSeconds(1));
        assertThat(flink.numKeyedStateEntries()).isZero();
    }

    @ParameterizedTest
    @EnumSource(
            value = Place.class,
            names = {"ACTIVE", "RETRYING", "HELD"})
    void aCancelEndsAJobWhereverItIsAlsoAfterARestore(Place place) throws Exception {
        bringTo(place);
        restore();
        hear(control(Action.CANCEL, null, null));
        hear(control(Action.CANCEL, null, null));
        hear(Jobs.failure(JOB, 1, 9, ErrorCode.CANCELLED));

        assertThat(events()).endsWith(JobEventType.CANCELLED).containsOnlyOnce(JobEventType.CANCELLED);
        assertThat(lastEvent().message()).isEqualTo("Cancelled: changed my mind");
        // Where it may be in the scheduler, it has to leave.
        assertThat(admissions())
                .isEqualTo(
                        place == Place.ACTIVE ? List.of(new Admission(Kind.LEAVE, new Attempt(JOB, 1, 0))) : List.of());
        at(LifecycleRules.MEMORY_OF_ENDED.plusSeconds(1));
        assertThat(events()).endsWith(JobEventType.CANCELLED);
        assertThat(flink.numKeyedStateEntries()).isZero();
        assertThat(flink.numProcessingTimeTimers()).isZero();
    }

    @Test
    void aCancelThatComesBeforeItsJobIsRemembered() throws Exception {
        hear(control(Action.CANCEL, null, "somebody else"));
        hear(control(Action.CANCEL, null, JOB.userId()));
        restore();
        assertThat(events()).isEmpty();
        hear(Jobs.command(JOB));

        assertThat(events()).containsExactly(JobEventType.CANCELLED);
        assertThat(admissions()).isEmpty();
    }

    @Test
    void whatCameBeforeAJobThatNeverComesIsForgotten() throws Exception {
        hear(control(Action.CANCEL, null, null));
        hear(control(Action.PRIORITY, 1, null));
        at(LifecycleRules.MEMORY_OF_EXPECTED.plusSeconds(1));
        assertThat(flink.numKeyedStateEntries()).isZero();
    }

    @Test
    void whoDoesNotOwnAJobChangesNothing() throws Exception {
        hear(Jobs.command(JOB));
        for (Action action : Action.values()) {
            hear(control(action, 1, "somebody else"));
        }
        assertThat(events()).containsExactly(JobEventType.QUEUED);
        assertThat(admissions()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Place.class,
            names = {"FAILED", "CANCELLED"})
    void aRetryByHandIsANewRunFirstInLineAlsoAfterARestore(Place place) throws Exception {
        bringTo(place);
        restore();
        hear(control(Action.RETRY, null, null));
        hear(control(Action.RETRY, null, null));

        Job first = JOB.withPriority(1);
        assertThat(admissions()).containsExactly(new Admission(Kind.ENTER, new Attempt(first, 2, 0)));
        assertThat(events()).endsWith(JobEventType.RETRY_REQUESTED, JobEventType.QUEUED);
        JobEvent asked = workplace.events.get(workplace.events.size() - 2);
        assertThat(asked.message()).isEqualTo("Retry 1 of 10 by hand");
        assertThat(asked.job()).isEqualTo(first);
        assertThat(workplace.stateOf(JOB.jobId()).manualRetries()).isEqualTo(1);

        // Its own three retries, and attempts that go on rising.
        for (int attempt = 2; attempt <= 5; attempt++) {
            hear(Jobs.failure(JOB, attempt, 10 + attempt, ErrorCode.INTERNAL));
            at(Duration.ofSeconds(64));
        }
        assertThat(events()).endsWith(JobEventType.FAILED);
        assertThat(lastEvent().attempt()).isEqualTo(5);
    }

    @Test
    void aCompletedJobIsDoneAgainOnlyWithForce() throws Exception {
        hear(Jobs.command(JOB));
        hear(Jobs.success(JOB, 1, 1));
        hear(control(Action.RETRY, null, null));
        assertThat(events()).endsWith(JobEventType.COMPLETED);

        hear(new JobControl("c", 1, JOB.createdAt(), JOB.jobId(), Action.RETRY, null, "key", null, null, true));
        assertThat(events()).endsWith(JobEventType.RETRY_REQUESTED, JobEventType.QUEUED);
    }

    @Test
    void aJobIsRetriedByHandTenTimesAtMost() throws Exception {
        hear(Jobs.command(JOB));
        for (int run = 1; run <= JobState.MAX_MANUAL_RETRIES + 2; run++) {
            hear(Jobs.failure(JOB, run, run, ErrorCode.SOURCE_NOT_FOUND));
            hear(control(Action.RETRY, null, null));
        }
        assertThat(events().stream().filter(type -> type == JobEventType.RETRY_REQUESTED))
                .hasSize(JobState.MAX_MANUAL_RETRIES);
        assertThat(events()).endsWith(JobEventType.FAILED);
    }

    @Test
    void aRetryThatSawAnEarlierAttemptIsARepeat() throws Exception {
        bringTo(Place.FAILED);
        JobControl retry =
                new JobControl("c", 1, JOB.createdAt(), JOB.jobId(), Action.RETRY, null, "key", null, null, false, 1);
        hear(retry);
        hear(Jobs.failure(JOB, 2, 2, ErrorCode.SOURCE_NOT_FOUND));
        hear(retry);
        assertThat(events()).endsWith(JobEventType.FAILED).containsOnlyOnce(JobEventType.RETRY_REQUESTED);
    }

    @ParameterizedTest
    @EnumSource(
            value = Place.class,
            names = {"ACTIVE", "RETRYING", "HELD"})
    void aPriorityMovesAJobThatWaits(Place place) throws Exception {
        bringTo(place);
        restore();
        hear(control(Action.PRIORITY, 2, null));
        if (place == Place.ACTIVE) { // the scheduler knows whether it still waits
            assertThat(admissions()).containsExactly(new Admission(Kind.MOVE, new Attempt(JOB.withPriority(2), 1, 0)));
            assertThat(events()).doesNotContain(JobEventType.REPRIORITIZED);
        } else {
            assertThat(events()).endsWith(JobEventType.REPRIORITIZED);
            assertThat(lastEvent().job()).isEqualTo(JOB.withPriority(2));
            at(Duration.ofHours(1));
            assertThat(attempts())
                    .singleElement()
                    .satisfies(next -> assertThat(next.job().priority()).isEqualTo(2));
        }
    }

    @Test
    void aJobIsScheduledUntilItsTime() throws Exception {
        Job later = new Job(
                JOB.jobId(),
                JOB.videoId(),
                JOB.source(),
                JOB.url(),
                null,
                JOB.jobType(),
                5,
                JOB.userId(),
                JOB.options(),
                false,
                JOB.createdAt(),
                null,
                Instant.ofEpochMilli(now).plusSeconds(60));
        hear(Jobs.command(later));
        assertThat(events()).containsExactly(JobEventType.HELD);
        assertThat(lastEvent().message()).isEqualTo("Scheduled for 1970-01-01T00:17:40Z");
        restore();
        at(Duration.ofSeconds(59));
        assertThat(attempts()).isEmpty();
        at(Duration.ofSeconds(1));
        assertThat(attempts()).containsExactly(new Attempt(later, 1, 0));
        hear(Jobs.failure(later, 1, 1, ErrorCode.STORAGE_UNAVAILABLE));
        assertThat(workplace.events).extracting(JobEvent::eventId).doesNotHaveDuplicates();
    }

    @Test
    void anAttemptThatWasCancelledEndsItsRunAsCancelled() throws Exception {
        hear(Jobs.command(JOB));
        hear(Jobs.failure(JOB, 1, 1, ErrorCode.CANCELLED));
        assertThat(events()).containsExactly(JobEventType.QUEUED, JobEventType.CANCELLED);
    }

    @Test
    void theEndOfAJobWithAWebhookGoesToItOnce() throws Exception {
        Job told = Jobs.withWebhook(JOB, "https://talks.example/hook");
        hear(Jobs.command(told));
        hear(Jobs.success(told, 1, 1));
        hear(Jobs.success(told, 1, 1));
        assertThat(flink.getSideOutput(JobLifecycle.WEBHOOKS))
                .singleElement()
                .satisfies(record -> assertThat(record.getValue().body()).contains("job_completed"));
    }

    @Test
    void aRetryThatIsPartOfAnActionKeepsTheJobsPriority() throws Exception {
        bringTo(Place.FAILED);
        hear(ofAction(Action.RETRY, 1));
        assertThat(lastEvent().job()).isEqualTo(JOB);
        hear(Jobs.failure(JOB, 2, 2, ErrorCode.SOURCE_NOT_FOUND));
        hear(control(Action.RETRY, null, null));
        assertThat(lastEvent().job()).isEqualTo(JOB.withPriority(1));
    }

    @Test
    void aCancelThatIsPartOfAnActionEndsNoRunThatBeganAfterIt() throws Exception {
        hear(Jobs.command(JOB));
        JobControl cancel = ofAction(Action.CANCEL, 1);
        hear(cancel);
        assertThat(events()).endsWith(JobEventType.CANCELLED);
        hear(control(Action.RETRY, null, null));
        hear(cancel);
        assertThat(events()).endsWith(JobEventType.QUEUED);
        hear(ofAction(Action.CANCEL, 2));
        assertThat(events()).endsWith(JobEventType.CANCELLED);
    }

    @ParameterizedTest
    @EnumSource(
            value = Place.class,
            names = {"RETRYING", "HELD"})
    void aJobThatWaitsForATimeIsPausedUntilItIsResumed(Place place) throws Exception {
        bringTo(place);
        hear(ofAction(Action.PAUSE, 1));
        restore();
        at(Duration.ofHours(1));
        restore();
        at(Duration.ofDays(2));
        assertThat(admissions()).isEmpty();
        assertThat(lastEvent().type()).isEqualTo(JobEventType.HELD);
        assertThat(lastEvent().message()).isEqualTo("Paused");
        assertThat(flink.numProcessingTimeTimers()).isZero();

        hear(ofAction(Action.RESUME, 1));
        int attempt = place == Place.RETRYING ? 2 : 1;
        int holds = place == Place.RETRYING ? 0 : 1;
        assertThat(admissions()).containsExactly(new Admission(Kind.ENTER, new Attempt(JOB, attempt, holds)));
        assertThat(events()).endsWith(JobEventType.QUEUED);
        hear(ofAction(Action.RESUME, 1));
        assertThat(admissions()).hasSize(1);
        assertThat(workplace.events).extracting(JobEvent::eventId).doesNotHaveDuplicates();
    }

    @Test
    void aPauseThatIsTakenBackInTimeChangesNoTime() throws Exception {
        bringTo(Place.HELD);
        hear(ofAction(Action.PAUSE, 1));
        hear(ofAction(Action.RESUME, 1));
        assertThat(lastEvent().message()).startsWith("Held until ");
        assertThat(attempts()).hasSize(1);
        at(Duration.ofHours(1));
        assertThat(attempts()).hasSize(2);
    }

    @Test
    void theSchedulerPausesAJobThatMayRunAndWhatComesAfterTheAttemptIsPausedHere() throws Exception {
        bringTo(Place.ACTIVE);
        hear(ofAction(Action.PAUSE, 1));
        hear(Jobs.failure(JOB, 1, 1, ErrorCode.INTERNAL));
        at(Duration.ofMinutes(1));
        assertThat(admissions()).extracting(Admission::kind).containsExactly(Kind.ENTER, Kind.PAUSE);
        assertThat(events()).endsWith(JobEventType.RETRY_SCHEDULED, JobEventType.HELD);
        hear(ofAction(Action.RESUME, 2));
        hear(ofAction(Action.PAUSE, 2));
        hear(ofAction(Action.RESUME, 2));
        assertThat(admissions())
                .extracting(Admission::kind)
                .containsExactly(Kind.ENTER, Kind.PAUSE, Kind.ENTER, Kind.PAUSE, Kind.RESUME);
    }

    @Test
    void aPauseBeforeTheCommandHoldsTheJob() throws Exception {
        hear(ofAction(Action.PAUSE, 1));
        hear(Jobs.command(JOB));
        assertThat(events()).containsExactly(JobEventType.HELD);
        hear(control(Action.CANCEL, null, null));
        assertThat(events()).containsExactly(JobEventType.HELD, JobEventType.CANCELLED);
        hear(control(Action.RETRY, null, null));
        assertThat(attempts()).hasSize(1);
    }

    private static JobControl ofAction(Action action, int attempt) {
        return new JobControl(
                action.word() + attempt,
                JobControl.VERSION,
                JOB.createdAt(),
                JOB.jobId(),
                action,
                null,
                "key",
                null,
                null,
                false,
                attempt,
                "action");
    }

    private enum Place {
        ACTIVE,
        RETRYING,
        HELD,
        FAILED,
        CANCELLED
    }

    private void bringTo(Place place) throws Exception {
        hear(Jobs.command(JOB));
        switch (place) {
            case ACTIVE -> {
                // it is there
            }
            case RETRYING -> hear(Jobs.failure(JOB, 1, 1, ErrorCode.INTERNAL));
            case HELD -> hear(Jobs.failure(JOB, 1, 1, ErrorCode.SOURCE_RATE_LIMITED));
            case FAILED -> hear(Jobs.failure(JOB, 1, 1, ErrorCode.SOURCE_NOT_FOUND));
            case CANCELLED -> hear(control(Action.CANCEL, null, null));
        }
    }

    private static JobControl control(Action action, @Nullable Integer priority, @Nullable String owner) {
        return new JobControl(
                "c",
                JobControl.VERSION,
                JOB.createdAt(),
                JOB.jobId(),
                action,
                owner,
                "key",
                action == Action.CANCEL ? "changed my mind" : null,
                priority,
                false);
    }

    private void hear(JobCommand command) throws Exception {
        flink.processElement(JobMessage.of(command), 0);
    }

    private void hear(JobControl control) throws Exception {
        flink.processElement(JobMessage.of(control), 0);
    }

    private void hear(JobOutcome outcome) throws Exception {
        flink.processElement(JobMessage.of(outcome), 0);
    }

    private void restore() throws Exception {
        OperatorSubtaskState checkpoint = flink.snapshot(1, 1);
        flink.close();
        flink = harness();
        flink.initializeState(checkpoint);
        flink.open();
        flink.setProcessingTime(now);
    }

    private JobEvent lastEvent() {
        return workplace.events.get(workplace.events.size() - 1);
    }

    private List<Admission> admissions() {
        return flink.extractOutputValues();
    }

    private KeyedOneInputStreamOperatorTestHarness<String, JobMessage, Admission> harness() throws Exception {
        return new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new JobLifecycle(workplace.provider(), RetryPolicy.DEFAULT)),
                JobMessage::jobId,
                Types.STRING);
    }

    private void at(Duration later) throws Exception {
        now += later.toMillis();
        flink.setProcessingTime(now);
    }

    private List<Attempt> attempts() {
        return flink.extractOutputValues().stream().map(Admission::attempt).toList();
    }

    private List<JobEventType> events() {
        return workplace.typesOf(JOB.jobId());
    }
}
