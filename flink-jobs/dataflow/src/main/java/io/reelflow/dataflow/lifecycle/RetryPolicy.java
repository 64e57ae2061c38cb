package io.reelflow.dataflow.lifecycle;

import io.reelflow.schemas.job.ErrorCode;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;

/**
 * How long a job waits after a failure, and when it is given up.
 *
 * @param retries before the second, third and fourth attempt; there is no fifth
 * @param firstHold of a job held for a reason that is not its own; doubled each time
 * @param longestHold the doubling stops here
 * @param giveUp a job held for this long fails
 */
public record RetryPolicy(List<Duration> retries, Duration firstHold, Duration longestHold, Duration giveUp)
        implements Serializable {
    /** Most outages of our own storage are a restart. */
    private static final Duration FIRST_OF_STORAGE = Duration.ofSeconds(5);

    public static final RetryPolicy DEFAULT = new RetryPolicy(
            List.of(Duration.ofSeconds(4), Duration.ofSeconds(16), Duration.ofSeconds(64)),
            Duration.ofMinutes(1),
            Duration.ofMinutes(30),
            Duration.ofHours(24));

    /** @param attempt of the run, 1 for its first */
    boolean allowsRetryAfter(int attempt) {
        return attempt <= retries.size();
    }

    /** Before the attempt that follows {@code attempt}. */
    Duration retryDelay(int attempt) {
        return retries.get(attempt - 1);
    }

    /** Before a held attempt is tried again. */
    Duration holdDelay(ErrorCode reason, int holdsSoFar) {
        boolean ours = reason == ErrorCode.STORAGE_UNAVAILABLE && FIRST_OF_STORAGE.compareTo(firstHold) < 0;
        Duration doubled = (ours ? FIRST_OF_STORAGE : firstHold).multipliedBy(1L << Math.min(holdsSoFar, 20));
        return doubled.compareTo(longestHold) < 0 ? doubled : longestHold;
    }

    boolean givesUp(long heldSince, long now) {
        return heldSince > 0 && now - heldSince >= giveUp.toMillis();
    }
}
