package io.reelflow.local.process;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Runs a program to its end. */
public final class Tool {
    private Tool() {}

    /** @throws IOException with what the failure means, where it ends with another code than 0 */
    public static void run(List<String> command, Path log, String failure) throws IOException, InterruptedException {
        run(command, "", log, failure);
    }

    /** As {@link #run(List, Path, String)}, with something to read. */
    public static void run(List<String> command, String input, Path log, String failure)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(log.toFile()))
                .start();
        try (var stdin = process.getOutputStream()) {
            stdin.write(input.getBytes(StandardCharsets.UTF_8));
        }
        int code = process.waitFor();
        if (code != 0) {
            throw new IOException(failure + " (exit " + code + "; see " + log + ")");
        }
    }
}
