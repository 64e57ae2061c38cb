package io.reelflow.access;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** How often a key may call: a token bucket for each key and kind of call, this process's share of the whole limit. */
public final class RateLimits {
    /** What is counted apart. A burst may be twice of what a second allows. */
    public enum Kind {
        READ(100),
        WRITE(50);

        private final int perSecond;

        Kind(int perSecond) {
            this.perSecond = perSecond;
        }
    }

    private static final int BURST_SECONDS = 2;

    private final int replicas;
    private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();

    /** @param replicas processes of this service that share the limit */
    public RateLimits(int replicas) {
        if (replicas < 1) {
            throw new IllegalArgumentException("replicas must be at least 1, not " + replicas);
        }
        this.replicas = replicas;
    }

    /** Counts a call; where it is one too many, how long to wait. */
    public Optional<Duration> take(String keyId, Kind kind) {
        ConsumptionProbe probe = buckets.computeIfAbsent(kind + " " + keyId, ignored -> bucket(kind))
                .tryConsumeAndReturnRemaining(1);
        return probe.isConsumed() ? Optional.empty() : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }

    private Bucket bucket(Kind kind) {
        long share = Math.max(1, kind.perSecond / replicas);
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(share * BURST_SECONDS).refillGreedy(share, Duration.ofSeconds(1)))
                .build();
    }
}
