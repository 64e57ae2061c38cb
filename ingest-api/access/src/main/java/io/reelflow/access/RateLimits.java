package io.reelflow.access;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** How often a key may call: a token bucket for each key and kind of call. A burst may be twice of what a second allows. */
public final class RateLimits {
    /** What is counted apart. */
    public enum Kind {
        READ,
        WRITE
    }

    /** Where buckets are kept. */
    @FunctionalInterface
    public interface Buckets {
        Bucket bucket(String name, BucketConfiguration configuration);
    }

    private static final int BURST_SECONDS = 2;

    private final Buckets kept;
    private final Map<Kind, BucketConfiguration> limits;
    private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();

    private RateLimits(Buckets kept, long readsPerSecond, long writesPerSecond) {
        this.kept = kept;
        this.limits = Map.of(Kind.READ, configuration(readsPerSecond), Kind.WRITE, configuration(writesPerSecond));
    }

    /** In this process alone, which lets in its share of the limit. */
    public static RateLimits local(Rates rates) {
        return new RateLimits(
                RateLimits::local, share(rates.readsPerSecond(), rates), share(rates.writesPerSecond(), rates));
    }

    /** In a place that all processes share, so that each of them may let in all of it. */
    public static RateLimits shared(Rates rates, Buckets place) {
        return new RateLimits(place, rates.readsPerSecond(), rates.writesPerSecond());
    }

    /** Counts a call; where it is one too many, how long to wait. */
    public Optional<Duration> take(String keyId, Kind kind) {
        ConsumptionProbe probe = buckets.computeIfAbsent(
                        kind + " " + keyId, name -> kept.bucket(name, configurationOf(kind)))
                .tryConsumeAndReturnRemaining(1);
        return probe.isConsumed() ? Optional.empty() : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }

    private BucketConfiguration configurationOf(Kind kind) {
        return Objects.requireNonNull(limits.get(kind));
    }

    private static long share(long perSecond, Rates rates) {
        return Math.max(1, perSecond / rates.replicas());
    }

    private static BucketConfiguration configuration(long perSecond) {
        return BucketConfiguration.builder()
                .addLimit(limit ->
                        limit.capacity(perSecond * BURST_SECONDS).refillGreedy(perSecond, Duration.ofSeconds(1)))
                .build();
    }

    private static Bucket local(String name, BucketConfiguration configuration) {
        var builder = Bucket.builder();
        Arrays.stream(configuration.getBandwidths()).forEach(builder::addLimit);
        return builder.build();
    }
}
