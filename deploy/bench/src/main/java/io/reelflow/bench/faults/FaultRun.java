package io.reelflow.bench.faults;

import io.reelflow.bench.chaos.Standstill;
import io.reelflow.bench.chaos.Verdict;
import io.reelflow.bench.chaos.Workload;
import io.reelflow.bench.client.Client;
import io.reelflow.bench.measure.Report;
import io.reelflow.bench.stack.RunningStack;
import io.reelflow.bench.stack.Site;
import io.reelflow.local.engine.Install;
import io.reelflow.local.engine.Stack;
import io.reelflow.local.process.Component;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One fault while jobs run, from before it until every one of them has ended. */
final class FaultRun {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int LOOK_MILLIS = 200;
    private static final int FOLLOWERS = 10;

    private final RunningStack stack;
    private final Client client;
    private final Site site;
    private final int jobs;

    /** @param jobs dry ones that are sent with each fault */
    FaultRun(RunningStack stack, Client client, Site site, int jobs) {
        this.stack = stack;
        this.client = client;
        this.site = site;
        this.jobs = jobs;
    }

    /**
     * What was found.
     *
     * @param lasted seconds from its beginning until it was made good again
     * @param stood seconds, the longest in which no job ended
     * @param again seconds from when it was made good again until jobs ended as before; 0 where they never ceased to
     * @param errors answers that were a 500
     * @param broken promises, in words
     */
    record Found(
            String fault,
            double lasted,
            double stood,
            double again,
            Verdict.Counts counts,
            long errors,
            List<String> broken) {}

    /**
     * @param real types of jobs with real work
     * @param delayMillis from the first jobs to the fault
     */
    Found of(Fault fault, List<String> real, int delayMillis) throws Exception {
        long errors = client.internalErrors();
        var broken = new ArrayList<String>();
        var pulse = new Pulse(client);
        try (var workload = new Workload(client, site::address, jobs / FOLLOWERS)) {
            real.forEach(workload::sendReal);
            workload.sendDry(jobs / 2);
            pulse.start();
            TimeUnit.MILLISECONDS.sleep(delayMillis);
            long begun = System.nanoTime();
            try {
                fault.begin();
                workload.sendDry(jobs - jobs / 2);
                TimeUnit.NANOSECONDS.sleep(fault.lasts().toNanos());
            } finally {
                fault.end();
            }
            long ended = System.nanoTime();
            awaitReady().ifPresent(broken::add);
            if (!pulse.awaitSince(System.nanoTime(), PATIENCE)) {
                broken.add("no job has ended for " + PATIENCE.toSeconds() + " s");
            }
            Standstill stood = pulse.standstill(begun);
            pulse.stop();
            workload.awaitSent();
            var verdict = new Report(fault.name());
            Verdict.Counts counts = new Verdict(stack, client, workload).on(verdict);
            broken.addAll(verdict.broken());
            return new Found(
                    fault.name(),
                    (ended - begun) / 1e9,
                    stood.seconds(),
                    Math.max(0, stood.end() - ended) / 1e9,
                    counts,
                    client.internalErrors() - errors,
                    broken);
        } finally {
            pulse.stop();
        }
    }

    /** What is not ready in time, in words. */
    private Optional<String> awaitReady() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (Component each :
                Stack.of(Install.ofEnvironment(), stack.home()).orElseThrow().components()) {
            for (Optional<String> missing = each.notReady(); missing.isPresent(); missing = each.notReady()) {
                if (System.nanoTime() > deadline) {
                    return Optional.of(each.name() + " is not back: " + missing.get());
                }
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            }
        }
        return Optional.empty();
    }
}
