package io.reelflow.local.command;

import io.reelflow.local.engine.Install;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line of the media code, as a child of this process with its input and output. */
final class MediaProgram {
    /** Carries media and all that it needs. */
    private static final String MODULE = "flink-jobs/dataflow";

    private MediaProgram() {}

    /** Its exit code. */
    static int run(Install install, List<String> arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                install.classpath(MODULE),
                "io.reelflow.media.Main"));
        command.addAll(arguments);
        var builder = new ProcessBuilder(command).inheritIO();
        builder.environment().put("REELFLOW_CACHE", install.cache().toString());
        Process process = builder.start();
        try {
            return process.waitFor();
        } finally {
            process.destroy();
        }
    }
}
