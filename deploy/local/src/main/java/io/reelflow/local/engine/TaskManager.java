package io.reelflow.local.engine;

import io.reelflow.local.home.Settings;
import io.reelflow.local.process.ClassArchive;
import io.reelflow.local.process.Component;
import io.reelflow.local.process.Launch;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** One of Flink's TaskManagers, in which the dataflow and its media workers run. */
final class TaskManager implements Component {
    private static final int HEAP_MEGABYTES = 512;
    /** Until then the JobManager may take it for alive, and the spare one does everything for the first time. */
    private static final Duration TAKEN_OVER = Duration.ofSeconds(5);

    private final Stack stack;
    private final String name;
    private final Machine machine;

    TaskManager(Stack stack, String name) {
        this.stack = stack;
        this.name = name;
        this.machine = stack.machine(name);
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
    public String host() {
        return machine.host();
    }

    @Override
    public Launch prepare() throws IOException {
        Path folder = FlinkConfig.write(
                stack,
                name,
                Map.of(
                        "taskmanager.resource-id",
                        name,
                        "taskmanager.host",
                        host(),
                        "taskmanager.bind-host",
                        host(),
                        "taskmanager.rpc.port",
                        Integer.toString(port()),
                        "metrics.reporter.prom.host",
                        host(),
                        "io.tmp.dirs",
                        machine.folder("flink").toString()));
        var command = new Jvm(HEAP_MEGABYTES)
                .with("-XX:MaxDirectMemorySize=256m", "-XX:MaxMetaspaceSize=256m")
                // Of 6.8 s of processor time from its start until all tasks run, the second compiler took 2.
                .with("-XX:TieredStopAtLevel=1")
                .with(machine.jvmOptions())
                .with(FlinkConfig.jvmOptions(folder, name))
                .with(classArchive().orElseThrow())
                .command(
                        stack.install().classpath(JobManager.MODULE),
                        standsBy()
                                ? "io.reelflow.dataflow.StandbyTaskManager"
                                : "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
                        "--configDir",
                        folder.toString());
        var environment = new TreeMap<>(stack.environment());
        environment.put("MALLOC_ARENA_MAX", "2"); // else RocksDB's threads each keep an arena of their own
        environment.putAll(stack.install().build(JobManager.MODULE));
        environment.putAll(machine.environment());
        environment.putAll(endpoint(System.getenv()));
        return new Launch(machine.running(command), environment);
    }

    /** It would inherit them anyway; said here, a TaskManager that runs with others is replaced. */
    static Map<String, String> endpoint(Map<String, String> environment) {
        var variables = new TreeMap<>(environment);
        variables.keySet().removeIf(key -> !key.startsWith("REELFLOW_ANALYZE_ENDPOINT"));
        return variables;
    }

    @Override
    public Optional<ClassArchive> classArchive() {
        return Optional.of(stack.install().classArchive(stack.home(), JobManager.MODULE, "taskmanager"));
    }

    /** While a spare one takes over: the start of a JVM would take the processor from it. */
    @Override
    public Optional<String> heldBack(Duration dead) {
        if (!standsBy() || !anotherLives()) {
            return Optional.empty();
        }
        return dead.compareTo(TAKEN_OVER) < 0 ? Optional.of("another takes over") : new JobManager(stack).notReady();
    }

    /** Any of them may be the one that waits. */
    private boolean standsBy() {
        return stack.settings().spares() > 0;
    }

    private boolean anotherLives() {
        return Settings.taskManagerNames(stack.settings().taskManagers()).stream()
                .filter(other -> !other.equals(name))
                .anyMatch(other -> Probe.listens(
                                stack.machine(other).host(), stack.settings().port(other))
                        .isEmpty());
    }

    @Override
    public boolean idle() {
        return Probe.json(stack.url("jobmanager") + "/taskmanagers", this::busy).isEmpty();
    }

    private Optional<String> busy(JsonNode overview) {
        for (JsonNode one : overview.path("taskmanagers")) {
            if (one.path("id").asString("").equals(name)
                    && one.path("freeSlots").asInt(0) > 0) {
                return Optional.empty();
            }
        }
        return Optional.of("its slot is taken");
    }

    @Override
    public Optional<String> notReady() {
        // The JobManager remembers a dead one for a while, so the living one must listen too.
        return Probe.listens(host(), port())
                .or(() -> Probe.json(stack.url("jobmanager") + "/taskmanagers", this::missing));
    }

    private Optional<String> missing(JsonNode overview) {
        for (JsonNode one : overview.path("taskmanagers")) {
            if (one.path("id").asString("").equals(name)) {
                return Optional.empty();
            }
        }
        return Optional.of("the JobManager does not know it yet");
    }
}
