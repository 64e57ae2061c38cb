package io.reelflow.bench.faults;

import java.io.IOException;
import java.time.Duration;

/** The disk that everything lies on takes as much as a bad memory card: half a megabyte and twenty writes a second. */
record SlowDisk(Disk disk) implements Fault {
    private static final long BYTES = 512 << 10;
    private static final long WRITES = 20;
    private static final Duration LASTS = Duration.ofSeconds(15);

    @Override
    public String what() {
        return "disk slow";
    }

    @Override
    public String where() {
        return "all";
    }

    @Override
    public void begin() throws IOException, InterruptedException {
        disk.throttle(BYTES, WRITES);
    }

    @Override
    public void end() throws IOException, InterruptedException {
        disk.throttle(0, 0);
    }

    @Override
    public Duration lasts() {
        return LASTS;
    }
}
