package io.reelflow.schemas.job;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Events of one job, as the dataflow makes them; each a second later than the one before. */
final class Events {
    static final Job JOB = new Job(
            "3c0f6a52-3f5a-3b1e-9d63-2f6a4a0f7a10",
            "dQw4w9WgXcQ",
            SourceKind.WEB,
            "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
            "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
            JobType.FULL_PROCESSING,
            5,
            "anna",
            JobOptions.DEFAULTS,
            false,
            Instant.parse("2026-11-21T09:00:00Z"),
            null,
            null);

    static final JobCommand COMMAND = new JobCommand("first", JobCommand.VERSION, JOB.createdAt(), JOB);

    private int seconds;

    JobEvent submitted() {
        return JobEvent.submitted(COMMAND);
    }

    JobEvent job(JobEventType type, int attempt) {
        return JobEvent.of(JOB, type, attempt, tick(), type.word() + " " + attempt);
    }

    JobEvent failed(JobEventType type, int attempt, ErrorCode code) {
        return job(type, attempt).withError(Failure.of(code, "because", Stage.DOWNLOADING));
    }

    JobEvent completed(int attempt) {
        return job(JobEventType.COMPLETED, attempt).withManifest("videos/x/jobs/y/manifest.json");
    }

    JobEvent started(int attempt, Stage stage) {
        return stage(JobEventType.STAGE_STARTED, attempt, stage, null, null, 0.0, null);
    }

    JobEvent progressed(int attempt, Stage stage, double fraction) {
        return stage(
                JobEventType.STAGE_PROGRESSED,
                attempt,
                stage,
                null,
                null,
                fraction,
                Counters.bytes(Math.round(1000 * fraction), 1000L));
    }

    JobEvent completed(int attempt, Stage stage) {
        return stage(JobEventType.STAGE_COMPLETED, attempt, stage, null, null, 1.0, Counters.bytes(1000, 1000L));
    }

    /** A stage that says no more than that it is over. */
    JobEvent took(int attempt, Stage stage, double seconds) {
        JobEvent end = stage(JobEventType.STAGE_COMPLETED, attempt, stage, null, null, 1.0, null);
        return new JobEvent(
                end.eventId(),
                end.version(),
                end.time(),
                end.jobId(),
                end.videoId(),
                end.type(),
                attempt,
                stage,
                null,
                null,
                1.0,
                null,
                null,
                null,
                new StageRun(seconds, null, null, null, "1", false),
                null,
                null);
    }

    JobEvent part(JobEventType type, int attempt, Stage stage, int part, int parts, double fraction, long done) {
        Counters counters = type == JobEventType.STAGE_STARTED
                ? null
                : stage == Stage.GENERATING_CLIPS ? Counters.clips(done, null) : Counters.chunks(done, null);
        return stage(type, attempt, stage, part, parts, fraction, counters);
    }

    private JobEvent stage(
            JobEventType type,
            int attempt,
            Stage stage,
            @Nullable Integer part,
            @Nullable Integer parts,
            double fraction,
            @Nullable Counters counters) {
        String step = type.word() + "-" + Math.round(1000 * fraction);
        return new JobEvent(
                JobEvent.id(JOB.jobId(), attempt, stage, part, step),
                JobEvent.VERSION,
                tick(),
                JOB.jobId(),
                JOB.videoId(),
                type,
                attempt,
                stage,
                part,
                parts,
                fraction,
                stage.word() + " " + step,
                counters,
                null,
                null,
                null,
                null);
    }

    private Instant tick() {
        return JOB.createdAt().plusSeconds(++seconds);
    }
}
