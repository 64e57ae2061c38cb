package io.reelflow.bench.faults;

import io.reelflow.bench.proxy.Proxy;
import java.io.IOException;
import java.time.Duration;

/**
 * Every connection to a process is lost and neither end is told, as when a firewall forgets them or a machine behind an
 * address is replaced: who waits for an answer gets none, ever. New connections work.
 */
record Forgotten(String where, Proxy proxy) implements Fault {
    @Override
    public String what() {
        return "connections forgotten";
    }

    @Override
    public void begin() throws IOException {
        proxy.forget();
    }

    @Override
    public void end() {}

    @Override
    public Duration lasts() {
        return Duration.ZERO;
    }
}
