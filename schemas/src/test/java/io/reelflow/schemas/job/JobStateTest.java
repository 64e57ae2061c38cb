package io.reelflow.schemas.job;

import static io.reelflow.schemas.job.JobEventType.FAILED;
import static io.reelflow.schemas.job.JobEventType.HELD;
import static io.reelflow.schemas.job.JobEventType.QUEUED;
import static io.reelflow.schemas.job.JobEventType.RETRY_SCHEDULED;
import static io.reelflow.schemas.job.JobEventType.STAGE_COMPLETED;
import static io.reelflow.schemas.job.JobEventType.STAGE_FAILED;
import static io.reelflow.schemas.job.JobEventType.STAGE_PROGRESSED;
import static io.reelflow.schemas.job.JobEventType.STAGE_STARTED;
import static io.reelflow.schemas.job.JobEventType.STARTED;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class JobStateTest {
    private final Events events = new Events();

    @Test
    void aCommandAloneIsAQueuedJob() {
        JobState state = fold(events.submitted());

        assertThat(state.status()).isEqualTo(JobStatus.QUEUED);
        assertThat(state.job()).isEqualTo(Events.JOB);
        assertThat(state.commandId()).isEqualTo("first");
        assertThat(state.createdAt()).isEqualTo(Events.JOB.createdAt());
        assertThat(state.sequence()).isEqualTo(-1);
    }

    @Test
    void aJobGoesItsWay() {
        JobState running = fold(
                events.submitted(),
                events.job(QUEUED, 1),
                events.job(STARTED, 1),
                events.started(1, Stage.DOWNLOADING),
                events.progressed(1, Stage.DOWNLOADING, 0.5));
        assertThat(running.status()).isEqualTo(JobStatus.PROCESSING);
        assertThat(running.stage()).isEqualTo(Stage.DOWNLOADING);
        assertThat(running.progress()).isEqualTo(6.1); // half of 12 of 99
        assertThat(running.counters().bytesDone()).isEqualTo(500);

        JobState done = then(running, events.completed(1));
        assertThat(done.status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(done.progress()).isEqualTo(100);
        assertThat(done.manifestKey()).isNotNull();
        assertThat(done.completedAt()).isNotNull();
        assertThat(done.counters().bytesDone()).isEqualTo(500);
    }

    /** From a status, by an event of the same attempt: what it is then. */
    @ParameterizedTest
    @CsvSource({
        "QUEUED, QUEUED, QUEUED",
        "QUEUED, STARTED, PROCESSING",
        "QUEUED, HELD, PENDING",
        "QUEUED, RETRY_SCHEDULED, RETRYING",
        "QUEUED, COMPLETED, COMPLETED",
        "QUEUED, FAILED, FAILED",
        "QUEUED, CANCELLED, CANCELLED",
        "QUEUED, STAGE_STARTED, PROCESSING",
        "STARTED, QUEUED, PROCESSING",
        "STARTED, STARTED, PROCESSING",
        "STARTED, HELD, PENDING",
        "STARTED, RETRY_SCHEDULED, RETRYING",
        "STARTED, COMPLETED, COMPLETED",
        "STARTED, FAILED, FAILED",
        "STARTED, CANCELLED, CANCELLED",
        "STARTED, STAGE_COMPLETED, PROCESSING",
        "HELD, QUEUED, QUEUED",
        "HELD, STARTED, PROCESSING",
        "HELD, HELD, PENDING",
        "HELD, RETRY_SCHEDULED, RETRYING",
        "HELD, FAILED, FAILED",
        "HELD, CANCELLED, CANCELLED",
        "HELD, STAGE_PROGRESSED, PENDING",
        "RETRY_SCHEDULED, QUEUED, RETRYING",
        "RETRY_SCHEDULED, STARTED, RETRYING",
        "RETRY_SCHEDULED, HELD, RETRYING",
        "RETRY_SCHEDULED, RETRY_SCHEDULED, RETRYING",
        "RETRY_SCHEDULED, STAGE_PROGRESSED, RETRYING",
        "RETRY_SCHEDULED, STAGE_COMPLETED, RETRYING",
        "RETRY_SCHEDULED, FAILED, FAILED",
        "RETRY_SCHEDULED, CANCELLED, CANCELLED",
    })
    void anAttemptOnlyGoesForward(JobEventType before, JobEventType event, JobStatus after) {
        JobState state = fold(events.submitted(), events.job(QUEUED, 1));
        state = before == QUEUED ? state : then(state, events.job(before, 1));

        assertThat(then(state, any(event, 1)).status()).isEqualTo(after);
    }

    /** Whatever the status of attempt 1: an event of attempt 2 begins a clean one. */
    @ParameterizedTest
    @EnumSource(
            value = JobEventType.class,
            names = {"QUEUED", "STARTED", "STAGE_STARTED", "STAGE_PROGRESSED"})
    void aNewAttemptBeginsClean(JobEventType first) {
        JobState failed = fold(
                events.submitted(),
                events.job(STARTED, 1),
                events.progressed(1, Stage.DOWNLOADING, 0.9),
                events.failed(RETRY_SCHEDULED, 1, ErrorCode.SOURCE_UNAVAILABLE));
        JobState running =
                fold(events.submitted(), events.job(STARTED, 1), events.progressed(1, Stage.DOWNLOADING, 0.9));

        for (JobState before : List.of(failed, running)) {
            JobState after = then(before, any(first, 2));
            assertThat(after.attempt()).isEqualTo(2);
            assertThat(after.retryCount()).isEqualTo(1);
            assertThat(after.progress()).isLessThan(before.progress());
            assertThat(after.error()).isNull();
            assertThat(after.stage()).isNotEqualTo(Stage.DOWNLOADING);
            assertThat(after.status()).isEqualTo(first == QUEUED ? JobStatus.QUEUED : JobStatus.PROCESSING);
            assertThat(after.counters().bytesDone()).isIn(null, 0L);
        }
    }

    @Test
    void whileItRetriesAJobSaysWhy() {
        JobState state = fold(
                events.submitted(),
                events.job(STARTED, 1),
                events.failed(RETRY_SCHEDULED, 1, ErrorCode.SOURCE_UNAVAILABLE));

        assertThat(Objects.requireNonNull(state.error()).code()).isEqualTo(ErrorCode.SOURCE_UNAVAILABLE);
        assertThat(state.stage()).isEqualTo(Stage.DOWNLOADING);
        assertThat(state.retryCount()).isZero();
    }

    @Test
    void aHeldAttemptGoesOnWhereItWas() {
        JobState state = fold(
                events.submitted(),
                events.job(QUEUED, 1),
                events.job(STARTED, 1),
                events.completed(1, Stage.DOWNLOADING),
                events.failed(HELD, 1, ErrorCode.STORAGE_UNAVAILABLE),
                events.job(QUEUED, 1),
                events.job(STARTED, 1));

        assertThat(state.status()).isEqualTo(JobStatus.PROCESSING);
        assertThat(state.attempt()).isEqualTo(1);
        assertThat(state.retryCount()).isZero();
        assertThat(state.progress()).isEqualTo(12.1);
        assertThat(state.error()).isNull();
    }

    @Test
    void theNextLookAtAChannelIsNoRetryAndWhatItsLastFoundStays() {
        ChannelRun run = new ChannelRun("Talks", 3, 2, 1, Map.of(), 60, 1, true);
        Instant next = Instant.parse("2026-12-01T00:00:00Z");
        JobState ended = fold(
                events.submitted(),
                events.job(QUEUED, 1),
                events.completed(1, Stage.EXTRACTING_METADATA).withChannelRun(run),
                events.completed(1).withNextCheck(next));
        assertThat(ended.nextCheck()).isEqualTo(next);

        JobState again = then(ended, events.job(JobEventType.CHECK_REQUESTED, 2));

        assertThat(again.status()).isEqualTo(JobStatus.QUEUED);
        assertThat(again.attempt()).isEqualTo(2);
        assertThat(again.retryCount()).isZero();
        assertThat(again.manualRetries()).isZero();
        assertThat(again.nextCheck()).isNull();
        assertThat(again.channelRun()).isEqualTo(run);
        assertThat(then(again, events.job(JobEventType.CHECK_REQUESTED, 2))).isSameAs(again);
        JobState third =
                then(then(again, events.failed(RETRY_SCHEDULED, 2, ErrorCode.INTERNAL)), events.job(QUEUED, 3));
        assertThat(third.retryCount()).isEqualTo(1);
    }

    @Test
    void aSubscriptionThatEndsLeavesTheJobAsItIs() {
        Instant next = Instant.parse("2026-12-01T00:00:00Z");
        JobState ended = fold(
                events.submitted(), events.job(QUEUED, 1), events.completed(1).withNextCheck(next));

        JobState over = then(ended, events.job(JobEventType.UNSUBSCRIBED, 1));

        assertThat(over.status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(over.nextCheck()).isNull();
        assertThat(over.completedAt()).isEqualTo(ended.completedAt());
    }

    @Test
    void aRetryByHandBeginsAnewAfterAnEnd() {
        JobState ended =
                fold(events.submitted(), events.job(QUEUED, 1), events.failed(FAILED, 1, ErrorCode.SOURCE_NOT_FOUND));
        JobState again = then(ended, events.job(JobEventType.RETRY_REQUESTED, 2));

        assertThat(again.status()).isEqualTo(JobStatus.QUEUED);
        assertThat(again.attempt()).isEqualTo(2);
        assertThat(again.retryCount()).isEqualTo(1);
        assertThat(again.manualRetries()).isEqualTo(1);
        assertThat(again.error()).isNull();
        assertThat(again.completedAt()).isNull();
        assertThat(then(again, events.job(JobEventType.RETRY_REQUESTED, 2))).isSameAs(again);
    }

    @Test
    void aJobThatSaysNothingForAMinuteIsStalled() {
        JobState running = fold(events.submitted(), events.job(QUEUED, 1), events.job(STARTED, 1));
        Instant silent = running.heardAt().plusSeconds(61);

        assertThat(running.isStalled(silent.minusSeconds(2))).isFalse();
        assertThat(running.isStalled(silent)).isTrue();
        JobState alive = then(running, events.job(JobEventType.HEARTBEAT, 1));
        assertThat(alive.isStalled(silent)).isFalse();
        assertThat(alive.sequence()).isEqualTo(running.sequence());
        assertThat(alive.updatedAt()).isEqualTo(running.updatedAt());
    }

    @Test
    void nothingFollowsAnEndButTheCommandThatBeganItAndAnotherRun() {
        JobState ended = fold(events.job(QUEUED, 1), events.failed(FAILED, 1, ErrorCode.SOURCE_NOT_FOUND));

        for (JobEventType type : JobEventType.values()) {
            if (type != JobEventType.SUBMITTED) {
                assertThat(then(ended, any(type, 1))).isSameAs(ended);
                if (type != JobEventType.RETRY_REQUESTED && type != JobEventType.CHECK_REQUESTED) {
                    assertThat(then(ended, any(type, 2))).isSameAs(ended);
                }
            }
        }
        JobState known = then(ended, events.submitted());
        assertThat(known.commandId()).isEqualTo("first");
        assertThat(known.status()).isEqualTo(JobStatus.FAILED);
        assertThat(known.message()).isEqualTo(ended.message());
    }

    @Test
    void onlyTheFirstCommandCounts() {
        JobState state = fold(events.submitted());

        assertThat(then(state, JobEvent.submitted(new JobCommand("second", 1, Events.JOB.createdAt(), Events.JOB))))
                .isSameAs(state);
    }

    @Test
    void aRecordReadAgainChangesNothing() {
        JobState state = fold(events.submitted(), events.job(QUEUED, 1), events.job(STARTED, 1));

        assertThat(JobState.fold(state, events.progressed(1, Stage.DOWNLOADING, 0.5), state.sequence()))
                .isSameAs(state);
    }

    @Test
    void aRepeatOfEarlierProgressChangesNothing() {
        JobEvent early = events.progressed(1, Stage.DOWNLOADING, 0.3);
        JobState state =
                fold(events.submitted(), events.job(STARTED, 1), early, events.progressed(1, Stage.DOWNLOADING, 0.8));

        assertThat(then(state, early)).isSameAs(state);
        assertThat(then(state, events.started(1, Stage.DOWNLOADING)).counters().bytesDone())
                .isEqualTo(800);
    }

    @Test
    void theStageWithTheMostLeftHoldsTheJobUp() {
        JobState state = fold(
                events.submitted(),
                events.job(STARTED, 1),
                events.progressed(1, Stage.TRANSCRIBING, 0.9),
                events.progressed(1, Stage.EXTRACTING_FRAMES, 0.1));

        assertThat(state.stage()).isEqualTo(Stage.EXTRACTING_FRAMES);
        assertThat(then(state, events.completed(1, Stage.EXTRACTING_FRAMES)).stage())
                .isEqualTo(Stage.TRANSCRIBING);
    }

    @Test
    void partsAddUpAndTheStageIsDoneWithTheLast() {
        JobState state = fold(
                events.submitted(),
                events.job(STARTED, 1),
                part(STAGE_PROGRESSED, 0, 0.5, 2),
                part(STAGE_COMPLETED, 2, 1, 3));
        assertThat(state.counters().chunksDone()).isEqualTo(5);
        assertThat(stage(state, Stage.TRANSCRIBING).progress()).isEqualTo(0.5);

        state = then(state, part(STAGE_PROGRESSED, 1, 1, 4));
        state = then(state, part(STAGE_COMPLETED, 0, 1, 4));
        assertThat(stage(state, Stage.TRANSCRIBING).phase()).isEqualTo(StageState.Phase.RUNNING);
        state = then(state, part(STAGE_COMPLETED, 1, 1, 4));
        assertThat(stage(state, Stage.TRANSCRIBING).phase()).isEqualTo(StageState.Phase.COMPLETED);
        assertThat(state.counters().chunksDone()).isEqualTo(11);
    }

    @Test
    void aFailedStageRunsAgainWhenItBeginsAgain() {
        JobState state = fold(
                events.submitted(),
                events.job(STARTED, 1),
                part(STAGE_STARTED, 0, 0, 0),
                part(STAGE_FAILED, 0, 0, 0),
                part(STAGE_PROGRESSED, 1, 0.5, 1));
        assertThat(stage(state, Stage.TRANSCRIBING).phase()).isEqualTo(StageState.Phase.FAILED);

        state = then(state, part(STAGE_STARTED, 0, 0, 0));
        assertThat(stage(state, Stage.TRANSCRIBING).phase()).isEqualTo(StageState.Phase.RUNNING);
    }

    @Test
    void aStageKnownByItsEndAloneBeganAsLongBeforeAsItTook() {
        JobEvent end = events.took(1, Stage.DOWNLOADING, 0.25);

        StageState whole = stage(fold(events.submitted(), events.job(STARTED, 1), end), Stage.DOWNLOADING);

        assertThat(whole.phase()).isEqualTo(StageState.Phase.COMPLETED);
        assertThat(whole.completedAt()).isEqualTo(end.time());
        assertThat(whole.startedAt()).isEqualTo(end.time().minusMillis(250));
    }

    @Test
    void anEventThatNamesNoStageIsPassedOver() {
        JobState state = fold(events.submitted(), events.job(STARTED, 1));

        assertThat(then(state, events.job(STAGE_PROGRESSED, 1))).isSameAs(state);
    }

    private JobEvent any(JobEventType type, int attempt) {
        return switch (type) {
            case STAGE_STARTED -> events.started(attempt, Stage.EXTRACTING_AUDIO);
            case STAGE_PROGRESSED -> events.progressed(attempt, Stage.EXTRACTING_METADATA, 0);
            case STAGE_COMPLETED -> events.completed(attempt, Stage.EXTRACTING_AUDIO);
            case COMPLETED -> events.completed(attempt);
            default -> events.job(type, attempt);
        };
    }

    private JobEvent part(JobEventType type, int part, double fraction, long done) {
        return events.part(type, 1, Stage.TRANSCRIBING, part, 3, fraction, done);
    }

    private static StageState stage(JobState state, Stage stage) {
        return state.stages().stream()
                .filter(each -> each.stage() == stage)
                .findFirst()
                .orElseThrow();
    }

    private static JobState fold(JobEvent first, JobEvent... more) {
        JobState state = JobState.fold(null, first, 0);
        for (JobEvent event : more) {
            state = then(state, event);
        }
        return state;
    }

    private static JobState then(JobState state, JobEvent event) {
        return JobState.fold(state, event, state.sequence() + 10);
    }
}
