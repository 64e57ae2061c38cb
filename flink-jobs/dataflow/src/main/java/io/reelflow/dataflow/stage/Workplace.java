package io.reelflow.dataflow.stage;

import io.reelflow.dataflow.purge.Tombstones;
import io.reelflow.dataflow.purge.VideoRows;
import io.reelflow.dataflow.sink.EventPublisher;
import io.reelflow.dataflow.storage.ArtifactStore;
import io.reelflow.dataflow.storage.LocalCache;
import io.reelflow.dataflow.webhook.WebhookSender;
import io.reelflow.media.TaskRunner;
import io.reelflow.schemas.ObjectKeys;
import io.reelflow.schemas.job.SourceReport;
import io.reelflow.schemas.job.Tombstone;
import io.reelflow.schemas.job.WorkStop;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.apache.flink.util.FileUtils;
import org.jspecify.annotations.Nullable;

/**
 * What all operators of one process share: threads, running work, the storage and its cache, the workers, the way out
 * for events. It outlives a restart of the dataflow.
 */
public final class Workplace implements AutoCloseable {
    private final EventPublisher events;
    private final ArtifactStore store;
    private final TaskRunner runner;
    private final StageSettings settings;
    private final Clock clock;
    private final Path scratch;
    private final LocalCache cache;
    private final WorkPools pools;
    private final ScheduledThreadPoolExecutor timer;
    private final RunningWork running;
    private final @Nullable WebhookSender webhooks;
    private final Tombstones tombstones;
    private final @Nullable VideoRows rows;

    /** Finds the workplace of the process it is called in. */
    public interface Provider extends Serializable {
        Workplace get();
    }

    /**
     * @param directory of this process alone; what another left there is removed
     * @param threads for each kind of work
     * @param grace how long work goes on that nobody waits for
     * @param webhooks null where none are sent
     * @param rows of videos that are removed; null where none are
     */
    public Workplace(
            EventPublisher events,
            ArtifactStore store,
            TaskRunner runner,
            StageSettings settings,
            Clock clock,
            Path directory,
            long cacheBytes,
            Map<WorkLine, Integer> threads,
            Duration grace,
            @Nullable WebhookSender webhooks,
            Tombstones tombstones,
            @Nullable VideoRows rows)
            throws IOException {
        this.events = events;
        this.store = store;
        this.runner = runner;
        this.settings = settings;
        this.clock = clock;
        this.webhooks = webhooks;
        this.tombstones = tombstones;
        this.rows = rows;
        this.scratch = emptied(directory.resolve("scratch"));
        this.cache = new LocalCache(store, emptied(directory.resolve("objects")), cacheBytes);
        this.pools = new WorkPools(threads);
        this.timer = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, "reelflow-timer");
            thread.setDaemon(true);
            return thread;
        });
        timer.setRemoveOnCancelPolicy(true);
        this.running = new RunningWork(pools, timer, grace, events, clock, tombstones);
        Heartbeats.start(timer, Heartbeats.EVERY, running, events, clock);
    }

    public EventPublisher events() {
        return events;
    }

    /** Null where no webhooks are sent. */
    public @Nullable WebhookSender webhooks() {
        return webhooks;
    }

    /** Ends what runs for that job here, and what arrives for it later. */
    public void stop(WorkStop stop) {
        running.stop(stop);
    }

    /** A source has turned an identity of ours away: what asks it as that one here ends. */
    public void hear(SourceReport report) {
        running.hear(report);
    }

    /** A video was removed for good: whatever runs or is kept here for its jobs ends. */
    public void bury(Tombstone tombstone) {
        if (tombstones.add(tombstone)) {
            running.stop(tombstone);
            cache.forget(key -> tombstone.videoHash().equals(ObjectKeys.hash(ObjectKeys.videoOf(key))));
        }
    }

    public Tombstones tombstones() {
        return tombstones;
    }

    /** Null where no videos are removed. */
    @Nullable
    VideoRows rows() {
        return rows;
    }

    ArtifactStore store() {
        return store;
    }

    LocalCache cache() {
        return cache;
    }

    TaskRunner runner() {
        return runner;
    }

    public StageSettings settings() {
        return settings;
    }

    Clock clock() {
        return clock;
    }

    RunningWork running() {
        return running;
    }

    WorkPools pools() {
        return pools;
    }

    ScheduledThreadPoolExecutor timer() {
        return timer;
    }

    /** Whether it was our own disk that made a run fail. */
    boolean isOfOurDisk(Throwable failure) {
        return FullDisk.isReason(failure, scratch);
    }

    Path newScratch() throws IOException {
        return Files.createTempDirectory(scratch, "run-");
    }

    @Override
    public void close() throws IOException {
        pools.close();
        timer.shutdownNow();
        events.close();
        if (webhooks != null) {
            webhooks.close();
        }
        store.close();
    }

    private static Path emptied(Path folder) throws IOException {
        FileUtils.deleteDirectory(folder.toFile());
        return Files.createDirectories(folder);
    }
}
