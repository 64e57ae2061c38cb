package io.reelflow.media;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Work on the items of a list, side by side. Where one fails, or the caller is interrupted, the others are interrupted
 * and waited for: nothing of them runs any more when {@link #map} returns.
 */
public final class Parallel<T, R> {
    private final List<T> items;
    private final Work<T, R> work;
    private final Map<Integer, R> results = new HashMap<>();
    private final Set<Thread> running = new HashSet<>();
    private int next;
    private int loops;
    private @Nullable Throwable failure;

    private Parallel(List<T> items, Work<T, R> work) {
        this.items = items;
        this.work = work;
    }

    @FunctionalInterface
    public interface Work<T, R> {
        R apply(T item) throws IOException, InterruptedException;
    }

    /**
     * The results in the items' order.
     *
     * @param width items worked on at a time
     * @param done hears how many are done, on the calling thread
     */
    public static <T, R> List<R> map(Executor threads, int width, List<T> items, Work<T, R> work, IntConsumer done)
            throws IOException, InterruptedException {
        Parallel<T, R> parallel = new Parallel<>(items, work);
        parallel.loops = Math.min(width, items.size());
        for (int i = parallel.loops; i > 0; i--) {
            threads.execute(parallel::loop);
        }
        try {
            return parallel.await(done);
        } finally {
            parallel.stop();
        }
    }

    private void loop() {
        try {
            for (int item = begin(); item >= 0; item = begin()) {
                end(item, work.apply(items.get(item)));
            }
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            fail(e); // an error too: nobody else would tell the caller, who waits
        } finally {
            leave();
        }
    }

    /** The next item's number; −1 where there is none left to do. */
    private synchronized int begin() {
        if (failure != null || next == items.size()) {
            return -1;
        }
        running.add(Thread.currentThread());
        return next++;
    }

    private synchronized void end(int item, R result) {
        running.remove(Thread.currentThread());
        results.put(item, result);
        notifyAll();
    }

    private synchronized void fail(Throwable e) {
        running.remove(Thread.currentThread());
        failure = failure == null ? e : failure;
        notifyAll();
    }

    private synchronized void leave() {
        loops--;
        notifyAll();
    }

    private List<R> await(IntConsumer done) throws IOException, InterruptedException {
        int reported = 0;
        while (reported < items.size()) {
            int now = awaitMoreThan(reported);
            while (reported < now) {
                done.accept(++reported);
            }
        }
        return inOrder();
    }

    private synchronized int awaitMoreThan(int reported) throws IOException, InterruptedException {
        while (failure == null && results.size() == reported) {
            wait();
        }
        if (failure instanceof IOException e) {
            throw e;
        }
        if (failure instanceof Error e) {
            throw e;
        }
        if (failure != null) {
            throw new IOException("work on a part failed", failure);
        }
        return results.size();
    }

    private synchronized List<R> inOrder() {
        List<R> ordered = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            ordered.add(results.get(i));
        }
        return ordered;
    }

    /** Lets nobody begin another item, interrupts who is at one, and waits until all have left. */
    private synchronized void stop() {
        next = items.size();
        running.forEach(Thread::interrupt);
        boolean interrupted = false;
        while (loops > 0) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true; // waiting is bounded: whoever works ends soon after its interrupt
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
