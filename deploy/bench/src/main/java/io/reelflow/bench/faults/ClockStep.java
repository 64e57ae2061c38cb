package io.reelflow.bench.faults;

import java.io.IOException;
import java.time.Duration;

/** The wall clock jumps, as where a machine's was wrong for long and is set; later it jumps back. */
record ClockStep(FakeClock clock, Duration by) implements Fault {
    @Override
    public String what() {
        return "clock " + (by.isNegative() ? "back " : "ahead ") + by.abs().toMinutes() + " min";
    }

    @Override
    public String where() {
        return "all";
    }

    @Override
    public void begin() throws IOException {
        clock.set(by);
    }

    @Override
    public void end() throws IOException {
        clock.set(Duration.ZERO);
    }
}
