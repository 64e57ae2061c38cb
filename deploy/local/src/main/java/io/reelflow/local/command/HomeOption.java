package io.reelflow.local.command;

import io.reelflow.local.home.Home;
import java.nio.file.Path;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** {@code --home}, which every command takes. */
final class HomeOption {
    @Option(
            names = "--home",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "Folder of this copy. Default: .reelflow")
    private Path home = Path.of(".reelflow");

    Home home() {
        return new Home(home);
    }
}
