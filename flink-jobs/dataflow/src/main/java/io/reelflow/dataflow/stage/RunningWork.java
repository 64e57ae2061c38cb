package io.reelflow.dataflow.stage;

import io.reelflow.schemas.ObjectKeys;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What runs in this process, by what it is for. When Flink restarts the dataflow in a living process, running work goes
 * on for a grace time and is taken up again by the same element, instead of beginning anew.
 */
final class RunningWork {
    private final Map<String, Entry<?>> entries = new HashMap<>();
    private final WorkPools pools;
    private final ScheduledExecutorService timer;
    private final Duration grace;

    RunningWork(WorkPools pools, ScheduledExecutorService timer, Duration grace) {
        this.pools = pools;
        this.timer = timer;
        this.grace = grace;
    }

    /** The same work of the same attempt over the same input, whichever admission it belongs to. */
    static String key(String stage, Work work) {
        return work.job().jobId() + "/" + work.attempt() + "/" + stage + "/" + work.part() + "/"
                + ObjectKeys.fingerprint(work.artifacts(), work.made(), work.parts());
    }

    /** Joins the run of that key, or begins it. Each join is answered by one {@link #leave}. */
    synchronized <O> CompletableFuture<O> join(String key, MediaStage<O> stage, Work work, Workplace place) {
        Entry<?> known = entries.get(key);
        if (known != null) {
            known.join();
            @SuppressWarnings("unchecked") // the key names the stage
            CompletableFuture<O> result = (CompletableFuture<O>) known.execution.result();
            return result;
        }
        StageExecution<O> execution = StageExecution.of(stage, work, place);
        Entry<O> entry = new Entry<>(stage, execution);
        entry.join();
        entries.put(key, entry);
        pools.execute(stage.line(), execution);
        return execution.result();
    }

    /** What was joined has been delivered, or is not wanted here any more: without any others it ends after the grace. */
    synchronized void leave(String key) {
        Entry<?> entry = entries.get(key);
        if (entry == null) {
            return;
        }
        entry.users--;
        if (entry.users > 0) {
            return;
        }
        if (entry.delivered) {
            entries.remove(key);
        } else {
            entry.end = timer.schedule(() -> expire(key, entry), grace.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Its result has gone on: nobody will come back for it. */
    synchronized void delivered(String key) {
        Entry<?> entry = entries.get(key);
        if (entry != null) {
            entry.delivered = true;
        }
        leave(key);
    }

    synchronized int size() {
        return entries.size();
    }

    private synchronized void expire(String key, Entry<?> entry) {
        if (entry.users == 0 && entries.remove(key, entry)) {
            entry.execution.abandon();
            pools.forget(entry.stage.line(), entry.execution);
        }
    }

    private static final class Entry<O> {
        final MediaStage<O> stage;
        final StageExecution<O> execution;
        int users;
        boolean delivered;

        @Nullable
        ScheduledFuture<?> end;

        Entry(MediaStage<O> stage, StageExecution<O> execution) {
            this.stage = stage;
            this.execution = execution;
        }

        void join() {
            users++;
            if (end != null) {
                end.cancel(false);
                end = null;
            }
        }
    }
}
