package io.reelflow.dataflow.webhook;

import io.reelflow.schemas.Json;
import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobEvent;
import io.reelflow.schemas.job.JobEventType;
import io.reelflow.schemas.job.JobState;
import io.reelflow.schemas.job.JobView;
import org.jspecify.annotations.Nullable;

/**
 * The end of a job, for the address its client has named.
 *
 * @param eventId the same for every try
 * @param body JSON
 */
public record Webhook(String eventId, String jobId, String url, String body) {
    /** What is sent. */
    private record Body(String type, JobView data) {}

    /** Null where the job's client wants none. */
    public static @Nullable Webhook of(Job job, JobEvent end) {
        String url = job.options().webhookUrl();
        if (url == null) {
            return null;
        }
        JobEvent queued = JobEvent.of(job, JobEventType.QUEUED, end.attempt(), end.time(), "");
        JobState state = JobState.fold(JobState.fold(null, queued, 0), end, 1);
        Body body = new Body("job_" + end.type().word(), JobView.of(state, end.time()));
        return new Webhook(end.eventId(), job.jobId(), url, Json.text(body));
    }
}
