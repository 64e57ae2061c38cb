package io.reelflow.local.command;

import io.reelflow.local.home.Folders;
import io.reelflow.local.home.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.Callable;
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
        Ending.everything(folder);
        if (purge) {
            Folders.delete(folder.dir());
        }
        return 0;
    }
}
