package io.reelflow.local.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** The folder of one running copy, and what lies where in it. */
public record Home(Path dir) {
    public Home {
        dir = dir.toAbsolutePath().normalize();
    }

    /** Makes the folder and those below it that everyone writes to; only the owner may look inside. */
    public Home create() throws IOException {
        for (Path folder : new Path[] {dir, run(), logs(), data(), checkpoints()}) {
            Files.createDirectories(folder);
        }
        Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("rwx------"));
        return this;
    }

    /** Pid files and generated configuration. */
    public Path run() {
        return dir.resolve("run");
    }

    public Path logs() {
        return dir.resolve("logs");
    }

    public Path log(String process) {
        return logs().resolve(process + ".log");
    }

    /** What the engines keep; each has a folder of its name. */
    public Path data() {
        return dir.resolve("data");
    }

    /** What TaskManagers on machines of their own keep; each has a folder of its name. */
    public Path machines() {
        return dir.resolve("machines");
    }

    /** Where the dataflow's state is left when it is ended in good order. */
    public Path savepoints() {
        return dir.resolve("savepoints");
    }

    /** Where Flink keeps its checkpoints. */
    public Path checkpoints() {
        return dir.resolve("checkpoints");
    }

    public Path endpoints() {
        return dir.resolve("endpoints.json");
    }

    /** The pages of metrics, for Prometheus. */
    public Path targets() {
        return dir.resolve("prometheus-targets.json");
    }

    public Path pidFile(String process) {
        return run().resolve(process + ".pid");
    }

    public Path secrets() {
        return dir.resolve("secrets.json");
    }

    /** The hashed API keys that both services read. */
    public Path keys() {
        return dir.resolve("keys.json");
    }

    public Path settings() {
        return run().resolve("settings.json");
    }
}
