package io.reelflow.status.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.reelflow.schemas.Topics;
import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobEvent;
import io.reelflow.schemas.job.JobState;
import io.reelflow.status.Scenes;
import io.reelflow.tracing.Tracing;
import io.reelflow.tracing.TracingSettings;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JobMetersTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final JobMeters meters = new JobMeters(registry);

    @Test
    void aJobIsCountedOnceHoweverItsEventsAreCutIntoSteps() throws SQLException {
        for (int atOnce : List.of(1, 3, 1000)) {
            Job job = Scenes.job("counted-" + atOnce);
            fold(Scenes.story(job, 3, null), atOnce);
        }
        assertThat(registry.counter("jobs_processing_rate").count()).isEqualTo(3);
        assertThat(registry.counter("videos_created").count()).isEqualTo(3);
        assertThat(registry.summary("jobs_processing_duration").totalAmount()).isEqualTo(3 * 98.0);
        assertThat(registry.summary("jobs_retry_count").max()).isZero();
        assertThat(registry.timer("reelflow_stage_duration", "stage", "transcribing", "outcome", "completed")
                        .count())
                .isEqualTo(12);
    }

    @Test
    void aFailureIsCountedByItsReasonAndARepeatNotAtAll() throws SQLException {
        Job job = Scenes.job("fails");
        List<JobEvent> events = new ArrayList<>(List.of(
                Scenes.queued(job),
                Scenes.started(job, 1),
                Scenes.retry(job, 1),
                Scenes.started(job, 2),
                Scenes.failed(job, 2)));
        events.add(Scenes.failed(job, 2));
        fold(events, 1);
        assertThat(registry.counter(
                                "reelflow_jobs_ended",
                                "outcome",
                                "failed",
                                "error_code",
                                "SOURCE_NOT_FOUND",
                                "dry_run",
                                "false")
                        .count())
                .isEqualTo(1);
        assertThat(registry.summary("jobs_retry_count").max()).isEqualTo(1);
        assertThat(registry.summary("jobs_processing_duration").count()).isZero();
    }

    private void fold(List<JobEvent> events, int atOnce) throws SQLException {
        Map<String, JobState> stored = new HashMap<>();
        CopyRows rows = new CopyRows((bytes, length) -> {});
        for (int from = 0; from < events.size(); from += atOnce) {
            var batch = new JobBatch(false);
            stored.values().forEach(batch::begin);
            for (int i = from; i < Math.min(events.size(), from + atOnce); i++) {
                batch.apply(new LogRecord(Topics.JOB_EVENTS, 0, i, events.get(i), i), rows);
            }
            batch.states().forEach(state -> stored.put(state.jobId(), state));
            batch.tell(meters, new JobTraces(Tracing.of(TracingSettings.OFF, "test"), Clock.systemUTC()));
        }
    }
}
