package io.reelflow.status.job;

import io.reelflow.schemas.job.Failure;
import io.reelflow.schemas.job.JobEvent;
import io.reelflow.schemas.job.JobEventType;
import io.reelflow.schemas.job.JobState;
import io.reelflow.schemas.job.JobStatus;
import io.reelflow.schemas.job.Stage;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of {@code job_events}, a component for each column. */
record EventRow(
        String jobId,
        long sequence,
        Instant occurredAt,
        String eventId,
        String videoId,
        JobEventType type,
        JobStatus status,
        @Nullable Stage stage,
        int attempt,
        @Nullable Integer part,
        @Nullable Double stageProgress,
        double progress,
        @Nullable String message,
        @Nullable String errorCode,
        JobEvent event) {

    /** @param after the job's state after the event */
    static EventRow of(JobEvent event, JobState after, long sequence) {
        Failure error = event.error();
        return new EventRow(
                event.jobId(),
                sequence,
                event.time(),
                event.eventId(),
                event.videoId(),
                event.type(),
                after.status(),
                event.stage() == null ? after.stage() : event.stage(),
                event.attempt(),
                event.part(),
                event.stageProgress(),
                after.progress(),
                event.message(),
                error == null ? null : error.code().word(),
                withoutJob(event));
    }

    /** The request may hold secrets, and the state has it already. */
    private static JobEvent withoutJob(JobEvent event) {
        return event.job() == null
                ? event
                : new JobEvent(
                        event.eventId(),
                        event.version(),
                        event.time(),
                        event.jobId(),
                        event.videoId(),
                        event.type(),
                        event.attempt(),
                        event.stage(),
                        event.part(),
                        event.parts(),
                        event.stageProgress(),
                        event.message(),
                        event.counters(),
                        event.error(),
                        event.stageRun(),
                        null,
                        event.manifestKey());
    }
}
