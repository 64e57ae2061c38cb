package io.reelflow.media;

import io.reelflow.media.analyze.Analyzed;
import io.reelflow.schemas.job.ErrorCode;
import io.reelflow.schemas.result.Picture;
import io.reelflow.schemas.result.Source;
import io.reelflow.schemas.result.Transcript;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Commands that go through several tasks, each as far as it needs to. */
final class MediaCommands {
    private MediaCommands() {}

    @Command(name = "transcribe", mixinStandardHelpOptions = true, description = "Prints what is said.")
    static final class Transcribe implements Callable<Integer> {
        @Mixin
        private StepOptions options = new StepOptions();

        @Override
        public Integer call() throws Exception {
            return options.run((steps, given) -> {
                Transcript transcript = steps.transcribe(steps.fetch(given, true, false));
                if (transcript == null) {
                    throw new MediaException(ErrorCode.MEDIA_EMPTY, "the source has no sound");
                }
                return transcript;
            });
        }
    }

    @Command(name = "slides", mixinStandardHelpOptions = true, description = "Finds slides and saves them.")
    static final class Slides implements Callable<Integer> {
        @Mixin
        private StepOptions options = new StepOptions();

        @Override
        public Integer call() throws Exception {
            return options.run((steps, given) -> {
                Source source = steps.fetch(given, false, false);
                Picture picture = steps.watch(source, true);
                if (picture == null) {
                    throw new MediaException(ErrorCode.MEDIA_EMPTY, "the source has no picture");
                }
                return steps.analyze(source, null, picture, false).slides();
            });
        }
    }

    @Command(name = "analyze", mixinStandardHelpOptions = true, description = "Says what a talk is about.")
    static final class Analyze implements Callable<Integer> {
        @Mixin
        private StepOptions options = new StepOptions();

        @Override
        public Integer call() throws Exception {
            return options.run((steps, given) -> {
                Source source = steps.fetch(given, false, false);
                return steps.analyze(source, steps.transcribe(source), steps.watch(source, true), true);
            });
        }
    }

    @Command(name = "clips", mixinStandardHelpOptions = true, description = "Chooses clips and renders them.")
    static final class Clips implements Callable<Integer> {
        @Mixin
        private StepOptions options = new StepOptions();

        @Override
        public Integer call() throws Exception {
            return options.run((steps, given) -> {
                Source source = steps.fetch(given, false, false);
                Transcript transcript = steps.transcribe(source);
                Picture picture = steps.watch(source, true);
                Analyzed analyzed = steps.analyze(source, transcript, picture, true);
                return steps.render(source, transcript, picture, analyzed.clips());
            });
        }
    }
}
