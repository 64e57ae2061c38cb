package io.reelflow.local.engine;

import io.reelflow.local.process.Component;
import io.reelflow.local.process.Launch;
import java.io.IOException;
import java.util.Optional;

/** Commands: HTTP in, Kafka out. */
final class IngestApi implements Component {
    private static final String NAME = "ingest-api";
    private static final int HEAP_MEGABYTES = 160;

    private final Stack stack;

    IngestApi(Stack stack) {
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
                .command(stack.install().classpath(NAME), "io.reelflow.ingest.IngestApplication");
        return new Launch(command, stack.environment(port()));
    }

    @Override
    public Optional<String> notReady() {
        return Probe.healthy(stack.url(NAME) + "/actuator/health/readiness");
    }
}
