package io.reelflow.bench.chaos;

import io.reelflow.bench.stack.Scratch;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Another commit of this repository, built in a folder of its own that goes with it. */
final class OlderBuild implements AutoCloseable {
    private final Path root;
    private final Path folder;

    private OlderBuild(Path root, Path folder) {
        this.root = root;
        this.folder = folder;
    }

    static OlderBuild of(Path root, String commit, PrintWriter out) throws IOException, InterruptedException {
        var build = new OlderBuild(root, Files.createTempDirectory("reelflow-older-"));
        try {
            out.println("Building " + commit + " …");
            out.flush();
            build.run(
                    root,
                    List.of("git", "worktree", "add", "--detach", build.tree().toString(), commit));
            build.run(
                    build.tree(),
                    List.of(
                            "mvn",
                            "--batch-mode",
                            "--quiet",
                            "-Dmaven.test.skip=true",
                            "-Dspotless.check.skip=true",
                            "package"));
            return build;
        } catch (IOException | InterruptedException e) {
            build.close();
            throw e;
        }
    }

    Path tree() {
        return folder.resolve("tree");
    }

    private void run(Path where, List<String> command) throws IOException, InterruptedException {
        Path log = folder.resolve("build.log");
        int code = new ProcessBuilder(command)
                .directory(where.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start()
                .waitFor();
        if (code != 0) {
            throw new IOException(String.join(" ", command) + " ended with " + code + ":\n" + Files.readString(log));
        }
    }

    @Override
    public void close() throws IOException {
        try {
            if (Files.exists(tree())) {
                run(root, List.of("git", "worktree", "remove", "--force", tree().toString()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException(tree() + " may still be there");
        }
        Scratch.delete(folder);
    }
}
