package io.reelflow.bench.faults;

import io.reelflow.bench.proxy.Disturbance;
import io.reelflow.bench.proxy.Network;
import io.reelflow.bench.stack.RunningStack;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Every fault that a stack can be put to. */
final class Catalog {
    /** Those that others wait for, and that have a proxy before them. */
    private static final List<String> REACHED = List.of("kafka", "postgres", "s3", "ingest-api");

    private static final Duration SHORT = Duration.ofSeconds(6);
    /** Longer than Flink's and the broker's sessions: who stood still has been given up by the others. */
    private static final Duration LONG = Duration.ofSeconds(20);

    private static final Duration DELAY = Duration.ofMillis(100);
    private static final Duration STEP = Duration.ofHours(1);

    private Catalog() {}

    /**
     * In the order in which they are listed.
     *
     * @param disk null where none can be mounted
     * @param clock null where it is the machine's
     */
    static List<Fault> of(RunningStack stack, Network network, @Nullable Disk disk, @Nullable FakeClock clock)
            throws IOException {
        var faults = new ArrayList<Fault>();
        Set<String> processes = stack.pids().keySet();
        processes.forEach(each -> faults.add(new Kill(stack, each)));
        processes.forEach(each -> faults.add(new Restart(stack, each)));
        processes.forEach(each -> faults.add(new Pause(stack, each, SHORT)));
        processes.forEach(each -> faults.add(new Pause(stack, each, LONG)));
        for (String each : REACHED) {
            faults.add(new Disturbed("cut", each, network.before(each), Disturbance.CUT));
            faults.add(new Disturbed("refuse", each, network.before(each), Disturbance.REFUSING));
            faults.add(new Disturbed("slow", each, network.before(each), Disturbance.slow(DELAY)));
            faults.add(new Forgotten(each, network.before(each)));
        }
        // Without its heartbeats the controller takes the broker for dead, and its partitions have no leader.
        faults.add(new Disturbed("leaderless", "kafka", network.before("kafka-controller"), Disturbance.CUT));
        faults.add(new Disturbed("500", "s3", network.before("s3"), Disturbance.errors(500, 100)));
        faults.add(new Disturbed("503", "s3", network.before("s3"), Disturbance.errors(503, 100)));
        faults.add(new Disturbed("500 now and then", "s3", network.before("s3"), Disturbance.errors(500, 30)));
        if (disk != null) {
            faults.add(new FullDisk(disk));
            if (Disk.canThrottle()) {
                faults.add(new SlowDisk(disk));
            }
        }
        if (clock != null) {
            faults.add(new ClockStep(clock, STEP));
            faults.add(new ClockStep(clock, STEP.negated()));
        }
        return faults;
    }
}
