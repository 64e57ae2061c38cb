package io.reelflow.bench.faults;

import io.reelflow.bench.proxy.Disturbance;
import io.reelflow.bench.proxy.Proxy;
import java.io.IOException;

/** Something is wrong on the way to a process, or with what it answers. */
record Disturbed(String what, String where, Proxy proxy, Disturbance disturbance) implements Fault {
    @Override
    public void begin() throws IOException {
        proxy.disturb(disturbance);
    }

    @Override
    public void end() throws IOException {
        proxy.disturb(Disturbance.NONE);
    }
}
