package io.reelflow.local.engine;

import io.reelflow.local.home.PrivateFiles;
import io.reelflow.local.home.Settings;
import io.reelflow.schemas.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Flink's configuration folder of one process; what does not depend on the machine the dataflow sets itself. */
final class FlinkConfig {
    private FlinkConfig() {}

    /** Writes {@code config.yaml} (JSON is YAML) and the log settings; returns the folder. */
    static Path write(Stack stack, String process, Map<String, String> own) throws IOException {
        Path folder = Files.createDirectories(stack.home().run().resolve("flink-" + process));
        var config = new TreeMap<String, String>();
        config.putAll(addresses(stack));
        config.putAll(memory());
        config.putAll(state(stack));
        config.putAll(metrics(stack, process));
        config.putAll(own);
        PrivateFiles.write(folder.resolve("config.yaml"), Json.bytes(config));
        PrivateFiles.write(folder.resolve("log4j2.xml"), Resource.bytes("flink-log.xml"));
        return folder;
    }

    static String[] jvmOptions(Path folder, String process) {
        return new String[] {
            "-Dreelflow.process=" + process,
            "-Dlog4j2.configurationFile=" + folder.resolve("log4j2.xml"),
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED"
        };
    }

    private static Map<String, String> addresses(Stack stack) {
        String rest = Integer.toString(stack.settings().port("jobmanager"));
        return Map.ofEntries(
                Map.entry("jobmanager.rpc.address", stack.host()),
                Map.entry(
                        "jobmanager.rpc.port", Integer.toString(stack.settings().port("jobmanager-rpc"))),
                Map.entry("jobmanager.bind-host", stack.host()),
                Map.entry("blob.server.port", "0"),
                Map.entry("rest.address", "127.0.0.1"),
                Map.entry("rest.bind-address", "127.0.0.1"),
                Map.entry("rest.port", rest),
                Map.entry("rest.bind-port", rest),
                // A JobManager sees a lost TaskManager by the first heartbeat that can not be sent: nothing lies
                // between
                // them that could lose one. The timeout alone tells a TaskManager that its JobManager is gone: its slot
                // is not free for the next one before.
                Map.entry("heartbeat.interval", "500 ms"),
                Map.entry("heartbeat.rpc-failure-threshold", "1"),
                Map.entry("heartbeat.timeout", "10 s"),
                Map.entry("cluster.registration.max-timeout", "1 s"),
                Map.entry("cluster.registration.error-delay", "500 ms"),
                Map.entry("cluster.registration.refused-registration-delay", "500 ms"));
    }

    /** A TaskManager that Flink's scripts did not start needs every one of these; only the managed memory is enforced. */
    private static Map<String, String> memory() {
        return Map.ofEntries(
                Map.entry("jobmanager.memory.process.size", "800m"),
                Map.entry("taskmanager.numberOfTaskSlots", "1"),
                Map.entry("taskmanager.cpu.cores", "1"),
                Map.entry("taskmanager.memory.framework.heap.size", "128m"),
                Map.entry("taskmanager.memory.framework.off-heap.size", "64m"),
                Map.entry("taskmanager.memory.task.heap.size", "256m"),
                Map.entry("taskmanager.memory.task.off-heap.size", "64m"),
                Map.entry("taskmanager.memory.network.min", "64m"),
                Map.entry("taskmanager.memory.network.max", "64m"),
                Map.entry("taskmanager.memory.managed.size", "128m"),
                Map.entry("taskmanager.memory.jvm-metaspace.size", "256m"),
                Map.entry("taskmanager.memory.jvm-overhead.min", "128m"),
                Map.entry("taskmanager.memory.jvm-overhead.max", "128m"));
    }

    private static Map<String, String> state(Stack stack) {
        return Map.of(
                "execution.checkpointing.dir",
                stack.home().checkpoints().toUri().toString(),
                "execution.checkpointing.savepoint-dir",
                stack.home().savepoints().toUri().toString(),
                "execution.checkpointing.num-retained",
                "3",
                // A subtask goes back to the process it was in, where its work still runs; else that is left to chance.
                "execution.state-recovery.from-local",
                "true");
    }

    private static Map<String, String> metrics(Stack stack, String process) {
        return Map.of(
                "metrics.reporter.prom.factory.class",
                "org.apache.flink.metrics.prometheus.LoopbackReporterFactory",
                "metrics.reporter.prom.port",
                Integer.toString(stack.settings().port(Settings.metricsOf(process))));
    }
}
