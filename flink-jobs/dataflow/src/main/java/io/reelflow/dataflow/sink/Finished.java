package io.reelflow.dataflow.sink;

import io.reelflow.schemas.job.JobOutcome;
import org.jspecify.annotations.Nullable;

/**
 * An attempt that has passed every stage.
 *
 * @param rows of its result; null where it failed
 */
public record Finished(JobOutcome outcome, @Nullable ResultRows rows) {}
