package io.reelflow.schemas.result;

import io.reelflow.schemas.job.JobType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code manifest.json}: all of one job's result, written last. Every document is an object key; null where the job
 * made none.
 */
public record Manifest(
        int version,
        String jobId,
        String videoId,
        JobType jobType,
        int attempt,
        Instant createdAt,
        @Nullable String title,
        double duration,
        @Nullable String source,
        @Nullable String transcript,
        @Nullable String analysis,
        @Nullable String picture,
        @Nullable String slides,
        List<Clip> clips,
        List<ObjectFile> files,
        List<String> warnings) {
    public static final int VERSION = 1;

    /** @param kind the folder it lies in: {@code source}, {@code audio}, {@code transcript} … */
    public record ObjectFile(String key, String kind, String mediaType, long bytes, String sha256) {}
}
