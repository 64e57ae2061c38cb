package io.reelflow.status.job;

import io.reelflow.schemas.job.JobState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of jobs, newest first.
 *
 * @param total of all pages together
 * @param nextCursor null on the last page
 */
record JobPage(
        List<JobState> jobs,
        long total,
        int limit,
        int offset,
        @Nullable String nextCursor) {}
