package io.reelflow.dataflow.stage;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads of this process that stages run on, so many for each kind of work, whatever operator asks. Who waits is
 * ordered by priority, then by admission, then by part: downloads run ahead of speech recognition, and an urgent job
 * does not wait behind another's hundred spans.
 */
final class WorkPools implements AutoCloseable {
    private final Map<WorkLine, ThreadPoolExecutor> pools = new EnumMap<>(WorkLine.class);

    WorkPools(Map<WorkLine, Integer> threads) {
        threads.forEach((line, count) -> pools.put(line, pool(line, count)));
    }

    /** Runs it when its turn has come. */
    void execute(WorkLine line, StageExecution<?> run) {
        pool(line).execute(run);
    }

    /** A run that is not needed any more and has not begun. */
    void forget(WorkLine line, StageExecution<?> run) {
        pool(line).remove(run);
    }

    /** Threads at work, for whatever operator. */
    int running(WorkLine line) {
        return pool(line).getActiveCount();
    }

    /** Runs that stand in line for a thread. */
    int waiting(WorkLine line) {
        return pool(line).getQueue().size();
    }

    @Override
    public void close() {
        pools.values().forEach(ThreadPoolExecutor::shutdownNow);
    }

    private ThreadPoolExecutor pool(WorkLine line) {
        ThreadPoolExecutor pool = pools.get(line);
        if (pool == null) {
            throw new IllegalStateException("no threads for " + line);
        }
        return pool;
    }

    private static ThreadPoolExecutor pool(WorkLine line, int threads) {
        AtomicInteger number = new AtomicInteger();
        var pool = new ThreadPoolExecutor(
                threads, threads, 30, TimeUnit.SECONDS, new PriorityBlockingQueue<Runnable>(), work -> {
                    Thread thread = new Thread(
                            work,
                            "reelflow-" + line.name().toLowerCase(java.util.Locale.ROOT) + "-"
                                    + number.incrementAndGet());
                    thread.setDaemon(true);
                    // It may outlive the task that asks for it, whose own class loader is closed then.
                    thread.setContextClassLoader(WorkPools.class.getClassLoader());
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }
}
