package io.reelflow.bench.render;

import io.reelflow.bench.python.PythonPrograms;
import io.reelflow.bench.stack.RunOptions;
import io.reelflow.local.engine.Install;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench render}: {@code deploy/bench/render.py}, with PySceneDetect to compare with. */
@Command(
        name = "render",
        description =
                "Shots, crops and clips against the truth, beside bare ffmpeg and PySceneDetect on the same files.")
public final class RenderCommand implements Callable<Integer> {
    @Option(names = "--corpus", paramLabel = "DIR", description = "Takes the films of a development corpus, too")
    private @Nullable Path corpus;

    @Option(names = "--json", paramLabel = "FILE", description = "The figures. Default: target/bench/render.json")
    private @Nullable Path json;

    @Override
    public Integer call() throws Exception {
        PythonPrograms python = PythonPrograms.ensure(Install.ofEnvironment().cache(), requirements());
        var command = new ArrayList<>(List.of(
                "python3",
                RunOptions.root().resolve("deploy/bench/render.py").toString(),
                python.program("python3").toString()));
        if (corpus != null) {
            command.addAll(List.of("--corpus", corpus.toAbsolutePath().toString()));
        }
        if (json != null) {
            command.addAll(List.of("--json", json.toAbsolutePath().toString()));
        }
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }

    private static String requirements() throws IOException {
        try (InputStream in = RenderCommand.class.getResourceAsStream("requirements.txt")) {
            return new String(Objects.requireNonNull(in, "requirements.txt").readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
