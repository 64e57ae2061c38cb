package io.reelflow.bench.faults;

import java.io.IOException;
import java.time.Duration;

/** Nothing is left on the disk that everything lies on. */
record FullDisk(Disk disk) implements Fault {
    private static final Duration LASTS = Duration.ofSeconds(15);

    @Override
    public String what() {
        return "disk full";
    }

    @Override
    public String where() {
        return "all";
    }

    @Override
    public void begin() throws IOException, InterruptedException {
        disk.fill();
    }

    @Override
    public void end() throws IOException {
        disk.free();
    }

    @Override
    public Duration lasts() {
        return LASTS;
    }
}
