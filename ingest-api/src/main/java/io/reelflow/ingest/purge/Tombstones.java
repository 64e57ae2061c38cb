package io.reelflow.ingest.purge;

import io.reelflow.access.CompactedTopic;
import io.reelflow.ingest.problem.ApiException;
import io.reelflow.schemas.ObjectKeys;
import io.reelflow.schemas.Topics;
import io.reelflow.schemas.job.Tombstone;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Which videos were removed for good, and when: a job of one that comes afterwards is another than the one before. */
public final class Tombstones implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final Map<String, Tombstone> newest = new ConcurrentHashMap<>();
    private final CompactedTopic<Tombstone> topic;

    public Tombstones(String kafka) {
        topic = new CompactedTopic<>(kafka, Topics.VIDEO_TOMBSTONES, Tombstone.class, this::take);
    }

    private void take(Map<String, Tombstone> all) {
        all.values().forEach(this::add);
    }

    /** One that is in the topic now; an older one than is known changes nothing. */
    void add(Tombstone tombstone) {
        newest.merge(
                tombstone.videoHash(),
                tombstone,
                (one, other) -> other.purgedAt().isAfter(one.purgedAt()) ? other : one);
    }

    /** Null where the video was never removed, as far as is known. */
    public @Nullable Tombstone of(String videoId) {
        return newest.isEmpty() ? null : newest.get(ObjectKeys.hash(videoId));
    }

    /** When something of this video happens now: after its tombstone. */
    public Instant after(@Nullable Tombstone tombstone, Instant now) {
        return tombstone == null || !tombstone.covers(now)
                ? now
                : tombstone.purgedAt().plusMillis(1);
    }

    /** Done once all that is in the topic is known here; fails with 503 while nobody can say. */
    public Mono<Void> known() {
        return Mono.defer(() -> topic.caughtUp().isDone() ? Mono.empty() : awaited());
    }

    private Mono<Void> awaited() {
        return Mono.fromFuture(topic::caughtUp)
                .timeout(PATIENCE)
                .onErrorMap(
                        TimeoutException.class,
                        error -> ApiException.unavailable(
                                "INTAKE_UNAVAILABLE", "Nothing was accepted: send the same request again", RETRY_AFTER))
                .publishOn(Schedulers.parallel());
    }

    @Override
    public void close() {
        topic.close();
    }
}
