package io.reelflow.media.worker;

import io.reelflow.media.WorkKind;
import io.reelflow.media.worker.WorkerMessage.Kind;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The workers that are up: those at work, and the idle ones of each kind of work, the last used first. Kinds do not
 * share workers: one that only downloads stays small.
 */
final class WarmWorkers implements AutoCloseable {
    private final WorkerSettings settings;
    private final Map<WorkKind, Deque<Idle>> idle = new EnumMap<>(WorkKind.class);
    private final Set<Worker> all = new HashSet<>();
    /** Its one thread starts every worker, and lives as long as they may. */
    private final ScheduledExecutorService keeper = Executors.newSingleThreadScheduledExecutor(runnable -> {
        Thread thread = new Thread(runnable, "worker-keeper");
        thread.setDaemon(true);
        return thread;
    });

    private final ScheduledFuture<?> sweep;
    private int started;
    private boolean closed;

    WarmWorkers(WorkerSettings settings) throws IOException {
        this.settings = settings;
        for (WorkKind kind : WorkKind.values()) {
            idle.put(kind, new ArrayDeque<>());
        }
        Folders.clearDead(settings.media().temp());
        long period = Math.max(1, settings.idle().toMillis() / 4);
        sweep = keeper.scheduleWithFixedDelay(this::endIdle, period, period, TimeUnit.MILLISECONDS);
    }

    /** A worker that waits for orders, started where none is idle. */
    Worker take(WorkKind kind) throws IOException, InterruptedException {
        Worker warm = takeIdle(kind);
        return warm != null ? warm : start();
    }

    private synchronized @Nullable Worker takeIdle(WorkKind kind) {
        for (Idle next = of(kind).pollFirst(); next != null; next = of(kind).pollFirst()) {
            if (next.worker.isAlive()) {
                return next.worker;
            }
            end(next.worker);
        }
        return null;
    }

    private Worker start() throws IOException, InterruptedException {
        Worker worker = started();
        boolean ready = false;
        try {
            ready = worker.next().kind() == Kind.READY;
            if (!ready) {
                throw new IOException("a worker process ended before it was ready: " + worker.ending());
            }
            return worker;
        } finally {
            if (!ready) {
                end(worker);
            }
        }
    }

    /** Started by the keeper. Where the caller is interrupted meanwhile, nobody will use it: it ends. */
    private Worker started() throws IOException, InterruptedException {
        CompletableFuture<Worker> starting = new CompletableFuture<>();
        keeper.execute(() -> {
            try {
                starting.complete(startNow());
            } catch (IOException | RuntimeException e) {
                starting.completeExceptionally(e);
            }
        });
        try {
            return starting.get();
        } catch (ExecutionException e) {
            throw new IOException("a worker process could not be started", e.getCause());
        } catch (InterruptedException e) {
            var unused = starting.thenAccept(this::end);
            throw e;
        }
    }

    private synchronized Worker startNow() throws IOException {
        if (closed) {
            throw new IOException("the worker pool is closed");
        }
        Worker worker = Worker.start(settings, Folders.worker(settings.media().temp(), ++started));
        all.add(worker);
        return worker;
    }

    synchronized void giveBack(WorkKind kind, Worker worker) {
        if (closed) {
            end(worker);
        } else {
            of(kind).addFirst(new Idle(worker, System.nanoTime()));
        }
    }

    void end(Worker worker) {
        synchronized (this) {
            all.remove(worker);
        }
        worker.end();
    }

    private void endIdle() {
        List<Worker> old = new ArrayList<>();
        synchronized (this) {
            long limit = System.nanoTime() - settings.idle().toNanos();
            for (Deque<Idle> workers : idle.values()) {
                for (Iterator<Idle> each = workers.iterator(); each.hasNext(); ) {
                    Idle next = each.next();
                    if (next.since - limit < 0) {
                        each.remove();
                        old.add(next.worker);
                    }
                }
            }
        }
        old.forEach(this::end);
    }

    @Override
    public void close() {
        List<Worker> left;
        synchronized (this) {
            closed = true;
            left = List.copyOf(all);
        }
        sweep.cancel(false);
        left.forEach(this::end);
        keeper.shutdown();
    }

    private Deque<Idle> of(WorkKind kind) {
        return Objects.requireNonNull(idle.get(kind));
    }

    private record Idle(Worker worker, long since) {}
}
