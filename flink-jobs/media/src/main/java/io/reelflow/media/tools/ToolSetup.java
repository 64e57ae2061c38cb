package io.reelflow.media.tools;

import io.reelflow.media.MediaConfig;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Installs the programs that media tasks call: pinned wheels, checked by their SHA-256, in a Python environment of ours
 * below the cache. Each set of pins has a folder of its own, so that a newer Reelflow never changes a tool under an
 * older one that runs.
 */
public final class ToolSetup {
    private static final String REQUIREMENTS = "tools-requirements.txt";
    private static final String FFMPEG_PATH = "import imageio_ffmpeg; print(imageio_ffmpeg.get_ffmpeg_exe())";

    private ToolSetup() {}

    /**
     * The tools, installed first where they are not there yet. Two processes may call this at once: one installs.
     *
     * @param lines hears what is being done, a line each
     * @throws IOException in one line what is missing and how to get it
     */
    public static Tools ensure(MediaConfig config, Consumer<String> lines) throws IOException, InterruptedException {
        String requirements = requirements();
        Path home = config.toolsFolder().resolve(Installed.folder(requirements));
        Tools installed = Installed.read(home);
        return installed != null ? installed : installAlone(home, requirements, lines);
    }

    private static synchronized Tools installAlone(Path home, String requirements, Consumer<String> lines)
            throws IOException, InterruptedException {
        Files.createDirectories(home.getParent());
        Path lockFile = home.resolveSibling("lock");
        try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.lock(); // until the channel is closed
            Tools installed = Installed.read(home);
            if (installed != null) {
                return installed;
            }
            deleteTree(home);
            return install(home, requirements, lines);
        }
    }

    private static Tools install(Path home, String requirements, Consumer<String> lines)
            throws IOException, InterruptedException {
        lines.accept("tools: making a Python environment");
        makeEnvironment(home);
        Path python = home.resolve("bin").resolve("python3");
        Path file = home.resolve(REQUIREMENTS);
        Files.writeString(file, requirements);
        Child.Exit pip = Child.of(
                        python.toString(),
                        "-m",
                        "pip",
                        "install",
                        "--require-hashes",
                        "--no-deps",
                        "--only-binary=:all:",
                        "--no-input",
                        "--disable-pip-version-check",
                        "--progress-bar=off",
                        "--requirement",
                        file.toString())
                .lines(line -> lines.accept("tools: " + line.strip()))
                .run();
        if (!pip.ok()) {
            throw new IOException("tools: pip could not install the pinned wheels: " + lastLine(pip.errorTail()));
        }
        return Installed.write(home, new Tools(python, ffmpeg(python)));
    }

    private static void makeEnvironment(Path home) throws IOException, InterruptedException {
        String remedy =
                "tools: Python 3.11 or newer with venv is needed (Debian: apt-get install python3 python3-venv)";
        List<String> said = new CopyOnWriteArrayList<>();
        Child.Exit version = Child.of(
                        "python3", "-c", "import sys, venv, ensurepip; print(int(sys.version_info >= (3, 11)))")
                .lines(said::add)
                .run();
        if (!version.ok() || !said.equals(List.of("1"))) {
            throw new IOException(remedy);
        }
        Child.Exit made = Child.of("python3", "-m", "venv", home.toString()).run();
        if (!made.ok()) {
            throw new IOException(remedy + "; python3 -m venv says: " + lastLine(made.errorTail()));
        }
    }

    private static Path ffmpeg(Path python) throws IOException, InterruptedException {
        StringBuilder path = new StringBuilder();
        Child.Exit exit = Child.of(python.toString(), "-I", "-c", FFMPEG_PATH)
                .lines(path::append)
                .run();
        if (!exit.ok() || !Files.isExecutable(Path.of(path.toString()))) {
            throw new IOException(
                    "tools: the wheel imageio-ffmpeg holds no ffmpeg that runs here: " + lastLine(exit.errorTail()));
        }
        return Path.of(path.toString());
    }

    private static String lastLine(String text) {
        return text.lines().filter(line -> !line.isBlank()).reduce("", (before, line) -> line);
    }

    private static String requirements() throws IOException {
        try (InputStream in = ToolSetup.class.getResourceAsStream(REQUIREMENTS)) {
            if (in == null) {
                throw new IllegalStateException(REQUIREMENTS + " is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void deleteTree(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
