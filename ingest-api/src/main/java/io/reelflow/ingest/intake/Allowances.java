package io.reelflow.ingest.intake;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.reelflow.ingest.problem.ApiException;
import io.reelflow.schemas.job.IntakeControl;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How many jobs each limited owner may still send in: a bucket for each, full at the start of this process, that fills up
 * evenly again. Each replica lets in its share.
 */
final class Allowances {
    private static final Duration HOUR = Duration.ofHours(1);

    private final int replicas;
    private volatile Map<String, Allowance> byOwner = Map.of();

    Allowances(int replicas) {
        this.replicas = replicas;
    }

    private record Allowance(int perHour, Bucket bucket) {}

    /** A bucket goes on as it is unless its owner's quota has changed. */
    void take(List<IntakeControl> quotas) {
        var now = new HashMap<String, Allowance>();
        for (IntakeControl each : quotas) {
            IntakeControl.Quota quota = each.quota();
            if (quota != null && quota.maxPerHour() != null && each.target() != null) {
                int perHour = quota.maxPerHour();
                Allowance known = byOwner.get(each.target());
                now.put(
                        each.target(),
                        known != null && known.perHour == perHour ? known : new Allowance(perHour, bucket(perHour)));
            }
        }
        byOwner = Map.copyOf(now);
    }

    void count(String owner) {
        Allowance allowance = byOwner.get(owner);
        if (allowance == null) {
            return;
        }
        ConsumptionProbe probe = allowance.bucket.tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            throw ApiException.quotaExceeded(
                    "\"" + owner + "\" may send in " + allowance.perHour + " jobs an hour",
                    Duration.ofNanos(probe.getNanosToWaitForRefill()));
        }
    }

    private Bucket bucket(int perHour) {
        long share = Math.max(1, perHour / replicas);
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(share).refillGreedy(share, HOUR))
                .build();
    }
}
