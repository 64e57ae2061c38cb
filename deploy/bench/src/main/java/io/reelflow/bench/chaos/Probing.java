package io.reelflow.bench.chaos;

import io.reelflow.bench.client.Client;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** How long nothing moves while something happens: one probing job after the other, as a client sees them. */
final class Probing {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);
    private static final int PAUSE_MILLIS = 100;

    private final Probes probes;
    private volatile boolean enough;

    Probing(Client client) {
        probes = new Probes(client, LOOK_EVERY);
    }

    /** What is done meanwhile. */
    interface Fault {
        void happens() throws IOException, InterruptedException;
    }

    /** Seconds of the longest time in which no probe ended, from the fault's beginning until the first one behind it. */
    synchronized double longest(Fault fault) throws IOException, InterruptedException {
        enough = false;
        var ends = new ArrayList<Long>(List.of(System.nanoTime()));
        CompletableFuture<Void> probing = CompletableFuture.runAsync(() -> probe(ends));
        try {
            fault.happens();
        } finally {
            enough = true;
            probing.join();
        }
        return Standstill.longest(ends).seconds();
    }

    private void probe(List<Long> ends) {
        try {
            boolean last;
            do {
                last = enough;
                probes.one(PATIENCE);
                ends.add(System.nanoTime());
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            } while (!last);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
