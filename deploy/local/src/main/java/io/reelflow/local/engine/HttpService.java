package io.reelflow.local.engine;

import io.reelflow.local.process.ClassArchive;
import io.reelflow.local.process.Component;
import io.reelflow.local.process.Launch;
import java.io.IOException;
import java.util.Optional;
import java.util.TreeMap;

/** One of the two services that answer HTTP. */
final class HttpService implements Component {
    private static final int INGEST_HEAP_MEGABYTES = 160;
    /** Batches of 10,000 events and more, and the states of the jobs that move. */
    private static final int STATUS_HEAP_MEGABYTES = 256;

    private final Stack stack;
    private final String name;
    private final String mainClass;
    private final int heapMegabytes;

    private HttpService(Stack stack, String name, String mainClass, int heapMegabytes) {
        this.heapMegabytes = heapMegabytes;
        this.stack = stack;
        this.name = name;
        this.mainClass = mainClass;
    }

    /** Commands: HTTP in, Kafka out. */
    static HttpService ingestApi(Stack stack) {
        return new HttpService(stack, "ingest-api", "io.reelflow.ingest.IngestApplication", INGEST_HEAP_MEGABYTES);
    }

    /** The one address of clients: reads, live streams, the dashboard. */
    static HttpService statusService(Stack stack) {
        return new HttpService(stack, "status-service", "io.reelflow.status.StatusApplication", STATUS_HEAP_MEGABYTES);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int port() {
        return stack.settings().port(name);
    }

    @Override
    public Launch prepare() throws IOException {
        var command = new Jvm(heapMegabytes)
                .compilingWellLater()
                .with(classArchive().orElseThrow())
                .command(stack.install().classpath(name), mainClass);
        var environment = new TreeMap<>(stack.environment(port()));
        environment.putAll(stack.install().build(name));
        return new Launch(command, environment);
    }

    @Override
    public Optional<ClassArchive> classArchive() {
        return Optional.of(stack.install().classArchive(stack.home(), name, name));
    }

    @Override
    public Optional<String> notReady() {
        return Probe.healthy(stack.url(name) + "/actuator/health/readiness");
    }
}
