package io.reelflow.media;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "fetch", mixinStandardHelpOptions = true, description = "Downloads a source and says what it is.")
final class FetchCommand implements Callable<Integer> {
    @Mixin
    private StepOptions options = new StepOptions();

    @Option(names = "--sound-only", description = "a site is asked for its sound alone")
    private boolean soundOnly;

    @Option(names = "--metadata-only", description = "no media at all")
    private boolean metadataOnly;

    @Override
    public Integer call() throws Exception {
        return options.run((steps, source) -> steps.fetch(source, soundOnly, metadataOnly));
    }
}
