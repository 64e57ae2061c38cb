package io.reelflow.dataflow.stage;

import io.reelflow.dataflow.purge.Tombstones;
import io.reelflow.dataflow.sink.EventPublisher;
import io.reelflow.schemas.ObjectKeys;
import io.reelflow.schemas.job.ErrorCode;
import io.reelflow.schemas.job.Failure;
import io.reelflow.schemas.job.SourceReport;
import io.reelflow.schemas.job.Tombstone;
import io.reelflow.schemas.job.Visit;
import io.reelflow.schemas.job.WorkStop;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What runs in this process, by what it is for. When Flink restarts the dataflow in a living process, running work goes
 * on for a grace time and is taken up again by the same element, instead of beginning anew. A stop ends what runs for
 * its job, and what arrives for it later. Thread-safe.
 */
final class RunningWork {
    private static final Failure REMOVED = Failure.of(ErrorCode.CANCELLED, "Its video was removed", null);

    private final Map<String, Entry<?>> entries = new HashMap<>();
    private final StoppedWork stopped;
    private final TurnedAway turnedAway;
    private final WorkPools pools;
    private final ScheduledExecutorService timer;
    private final Duration grace;
    private final EventPublisher events;
    private final Clock clock;
    private final Tombstones tombstones;

    RunningWork(
            WorkPools pools,
            ScheduledExecutorService timer,
            Duration grace,
            EventPublisher events,
            Clock clock,
            Tombstones tombstones) {
        this.pools = pools;
        this.timer = timer;
        this.grace = grace;
        this.events = events;
        this.clock = clock;
        this.tombstones = tombstones;
        this.stopped = new StoppedWork(clock);
        this.turnedAway = new TurnedAway(clock);
    }

    /**
     * Joins the run for the same work of the same attempt over the same input, whichever admission it belongs to, or
     * begins it. Each join is answered by one {@link #delivered} or {@link #leave}.
     */
    synchronized <O> Entry<O> join(String name, MediaStage<O> stage, Work work, Workplace place) {
        Failure reason = reasonToEnd(work);
        if (reason == null && stage.asksSource(work)) {
            reason = turnedAway.reason(work);
        }
        if (reason != null) {
            O out = stage.failed(work.failedWith(reason));
            return new Entry<>("", stage, work, null, CompletableFuture.completedFuture(out));
        }
        String key = key(name, work);
        Entry<?> known = entries.get(key);
        if (known != null) {
            known.join(work);
            @SuppressWarnings("unchecked") // the key names the stage
            Entry<O> same = (Entry<O>) known;
            return same;
        }
        StageExecution<O> execution = StageExecution.of(stage, work, place);
        Entry<O> entry = new Entry<>(key, stage, work, execution, execution.result());
        entry.join(work);
        entries.put(key, entry);
        var unused = execution.result().whenComplete((out, cancelled) -> {
            tellOthers(entry, execution.failure());
            stopSiblings(entry, execution.failure());
        });
        pools.execute(stage.line(), execution);
        return entry;
    }

    private static String key(String stage, Work work) {
        return work.job().jobId() + "/" + work.attempt() + "/" + stage + "/" + work.part() + "/"
                + ObjectKeys.fingerprint(work.artifacts(), work.made(), work.parts());
    }

    /** Why this work must not run (any more); null where it may. */
    synchronized @Nullable Failure reasonToEnd(Work work) {
        WorkStop stop = stopped.of(work.job().jobId(), work.epoch());
        if (stop != null) {
            return reason(stop);
        }
        return tombstones.cover(work.job()) ? REMOVED : null;
    }

    private static Failure reason(WorkStop stop) {
        return stop.failure() != null ? stop.failure() : Failure.of(ErrorCode.CANCELLED, "Cancelled", null);
    }

    /** Ends all runs of that job that no admission after the stop's has joined, at once and without an event. */
    void stop(WorkStop stop) {
        synchronized (this) {
            stopped.remember(stop);
        }
        stop(entry -> entry.work.job().jobId().equals(stop.jobId()) && entry.epoch <= stop.epoch(), reason(stop));
    }

    /** Ends all runs that ask a source as somebody whom it has turned away, but for those admitted since. */
    void hear(SourceReport report) {
        Failure reason = turnedAway.hear(report);
        if (reason != null) {
            stop(
                    entry -> entry.stage.asksSource(entry.work)
                            && entry.epoch <= TurnedAway.newestEpoch(report)
                            && TurnedAway.concerns(report, entry.work),
                    reason);
        }
    }

