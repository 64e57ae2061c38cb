package io.reelflow.status.job;

import io.reelflow.schemas.job.JobState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of jobs, newest first.
 *
 * @param total of all pages together
 * @param nextCursor null on the last page
 */
record JobPage(
        List<Line> jobs,
        long total,
        int limit,
        int offset,
        @Nullable String nextCursor) {

    /**
     * A job in its place.
     *
     * @param title of its video, once there is one
     * @param createdAt as the table orders by it: rounded to microseconds
     */
    record Line(JobState state, @Nullable String title, Instant createdAt) {
        JobFilter.Cursor place() {
            return new JobFilter.Cursor(createdAt, state.jobId());
        }
    }
}
