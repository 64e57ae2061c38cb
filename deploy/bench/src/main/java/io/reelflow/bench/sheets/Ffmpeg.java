package io.reelflow.bench.sheets;

import io.reelflow.media.tools.Child;
import io.reelflow.media.tools.Tools;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** ffmpeg in a folder of its own, so that filters name files without a path. */
record Ffmpeg(Tools tools, Path folder) {
    void run(List<String> arguments) throws IOException, InterruptedException {
        List<String> command = tools.ffmpeg("-v", "error");
        command.addAll(arguments);
        Child.Exit exit = Child.of(command).in(folder).run();
        if (!exit.ok()) {
            throw new IOException("ffmpeg: " + exit.errorTail());
        }
    }
}
