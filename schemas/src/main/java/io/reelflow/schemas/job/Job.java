package io.reelflow.schemas.job;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A job as it was asked for; what happens to it is in {@link JobState}.
 *
 * @param jobId name-based UUID over the request, so that the same request is the same job
 * @param videoId YouTube's own id, else 16 characters derived from the canonical address or the upload
 * @param url canonical
 * @param youtubeUrl the canonical YouTube address, where it is one
 * @param priority 1 (first) … 9 (last)
 * @param userId the owner
 */
public record Job(
        String jobId,
        String videoId,
        SourceKind source,
        String url,
        @Nullable String youtubeUrl,
        JobType jobType,
        int priority,
        String userId,
        JobOptions options,
        boolean dryRun,
        Instant createdAt) {}
