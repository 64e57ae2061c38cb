package io.reelflow.local.command;

import io.reelflow.local.engine.Install;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code models}. */
@Command(name = "models", description = "Speech and vision models: where they come from, their licence and checksum.")
public final class ModelsCommand {
    @Mixin
    @SuppressWarnings("UnusedVariable") // models belong to the machine; but every call takes --home
    private HomeOption home = new HomeOption();

    @Command(name = "list", description = "All of them.")
    Integer list() throws IOException, InterruptedException {
        return MediaProgram.run(Install.ofEnvironment(), List.of("models", "list"));
    }

    @Command(name = "pull", description = "Gets one.")
    Integer pull(@Parameters(paramLabel = "NAME") String name) throws IOException, InterruptedException {
        return MediaProgram.run(Install.ofEnvironment(), List.of("models", "pull", name));
    }
}
