package io.reelflow.bench.chaos;

import io.reelflow.bench.client.Client;
import io.reelflow.bench.stack.RunningStack;
import io.reelflow.local.engine.Install;
import io.reelflow.local.engine.Stack;
import io.reelflow.local.process.Component;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;

/** Kills one process after the other, and measures how long the whole stands still. */
final class Killer {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);
    /** A job needs longer than this to go round even when nothing is wrong, so probes are not a load. */
    private static final int PROBE_PAUSE_MILLIS = 100;

    private final RunningStack stack;
    private final Probes probes;

    /**
     * One kill.
     *
     * @param workAgain seconds from the kill to the end of the longest time in which no job finished; 0 where work went on
     * @param ready seconds until the process answered again
     */
    record Kill(String process, double workAgain, double ready) {}

    Killer(RunningStack stack, Client client) {
        this.stack = stack;
        this.probes = new Probes(client, LOOK_EVERY);
    }

    /**
     * Kills it, and sends one probing job after the other until one has finished after the process is back: work that
     * ends before the loss is noticed is not taken for recovery.
     *
     * @throws IOException where it does not come back, or nothing moves
     */
    Kill kill(String process) throws IOException, InterruptedException {
        Component component = component(process);
        long before = pid(process);
        long killed = System.nanoTime();
        stack.kill(process);
        long deadline = killed + PATIENCE.toNanos();
        var finished = new ArrayList<Long>();
        finished.add(killed);
        long ready = 0;
        while (true) {
            boolean back = ready != 0;
            probes.one(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
            finished.add(System.nanoTime());
            if (back) {
                return new Kill(process, seconds(Standstill.longest(finished).end() - killed), seconds(ready - killed));
            }
            if (pid(process) != before && component.notReady().isEmpty()) {
                ready = System.nanoTime();
            } else if (System.nanoTime() > deadline) {
                throw new IOException(process + " is not back " + PATIENCE.toSeconds() + " s after its kill: "
                        + component.notReady().orElse("its pid is the old one"));
            }
            TimeUnit.MILLISECONDS.sleep(PROBE_PAUSE_MILLIS);
        }
    }

    private long pid(String process) throws IOException {
        return stack.pids().getOrDefault(process, 0L);
    }

    private Component component(String process) throws IOException {
        return Stack.of(Install.ofEnvironment(), stack.home()).orElseThrow().components().stream()
                .filter(each -> each.name().equals(process))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no process " + process));
    }

    private static double seconds(long nanos) {
        return nanos / 1e9;
    }
}
