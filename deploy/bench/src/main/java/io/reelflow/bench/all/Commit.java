package io.reelflow.bench.all;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is measured, as git names it. */
final class Commit {
    private Commit() {}

    /** With a plus where code differs from it; null where the tree is none of git's. */
    static @Nullable String of(Path root) throws IOException, InterruptedException {
        String head = git(root, "rev-parse", "--short", "HEAD");
        if (head == null) {
            return null;
        }
        String changed = git(root, "status", "--porcelain", "--untracked-files=no", "--", ".", ":!docs");
        return changed == null || changed.isEmpty() ? head : head + "+";
    }

    private static @Nullable String git(Path root, String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("git", "-C", root.toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        return process.waitFor() == 0 ? said : null;
    }
}
