package io.reelflow.status.job;

import io.reelflow.schemas.Json;
import io.reelflow.schemas.job.Failure;
import io.reelflow.schemas.job.JobEvent;
import io.reelflow.schemas.job.JobEventType;
import io.reelflow.schemas.job.JobState;
import java.sql.SQLException;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/** Rows of {@code job_events}. */
final class EventRow {
    static final String COLUMNS = """
            job_id, sequence, occurred_at, event_id, video_id, type, status, stage, attempt, part, stage_progress,
            progress, message, error_code, event""";

    private static final Set<JobEventType> CHANGES_JOB =
            Set.of(JobEventType.RETRY_REQUESTED, JobEventType.REPRIORITIZED);

    private EventRow() {}

    /** @param after the job's state after the event */
    static void add(CopyRows rows, LogRecord entry, JobState after) throws SQLException {
        JobEvent event = entry.event();
        Failure error = event.error();
        rows.row(
                UUID.fromString(event.jobId()),
                entry.sequence(),
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
                new CopyRows.Jsonb(shown(entry)));
    }

    /** The request is in the state already, but where the event changes it; and it may hold a secret. */
    private static byte[] shown(LogRecord entry) {
        JobEvent event = entry.event();
        if (event.job() == null) {
            return entry.json() == null ? Json.bytes(event) : entry.json().array();
        }
        if (!CHANGES_JOB.contains(event.type())) {
            return Json.bytes(event.withoutJob());
        }
        ObjectNode tree = Json.MAPPER.valueToTree(event);
        if (tree.path("job").path("options") instanceof ObjectNode options) {
            options.remove("webhook_url");
        }
        return Json.bytes(tree);
    }
}
