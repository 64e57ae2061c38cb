package io.reelflow.local.engine;

import io.reelflow.local.process.Component;
import io.reelflow.local.process.Launch;
import java.io.IOException;
import java.util.Optional;

/** The one address of clients: reads, live streams, the dashboard. */
final class StatusService implements Component {
    private static final String NAME = "status-service";
    private static final int HEAP_MEGABYTES = 160;

    private final Stack stack;

    StatusService(Stack stack) {
        this.stack = stack;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int port() {
        return stack.settings().port(NAME);
    }

    @Override
    public Launch prepare() throws IOException {
        var command = new Jvm(HEAP_MEGABYTES)
                .with("-XX:TieredStopAtLevel=1")
                .command(stack.install().classpath(NAME), "io.reelflow.status.StatusApplication");
        return new Launch(command, stack.environment(port()));
    }

    @Override
    public Optional<String> notReady() {
        return Probe.healthy(stack.url(NAME) + "/actuator/health/readiness");
    }
}
