package io.reelflow.status.job;

import io.reelflow.schemas.Json;
import io.reelflow.schemas.job.Failure;
import io.reelflow.schemas.job.JobEvent;
import io.reelflow.schemas.job.JobEventType;
import io.reelflow.schemas.job.JobState;
import io.reelflow.schemas.job.JobStatus;
import io.reelflow.schemas.job.Stage;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

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
        Object event) {
    private static final Set<JobEventType> CHANGES_JOB =
            Set.of(JobEventType.RETRY_REQUESTED, JobEventType.REPRIORITIZED);

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
                shown(event));
    }

    /** The request is in the state already, but where the event changes it; and it may hold a secret. */
    private static Object shown(JobEvent event) {
        if (!CHANGES_JOB.contains(event.type())) {
            return event.withoutJob();
        }
        ObjectNode tree = Json.MAPPER.valueToTree(event);
        if (tree.path("job").path("options") instanceof ObjectNode options) {
            options.remove("webhook_url");
        }
        return tree;
    }
}
