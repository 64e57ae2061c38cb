package io.reelflow.status.job;

import io.reelflow.schemas.job.JobEvent;
import io.reelflow.schemas.job.JobEventType;
import io.reelflow.schemas.job.JobState;
import io.reelflow.schemas.job.Stage;
import io.reelflow.schemas.job.StageRun;
import io.reelflow.schemas.job.StageState;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of {@code stage_runs}, a component for each column. */
record StageRunRow(
        String jobId,
        int attempt,
        Stage stage,
        int part,
        String videoId,
        Instant startedAt,
        Instant endedAt,
        double seconds,
        @Nullable Double cpuSeconds,
        @Nullable Long bytes,
        @Nullable String model,
        @Nullable String version,
        String outcome,
        boolean reused) {
    static final String COLUMNS = """
            job_id, attempt, stage, part, video_id, started_at, ended_at, seconds, cpu_seconds, bytes, model, version,
            outcome, reused""";

    /**
     * Null where the event ends no stage.
     *
     * @param after the job's state after the event
     */
    static @Nullable StageRunRow of(JobEvent event, JobState after) {
        boolean completed = event.type() == JobEventType.STAGE_COMPLETED;
        Stage stage = event.stage();
        if (stage == null || (!completed && event.type() != JobEventType.STAGE_FAILED)) {
            return null;
        }
        StageRun run = event.stageRun();
        double seconds = run != null ? run.seconds() : secondsSinceStart(event, after);
        return new StageRunRow(
                event.jobId(),
                event.attempt(),
                stage,
                Objects.requireNonNullElse(event.part(), 0),
                event.videoId(),
                event.time().minus(Duration.ofMillis(Math.round(1000 * seconds))),
                event.time(),
                seconds,
                run == null ? null : run.cpuSeconds(),
                run == null ? null : run.bytes(),
                run == null ? null : run.model(),
                run == null ? null : run.version(),
                completed ? "completed" : "failed",
                run != null && run.reused());
    }

    void addTo(CopyRows rows) throws SQLException {
        rows.row(
                UUID.fromString(jobId),
                attempt,
                stage,
                part,
                videoId,
                startedAt,
                endedAt,
                seconds,
                cpuSeconds,
                bytes,
                model,
                version,
                outcome,
                reused);
    }

    String key() {
        return jobId + "/" + attempt + "/" + stage + "/" + part;
    }

    private static double secondsSinceStart(JobEvent event, JobState after) {
        return after.stages().stream()
                .filter(state -> state.stage() == event.stage())
                .map(StageState::startedAt)
                .filter(Objects::nonNull)
                .mapToDouble(start -> Duration.between(start, event.time()).toMillis() / 1000.0)
                .findFirst()
                .orElse(0);
    }
}
