package io.reelflow.local.client;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Does something once nothing has been heard for so long: a line that is dead without being closed is given up. */
final class SilenceWatch implements AutoCloseable {
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "silence");
        thread.setDaemon(true);
        return thread;
    });
    private final Duration longest;
    private final Runnable silent;
    private ScheduledFuture<?> next;

    SilenceWatch(Duration longest, Runnable silent) {
        timer.setRemoveOnCancelPolicy(true);
        this.longest = longest;
        this.silent = silent;
        this.next = schedule();
    }

    synchronized void heard() {
        next.cancel(false);
        next = schedule();
    }

    private ScheduledFuture<?> schedule() {
        return timer.schedule(silent, longest.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
