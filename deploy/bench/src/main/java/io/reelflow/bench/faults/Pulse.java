package io.reelflow.bench.faults;

import io.reelflow.bench.chaos.Probes;
import io.reelflow.bench.chaos.Standstill;
import io.reelflow.bench.client.Client;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Probes that are sent one after the other, whether those before have ended or not: one that hangs says nothing of when the
 * next would have worked.
 */
final class Pulse {
    private static final Duration BETWEEN = Duration.ofMillis(300);
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);
    /** A client that has waited for this long asks for something new. */
    private static final Duration GIVEN_UP = Duration.ofSeconds(6);

    private static final int AT_ONCE = 20;

    private final Probes probes;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final List<Beat> beats = new ArrayList<>();

    private record Beat(long sent, long ended) {}

    Pulse(Client client) {
        probes = new Probes(client, LOOK_EVERY);
    }

    void start() {
        var unused = timer.scheduleWithFixedDelay(this::send, 0, BETWEEN.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void send() {
        if (places.tryAcquire()) {
            Future<?> beat = threads.submit(this::beat);
            var unused = timer.schedule(() -> beat.cancel(true), GIVEN_UP.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void beat() {
        long sent = System.nanoTime();
        try {
            probes.one(GIVEN_UP);
            synchronized (beats) {
                beats.add(new Beat(sent, System.nanoTime()));
                beats.notifyAll();
            }
        } catch (IOException e) {
            // Given up: that there is no beat is what was measured.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            places.release();
        }
    }

    /** Returns when one that was sent since a moment has ended; false where none has in time. */
    boolean awaitSince(long moment, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        synchronized (beats) {
            while (beats.stream().noneMatch(beat -> beat.sent >= moment)) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0) {
                    return false;
                }
                beats.wait(left);
            }
            return true;
        }
    }

    /** The longest since a moment. */
    Standstill standstill(long since) {
        synchronized (beats) {
            var times = new ArrayList<Long>();
            times.add(since);
            beats.stream()
                    .map(Beat::ended)
                    .filter(ended -> ended > since)
                    .sorted()
                    .forEach(times::add);
            return Standstill.longest(times);
        }
    }

    /** No more of them are sent, and those under way are given up. */
    void stop() {
        timer.shutdownNow();
        threads.shutdownNow();
    }
}
