package io.reelflow.bench.fuzz;

import io.reelflow.bench.measure.Report;
import io.reelflow.bench.python.PythonPrograms;
import io.reelflow.bench.stack.RunOptions;
import io.reelflow.bench.stack.RunningStack;
import io.reelflow.bench.stack.Scratch;
import io.reelflow.local.engine.Install;
import io.reelflow.local.home.Endpoints;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code chaos fuzz}: requests made from the OpenAPI document, right ones and wrong ones; none may be answered by a 5xx. */
@Command(
        name = "fuzz",
        description = "Requests made from the OpenAPI document by schemathesis: none is answered by a 5xx.")
public final class FuzzCommand implements Callable<Integer> {
    private static final String SCHEMA = "schemas/src/main/resources/openapi.yaml";
    /** Streams have no end for a client that waits for one; all else is called. */
    private static final String ENDLESS = "/stream$|/ws/";

    @Mixin
    private RunOptions run = new RunOptions();

    @Option(names = "--examples", paramLabel = "N", description = "Of each operation. Default: ${DEFAULT-VALUE}")
    private int examples = 50;

    @Option(names = "--seed", paramLabel = "N", description = "Of the requests. Default: ${DEFAULT-VALUE}")
    private long seed = 1;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        return run.run("chaos fuzz", List.of(), spec.commandLine().getOut(), this::measure);
    }

    private void measure(RunningStack stack, Report report) throws Exception {
        PythonPrograms python = PythonPrograms.ensure(Install.ofEnvironment().cache(), resource("requirements.txt"));
        Path folder = Files.createTempDirectory("reelflow-fuzz-");
        Files.writeString(folder.resolve("reelflow_hooks.py"), resource("hooks.py"));
        try {
            int code = schemathesis(python, stack.endpoints(), folder);
            report.figure("examples asked of each operation", examples, "")
                    .figure("seed", (double) seed, "")
                    .promise("no request is answered by a 5xx", code == 0, "schemathesis ended with " + code);
        } finally {
            Scratch.delete(folder);
        }
    }

    private int schemathesis(PythonPrograms python, Endpoints endpoints, Path folder)
            throws IOException, InterruptedException {
        var builder = new ProcessBuilder(
                        python.program("schemathesis").toString(),
                        "run",
                        RunOptions.root().resolve(SCHEMA).toString(),
                        "--url",
                        endpoints.api(),
                        "--header",
                        "Authorization: Bearer " + endpoints.keys().admin(),
                        "--exclude-path-regex",
                        ENDLESS,
                        "--checks",
                        "not_a_server_error",
                        "--phases",
                        "examples,coverage,fuzzing",
                        "--max-examples",
                        Integer.toString(examples),
                        "--seed",
                        Long.toString(seed),
                        "--suppress-health-check",
                        "all",
                        "--warnings",
                        "off",
                        "--request-timeout",
                        "60",
                        "--continue-on-failure")
                .directory(folder.toFile())
                .inheritIO();
        builder.environment().put("SCHEMATHESIS_HOOKS", "reelflow_hooks");
        builder.environment().put("PYTHONPATH", folder.toString());
        return builder.start().waitFor();
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = FuzzCommand.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
