package io.reelflow.dataflow.purge;

import io.reelflow.dataflow.sink.TopicListener;
import io.reelflow.schemas.ObjectKeys;
import io.reelflow.schemas.Topics;
import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.Tombstone;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.jspecify.annotations.Nullable;

/** The newest tombstone of each video that was removed for good, as far as this process has read. Thread-safe. */
public final class Tombstones {
    private final Map<String, Tombstone> newest = new ConcurrentHashMap<>();
    private final CompletableFuture<Void> known = new CompletableFuture<>();

    /** One that knows all there are: for processes that are told of them one by one. */
    public static Tombstones complete() {
        Tombstones all = new Tombstones();
        all.known.complete(null);
        return all;
    }

    /**
     * Begins to read which videos were removed for good, all of it from the beginning and then on; does not wait for the broker.
     *
     * @param heard is given each
     */
    public TopicListener<Tombstone> follow(String bootstrapServers, Consumer<Tombstone> heard) {
        return TopicListener.listen(
                bootstrapServers,
                Topics.VIDEO_TOMBSTONES,
                Tombstone.class,
                KafkaConsumer::seekToBeginning,
                heard,
                () -> known.complete(null));
    }

    /** Whether it was news. */
    public boolean add(Tombstone tombstone) {
        Tombstone before = newest.get(tombstone.videoHash());
        newest.merge(
                tombstone.videoHash(),
                tombstone,
                (one, other) -> other.purgedAt().isAfter(one.purgedAt()) ? other : one);
        return before == null || tombstone.purgedAt().isAfter(before.purgedAt());
    }

    /**
     * Returns once all are known that there were when this process began.
     *
     * @throws IllegalStateException after so long
     */
    public void await(Duration patience) throws InterruptedException {
        try {
            known.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new IllegalStateException(
                    "which videos were removed is not known after " + patience.toSeconds() + " s", e);
        }
    }

    /** The newest of the job's video, whether or not the job came before it; null where there is none. */
    public @Nullable Tombstone of(Job job) {
        return newest.isEmpty() || job.dryRun() ? null : newest.get(ObjectKeys.hash(job.videoId()));
    }

    /** Whether the job is over because its video was removed: it must leave nothing any more. */
    public boolean cover(Job job) {
        Tombstone tombstone = of(job);
        return tombstone != null && tombstone.covers(job.createdAt());
    }
}
