package io.reelflow.media;

import org.jspecify.annotations.Nullable;

/**
 * A task's result and what it took.
 *
 * @param seconds wall time of the run, without waiting for a permit
 * @param cpuSeconds of its process and that process's ended children; null where nobody could count
 */
public record TaskRun<O>(O output, double seconds, @Nullable Double cpuSeconds) {}