    /** A source wants us to wait: here at once, elsewhere and in the scheduler within milliseconds. */
    private void tellOthers(Entry<?> entry, @Nullable Failure failure) {
        Visit visit = entry.work.visit();
        if (failure == null || failure.code() != ErrorCode.SOURCE_RATE_LIMITED || visit == null) {
            return;
        }
        var report = new SourceReport(
                SourceReport.VERSION,
                clock.instant(),
                entry.work.job().jobId(),
                newestEpoch(entry),
                visit,
                true,
                failure.retryAfterSeconds());
        hear(report);
        events.report(report);
    }

    /** Ends all runs of jobs whose video was removed by it. */
    void stop(Tombstone tombstone) {
        stop(
                entry -> tombstone
                                .videoHash()
                                .equals(ObjectKeys.hash(entry.work.job().videoId()))
                        && tombstone.covers(entry.work.job().createdAt()),
                REMOVED);
    }

    private void stop(Predicate<Entry<?>> which, Failure reason) {
        List<Entry<?>> ended = new ArrayList<>();
        synchronized (this) {
            for (Entry<?> entry : List.copyOf(entries.values())) {
                if (which.test(entry)) {
                    entries.remove(entry.key, entry);
                    entry.stay();
                    ended.add(entry);
                }
            }
        }
        ended.forEach(entry -> end(entry, reason));
    }

    private void end(Entry<?> entry, Failure reason) {
        StageExecution<?> execution = Objects.requireNonNull(entry.execution, "only what runs is listed");
        execution.stop(reason);
        pools.forget(entry.stage.line(), execution);
    }

    /** Another attempt would not heal it, or begins all over: what else runs for this one is in vain. */
    private void stopSiblings(Entry<?> entry, @Nullable Failure failure) {
        if (failure == null || failure.retryable() || !entry.stage.hasSiblings()) {
            return;
        }
        var stop =
                new WorkStop(WorkStop.VERSION, clock.instant(), entry.work.job().jobId(), newestEpoch(entry), failure);
        stop(stop);
        events.stop(stop);
    }

    private synchronized long newestEpoch(Entry<?> entry) {
        return entry.epoch;
    }

    /** What was joined is not wanted here any more: without any others it ends after the grace. */
    synchronized void leave(Entry<?> entry) {
        entry.users--;
        if (entry.users > 0 || entries.get(entry.key) != entry) {
            return;
        }
        if (entry.delivered) {
            entries.remove(entry.key);
        } else {
            entry.end = timer.schedule(() -> expire(entry), grace.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Its result has gone on: nobody will come back for it. */
    synchronized void delivered(Entry<?> entry) {
        entry.delivered = true;
        leave(entry);
    }

    /** Work that has not ended, one of each attempt. */
    synchronized List<Work> attempts() {
        Map<String, Work> attempts = new LinkedHashMap<>();
        for (Entry<?> entry : entries.values()) {
            if (!entry.result.isDone()) {
                attempts.putIfAbsent(entry.work.job().jobId() + "/" + entry.work.attempt(), entry.work);
            }
        }
        return List.copyOf(attempts.values());
    }

    synchronized int size() {
        return entries.size();
    }

    private void expire(Entry<?> entry) {
        synchronized (this) {
            if (entry.users > 0 || !entries.remove(entry.key, entry)) {
                return;
            }
        }
        StageExecution<?> execution = Objects.requireNonNull(entry.execution, "only what runs is listed");
        execution.abandon();
        pools.forget(entry.stage.line(), execution);
    }

    /** One run, and those who wait for it. */
    static final class Entry<O> {
        private final String key;
        private final MediaStage<O> stage;
        private final Work work;
        /** Null where it was stopped before it began. */
        private final @Nullable StageExecution<O> execution;

        private final CompletableFuture<O> result;
        /** Of the newest admission that has joined. */
        private long epoch;

        private int users;
        private boolean delivered;
        private @Nullable ScheduledFuture<?> end;

        private Entry(
                String key,
                MediaStage<O> stage,
                Work work,
                @Nullable StageExecution<O> execution,
                CompletableFuture<O> result) {
            this.key = key;
            this.stage = stage;
            this.work = work;
            this.execution = execution;
            this.result = result;
            this.epoch = work.epoch();
        }

        /** Completes with what came out, failed or not; cancelled if nobody wants it any more. */
        CompletableFuture<O> result() {
            return result;
        }

        private void join(Work same) {
            users++;
            epoch = Math.max(epoch, same.epoch());
            stay();
        }

        private void stay() {
            if (end != null) {
                end.cancel(false);
                end = null;
            }
        }
    }
}
