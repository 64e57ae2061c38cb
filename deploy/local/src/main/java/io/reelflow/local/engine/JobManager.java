package io.reelflow.local.engine;

import io.reelflow.local.process.ClassArchive;
import io.reelflow.local.process.Component;
import io.reelflow.local.process.Launch;
import io.reelflow.local.process.Teardown;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Flink's JobManager with the one dataflow; where it comes back, from the newest checkpoint. */
final class JobManager implements Component {
    private static final int HEAP_MEGABYTES = 384;
    static final String MODULE = "flink-jobs/dataflow";

    private final Stack stack;

    JobManager(Stack stack) {
        this.stack = stack;
    }

    @Override
    public String name() {
        return "jobmanager";
    }

    @Override
    public int port() {
        return stack.settings().port(name());
    }

    @Override
    public Launch prepare() throws IOException {
        Path temporary =
                Files.createDirectories(stack.home().data().resolve("flink").resolve(name()));
        Path folder = FlinkConfig.write(stack, name(), Map.of("io.tmp.dirs", temporary.toString()));
        List<String> resume =
                Checkpoints.newest(stack.home()).map(Checkpoints::resume).orElse(List.of());
        var command = new Jvm(HEAP_MEGABYTES)
                // It starts often and works little: what only pays in the long run is left out.
                .with("-XX:MaxMetaspaceSize=256m", "-XX:TieredStopAtLevel=1")
                .with(FlinkConfig.jvmOptions(folder, name()))
                .with(classArchive().orElseThrow())
                .command(
                        stack.install().classpath(MODULE),
                        "org.apache.flink.container.entrypoint.StandaloneApplicationClusterEntryPoint",
                        "--configDir",
                        folder.toString(),
                        // Of the command line: another one is another process, which takes the old one's place.
                        "-Dparallelism.default=" + parallelism(),
                        "--job-classname",
                        "io.reelflow.dataflow.Main");
        var environment = new TreeMap<>(stack.environment());
        environment.putAll(stack.install().build(MODULE));
        return new Launch(command, environment, resume);
    }

    private int parallelism() {
        return stack.settings().taskManagers() - stack.settings().spares();
    }

    /**
     * The dataflow ends with a savepoint, which the next one goes on from; where it can not, with a checkpoint. Then
     * TaskManagers end that are not wanted any more: the next one would put work on them.
     */
    @Override
    public void beforeReplaced(Consumer<String> say) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(stack.home().savepoints());
        Set<Path> old = Checkpoints.whole(folder);
        Optional<String> problem = new Savepoint(stack.url(name())).stop(folder);
        if (Checkpoints.whole(folder).equals(old)) {
            say.accept("the dataflow goes on from its newest checkpoint: " + problem.orElse("no savepoint was left"));
        } else {
            say.accept("the dataflow has ended with a savepoint");
            Checkpoints.delete(old);
        }
        Teardown.allBut(
                stack.home(), stack.components().stream().map(Component::name).collect(Collectors.toSet()));
    }

    @Override
    public Optional<ClassArchive> classArchive() {
        return Optional.of(stack.install().classArchive(stack.home(), MODULE, name()));
    }

    /** Ready when every task of the dataflow runs. */
    @Override
    public Optional<String> notReady() {
        return Probe.json(stack.url(name()) + "/jobs/overview", JobManager::missing);
    }

    private static Optional<String> missing(JsonNode overview) {
        for (JsonNode job : overview.path("jobs")) {
            if (job.path("state").asString("").equals("RUNNING")) {
                int tasks = job.path("tasks").path("total").asInt(0);
                int running = job.path("tasks").path("running").asInt(0);
                return tasks > 0 && tasks == running
                        ? Optional.empty()
                        : Optional.of(running + " of " + tasks + " tasks of the dataflow run");
            }
        }
        return Optional.of("the dataflow does not run");
    }
}
