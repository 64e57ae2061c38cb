package io.reelflow.bench.faults;

import io.reelflow.bench.stack.RunningStack;
import io.reelflow.local.process.Teardown;
import java.io.IOException;
import java.time.Duration;

/** A process is told to end in good order, as for an upgrade, and is started again. */
record Restart(RunningStack stack, String where) implements Fault {
    @Override
    public String what() {
        return "restart";
    }

    @Override
    public void begin() throws IOException, InterruptedException {
        Teardown.one(stack.home(), where);
    }

    @Override
    public void end() {}

    @Override
    public Duration lasts() {
        return Duration.ZERO;
    }
}
