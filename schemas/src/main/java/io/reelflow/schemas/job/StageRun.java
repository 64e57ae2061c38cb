package io.reelflow.schemas.job;

import org.jspecify.annotations.Nullable;

/**
 * What one run of a stage (or of one part of it) took.
 *
 * @param seconds wall time
 * @param cpuSeconds of the worker and its children; null where nobody counted
 * @param bytes read or written, whichever the stage is about
 * @param model of speech recognition, where one was used
 * @param version of the stage's code
 * @param reused true where an artifact was there already and nothing was run
 * @param machine on which it ran; null where nobody has named it
 */
public record StageRun(
        double seconds,
        @Nullable Double cpuSeconds,
        @Nullable Long bytes,
        @Nullable String model,
        String version,
        boolean reused,
        @Nullable String machine) {
    /** On a machine without a name. */
    public StageRun(
            double seconds,
            @Nullable Double cpuSeconds,
            @Nullable Long bytes,
            @Nullable String model,
            String version,
            boolean reused) {
        this(seconds, cpuSeconds, bytes, model, version, reused, null);
    }
}
