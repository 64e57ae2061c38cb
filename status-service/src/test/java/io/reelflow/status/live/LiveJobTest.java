package io.reelflow.status.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.schemas.Topics;
import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobEvent;
import io.reelflow.schemas.job.JobEventType;
import io.reelflow.schemas.job.JobState;
import io.reelflow.schemas.job.Stage;
import io.reelflow.status.Scenes;
import io.reelflow.status.job.LogRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Sinks;

/** One job as it is told: what is merged, what is held back, what silence means. */
final class LiveJobTest {
    private static final Instant BEGIN = Instant.parse("2026-11-21T09:00:02Z");

    private final Job job = Scenes.job("one");
    private final List<JobUpdate> toEveryone = new ArrayList<>();
    private final Listener listener = new Listener();
    private final Sinks.Empty<Void> readable = Sinks.empty();
    private Instant now = BEGIN;
    private Duration wallAhead = Duration.ZERO;
    private long offset = 10;
    private final LiveJob live = new LiveJob(
            job.jobId(), () -> now, () -> now.plus(wallAhead), toEveryone::add, position -> readable.asMono());

    private static final class Listener implements LiveJob.Listener {
        final List<JobUpdate> told = new ArrayList<>();
        Instant heard = Instant.EPOCH;

        @Override
        public void begin(JobState from) {
            told.add(JobUpdate.snapshot(from));
        }

        @Override
        public void told(JobUpdate update) {
            told.add(update);
        }

        @Override
        public void quiet(Instant since, Instant when) {
            heard = since;
        }

        @Override
        public void failed(Throwable error) {
            throw new AssertionError(error);
        }
    }

    private void begin() {
        JobState state = JobState.fold(null, JobEvent.submitted(Scenes.command(job)), -1);
        state = JobState.fold(state, Scenes.queued(job), 1);
        state = JobState.fold(state, Scenes.started(job, 1), 2);
        live.add(listener);
        live.greet(listener);
        live.begin(state, List.of());
    }

    private void hear(JobEvent event) {
        live.accept(new LogRecord(Topics.JOB_EVENTS, 0, offset, event, offset));
        offset++;
    }

    private JobEvent beat(Instant at) {
        return JobEvent.of(job, JobEventType.HEARTBEAT, 1, at, "");
    }

    @Test
    void whatComesBeforeTheStartingPointIsFoldedOntoItAndTheRestIsPassedOver() {
        live.accept(new LogRecord(Topics.JOB_EVENTS, 0, 2, Scenes.started(job, 1), 2));
        hear(Scenes.progressed(job, 1, Stage.DOWNLOADING, 0.5));
        begin();
        assertThat(listener.told.stream().map(JobUpdate::kind))
                .containsExactly(JobUpdate.Kind.INITIAL_STATUS, JobUpdate.Kind.JOB_UPDATE);
    }

    @Test
    void thoseWhoWatchAllJobsGetFourUpdatesASecondAndEveryTransition() {
        begin();
        hear(Scenes.progressed(job, 1, Stage.DOWNLOADING, 0.001));
        toEveryone.clear();
        for (int milli = 1; milli <= 1_000; milli++) {
            now = now.plusMillis(1);
            hear(Scenes.progressed(job, 1, Stage.DOWNLOADING, 0.001 + milli / 2_000.0));
            live.tick(now);
        }
        assertThat(toEveryone).hasSize(4);
        assertThat(listener.told).as("one who follows this job gets more").hasSizeGreaterThan(50);

        Scenes.stage(job, 1, Stage.TRANSCRIBING, 1).forEach(this::hear);
        assertThat(toEveryone.stream().map(each -> each.state().stage()).distinct())
                .containsExactly(Stage.DOWNLOADING, Stage.TRANSCRIBING);
    }

    @Test
    void theNewestOfWhatWasLeftOutIsToldInItsTurn() {
        begin();
        hear(Scenes.progressed(job, 1, Stage.DOWNLOADING, 0.1));
        hear(Scenes.progressed(job, 1, Stage.DOWNLOADING, 0.2));
        hear(Scenes.progressed(job, 1, Stage.DOWNLOADING, 0.3));
        toEveryone.clear();
        now = now.plus(LiveJob.PACE);
        live.tick(now);
        live.tick(now);
        assertThat(toEveryone.stream().map(each -> each.state().sequence())).containsExactly(12L);
    }

    @Test
    void theEndAndWhatFollowsItWaitUntilTheTablesHoldIt() {
        begin();
        hear(Scenes.failed(job, 1));
        hear(JobEvent.of(job, JobEventType.RETRY_REQUESTED, 2, now, "Runs once more"));
        assertThat(listener.told).hasSize(1);
        assertThat(live.isOver()).isFalse();

        readable.tryEmitEmpty();
        assertThat(listener.told.stream().map(JobUpdate::kind))
                .containsExactly(JobUpdate.Kind.INITIAL_STATUS, JobUpdate.Kind.JOB_FAILED, JobUpdate.Kind.JOB_UPDATE);
    }

    @Test
    void heartbeatsAreNoUpdatesButEndAStall() {
        begin();
        hear(beat(now.plusSeconds(15)));
        assertThat(listener.told).hasSize(1);

        now = now.plusSeconds(15).plus(JobState.SILENCE).plusMillis(1);
        live.tick(now);
        live.tick(now);
        assertThat(listener.told).hasSize(2);
        assertThat(listener.told.get(1).position()).isNull();
        assertThat(listener.told.get(1).state().isStalled(now)).isTrue();

        hear(beat(now));
        assertThat(listener.told).hasSize(3);
        assertThat(listener.told.get(2).state().isStalled(now)).isFalse();
    }

    @Test
    void aHeartbeatIsASignOfLife() {
        begin();
        now = now.plus(Duration.ofSeconds(290));
        hear(beat(now));
        now = now.plus(Duration.ofSeconds(20));
        live.tick(now);
        assertThat(Duration.between(listener.heard, now)).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void aClockThatIsSetIsNoSilence() {
        begin();
        now = now.plus(Duration.ofSeconds(10));
        hear(beat(now));
        wallAhead = Duration.ofHours(1);
        live.tick(now);
        assertThat(Duration.between(listener.heard, now)).isZero();
    }
}
