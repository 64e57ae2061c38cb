package io.reelflow.media.listen;

import io.reelflow.media.MediaConfig;
import io.reelflow.media.MediaException;
import io.reelflow.media.MediaTask;
import io.reelflow.media.Progress;
import io.reelflow.media.listen.ListenPlan.Chunk;
import io.reelflow.media.listen.ListenPlan.Span;
import io.reelflow.media.listen.ListenPlan.Speech;
import io.reelflow.media.listen.SpeechEngine.Language;
import io.reelflow.media.models.ModelCatalogue;
import io.reelflow.media.models.Models;
import io.reelflow.media.tools.ToolSetup;
import io.reelflow.schemas.job.ErrorCode;
import io.reelflow.schemas.job.Stage;
import io.reelflow.schemas.job.WhisperModels;
import io.reelflow.schemas.result.Source;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Extracts {@code audio.flac}, finds where there is speech and in what language, and cuts it into spans. A source
 * without speech yields no spans.
 */
public final class ListenTask implements MediaTask<ListenRequest, ListenPlan> {
    /** The file it leaves: mono, 16 kHz. */
    public static final String AUDIO = "audio.flac";

    private static final String AUTO = "auto";
    /** Share of the stage that extracting takes; the rest is the language. */
    private static final double EXTRACTING = 0.9;

    private final MediaConfig config;

    public ListenTask(MediaConfig config) {
        this.config = config;
    }

    @Override
    public ListenPlan run(ListenRequest request, Path directory, Progress progress)
            throws MediaException, IOException, InterruptedException {
        Source.Sound stream = request.source().soundIn(request.language());
        if (stream == null) {
            throw new MediaException(ErrorCode.MEDIA_EMPTY, "the source has no sound");
        }
        requireKnown(request);
        Consumer<String> lines = line -> progress.report(Stage.EXTRACTING_AUDIO, 0, line, null);
        Sound sound = new Sound(ToolSetup.ensure(config, lines));
        Path audio = directory.resolve(AUDIO);
        Heard heard = hear(request, stream, sound, audio, progress);
        double offset = request.source().start();
        List<Span> spans = heard.spans();
        Language language = spans.isEmpty() ? null : language(request, stream, sound, audio, spans, progress);
        progress.report(Stage.EXTRACTING_AUDIO, 1, "sound extracted", null);
        return new ListenPlan(
                offset,
                (double) heard.sound().samples() / SpeechEngine.SAMPLE_RATE,
                language == null ? null : language.code(),
                language == null ? null : language.probability(),
                request.model(),
                moved(spans, offset),
                warnings(heard.sound()));
    }

    /** @param spans in seconds of the sound */
    private record Heard(Sound.Extracted sound, List<Span> spans) {}

    private Heard hear(ListenRequest request, Source.Sound stream, Sound sound, Path audio, Progress progress)
            throws MediaException, IOException, InterruptedException {
        Path vadModel = new Models(config)
                .ensure(ModelCatalogue.VAD, line -> progress.report(Stage.EXTRACTING_AUDIO, 0, line, null));
        Meter meter = new Meter(request.source().duration(), progress);
        Heard heard = hear(request, stream, Mix.SUM, vadModel, sound, audio, meter);
        return heard.sound().opposite() ? hear(request, stream, Mix.TURNED, vadModel, sound, audio, meter) : heard;
    }

    private Heard hear(
            ListenRequest request, Source.Sound stream, Mix mix, Path vadModel, Sound sound, Path audio, Meter meter)
            throws MediaException, IOException, InterruptedException {
        meter.restart();
        try (SileroVad vad = new SileroVad(vadModel)) {
            Path file = Path.of(request.file());
            Sound.Extracted extracted = sound.extract(file, request.source(), stream, mix, audio, frame -> {
                vad.accept(frame);
                meter.frame();
            });
            return new Heard(extracted, new SpeechFinder(vad.probabilities(), config.span()).spans());
        }
    }

    /** Said before any work is done: with whatever sound, it would fail. */
    private static void requireKnown(ListenRequest request) throws MediaException {
        boolean given = !request.language().equals(AUTO);
        if (given && !WhisperModels.knows(request.model(), request.language())) {
            throw new MediaException(
                    ErrorCode.MODEL_UNAVAILABLE,
                    "language '" + request.language() + "': the model " + request.model() + " does not know it");
        }
    }

    private static List<String> warnings(Sound.Extracted sound) {
        return sound.lost() == 0
                ? List.of()
                : List.of("the sound is damaged: " + sound.lost() + " of its packets can not be decoded");
    }

    private Language language(
            ListenRequest request, Source.Sound stream, Sound sound, Path audio, List<Span> spans, Progress progress)
            throws MediaException, IOException, InterruptedException {
        Consumer<String> lines = line -> progress.report(Stage.EXTRACTING_AUDIO, EXTRACTING, line, null);
        try (Engines.Lease lease = Engines.lease(config, request.model(), lines)) {
            SpeechEngine engine = lease.engine();
            if (request.language().equals(AUTO)) {
                lines.accept("listening for the language");
                return new LanguageChoice(engine, stated(request.source(), stream))
                        .choose(spans, chunk -> sound.read(audio, chunk.start(), chunk.end()));
            }
            return new Language(request.language(), 1);
        }
    }

    private static @Nullable String stated(Source source, Source.Sound stream) {
        return source.metadata().language() != null ? source.metadata().language() : stream.language();
    }

    /** From seconds of the sound to seconds of the video. */
    private static List<Span> moved(List<Span> spans, double offset) {
        return spans.stream()
                .map(span -> new Span(
                        span.index(),
                        span.chunks().stream()
                                .map(chunk -> moved(chunk, offset))
                                .toList()))
                .toList();
    }

    private static Chunk moved(Chunk chunk, double offset) {
        return new Chunk(
                chunk.start() + offset,
                chunk.end() + offset,
                chunk.speech().stream()
                        .map(s -> new Speech(s.start() + offset, s.end() + offset))
                        .toList());
    }

    /** Reports each percent of the sound. */
    private static final class Meter {
        private final double frames;
        private final Progress progress;
        private long done;
        private int percent;

        Meter(double seconds, Progress progress) {
            this.frames = seconds * SpeechEngine.SAMPLE_RATE / SileroVad.FRAME;
            this.progress = progress;
        }

        /** What has been reported stays. */
        void restart() {
            done = 0;
        }

        void frame() {
            done++;
            int now = frames > 0 ? (int) Math.min(100, done * 100 / frames) : 0;
            if (now > percent) {
                percent = now;
                progress.report(Stage.EXTRACTING_AUDIO, now / 100.0 * EXTRACTING, "extracting sound", null);
            }
        }
    }

    @Override
    public void rest() {
        Engines.closeUnused();
    }
}
