package io.reelflow.bench.faults;

import io.reelflow.bench.stack.RunningStack;
import java.io.IOException;
import java.time.Duration;

/** A process is gone, as it is where memory runs out: {@code kill -9}. It is started again by itself. */
record Kill(RunningStack stack, String where) implements Fault {
    @Override
    public String what() {
        return "kill";
    }

    @Override
    public void begin() throws IOException {
        stack.kill(where);
    }

    @Override
    public void end() {}

    @Override
    public Duration lasts() {
        return Duration.ZERO;
    }
}
