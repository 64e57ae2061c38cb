package io.reelflow.bench.export;

import io.reelflow.bench.stats.Moves;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Jobs that come by the log all the time, until it is closed. */
final class Writing implements AutoCloseable {
    private static final int EACH_SECOND = 500;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final AtomicInteger ended = new AtomicInteger();
    private final Moves moves;

    Writing(String kafka) {
        moves = new Moves(kafka);
        var unused = timer.scheduleAtFixedRate(() -> ended.addAndGet(moves.tell(EACH_SECOND)), 0, 1, TimeUnit.SECONDS);
    }

    /** Jobs that have come and ended since the beginning. */
    int ended() {
        return ended.get();
    }

    @Override
    public void close() {
        timer.shutdown();
        try {
            if (!timer.awaitTermination(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the writer does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            moves.close();
        }
    }
}
