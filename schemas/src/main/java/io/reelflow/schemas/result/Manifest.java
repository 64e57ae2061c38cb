package io.reelflow.schemas.result;

import io.reelflow.schemas.job.JobType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code manifest.json}: all of one job's result, written last. Every document is an object key; null where the job
 * made none.
 *
 * @param thumbnail object key of the picture; null where none is stored
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
        List<String> warnings,
        @Nullable String comments,
        @Nullable String thumbnail) {
    public static final int VERSION = 1;

    /** A result without comments and thumbnail. */
    public Manifest(
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
        this(
                version,
                jobId,
                videoId,
                jobType,
                attempt,
                createdAt,
                title,
                duration,
                source,
                transcript,
                analysis,
                picture,
                slides,
                clips,
                files,
                warnings,
                null,
                null);
    }

    /** @param kind the folder it lies in: {@code source}, {@code audio}, {@code transcript} … */
    public record ObjectFile(String key, String kind, String mediaType, long bytes, String sha256) {}
}
