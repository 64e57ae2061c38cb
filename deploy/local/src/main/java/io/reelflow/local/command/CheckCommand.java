package io.reelflow.local.command;

import io.reelflow.local.engine.Install;
import io.reelflow.local.home.Endpoints;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code check}. */
@Command(
        name = "check",
        description = "Compares the row of each job with the fold of its events. Exit code 0 only if all are equal.")
public final class CheckCommand implements Callable<Integer> {
    /** Carries the read model, whose own columns are compared. */
    private static final String MODULE = "status-service";

    @Mixin
    private HomeOption home = new HomeOption();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Endpoints.Postgres postgres = Endpoints.of(home.home()).postgres();
        var builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        Install.ofEnvironment().classpath(MODULE),
                        "io.reelflow.status.job.FoldCheckMain"))
                .inheritIO();
        builder.environment().put("REELFLOW_POSTGRES_URL", postgres.url());
        builder.environment().put("REELFLOW_POSTGRES_USER", postgres.user());
        builder.environment().put("REELFLOW_POSTGRES_PASSWORD", postgres.password());
        Process process = builder.start();
        try {
            return process.waitFor();
        } finally {
            process.destroy();
        }
    }
}
