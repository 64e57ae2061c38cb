package io.reelflow.local.command;

import io.reelflow.local.home.Home;
import io.reelflow.local.process.Teardown;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code down}. */
@Command(name = "down", description = "Stops everything it started and leaves no process behind; data stay.")
public final class DownCommand implements Callable<Integer> {
    @Mixin
    private HomeOption home = new HomeOption();

    @Option(names = "--purge", description = "Deletes the home with all its data")
    private boolean purge;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Home folder = home.home();
        if (!Files.exists(folder.dir())) {
            return 0;
        }
        if (!Files.isDirectory(folder.run())) {
            throw new IOException(folder.dir() + " is not a home of Reelflow: it has no folder run");
        }
        Teardown.everything(folder);
        if (purge) {
            delete(folder.dir());
        }
        return 0;
    }

    private static void delete(Path folder) throws IOException {
        List<Path> all;
        try (Stream<Path> files = Files.walk(folder)) {
            all = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : all) {
            Files.deleteIfExists(file);
        }
    }
}
