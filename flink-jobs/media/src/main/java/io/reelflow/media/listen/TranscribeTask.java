package io.reelflow.media.listen;

import io.reelflow.media.MediaConfig;
import io.reelflow.media.MediaException;
import io.reelflow.media.MediaTask;
import io.reelflow.media.Parallel;
import io.reelflow.media.Progress;
import io.reelflow.media.listen.ListenPlan.Chunk;
import io.reelflow.media.models.ModelCatalogue;
import io.reelflow.media.models.Models;
import io.reelflow.media.speakers.SpeakerEncoder;
import io.reelflow.media.speakers.Stretch;
import io.reelflow.media.speakers.Voice;
import io.reelflow.media.speakers.Window;
import io.reelflow.media.tools.ToolSetup;
import io.reelflow.schemas.job.Counters;
import io.reelflow.schemas.job.Stage;
import io.reelflow.schemas.result.Word;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The words of one span, and its voices where they are asked for: its chunks are heard side by side, as many at once as
 * there are threads.
 */
public final class TranscribeTask implements MediaTask<TranscribeRequest, SpanTranscript> {
    private final MediaConfig config;
    /** The same threads for every run: native memory is kept for each thread that ever recognised. */
    private final ExecutorService threads;

    private @Nullable SpeakerEncoder encoder;

    public TranscribeTask(MediaConfig config) {
        this.config = config;
        this.threads = Executors.newFixedThreadPool(config.threads(), work -> {
            Thread thread = new Thread(work, "transcribe");
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public SpanTranscript run(TranscribeRequest request, Path directory, Progress progress)
            throws MediaException, IOException, InterruptedException {
        Consumer<String> lines = line -> progress.report(Stage.TRANSCRIBING, 0, line, null);
        List<Chunk> chunks = request.span().chunks();
        report(progress, 0, chunks.size());
        List<float[]> samples =
                SpanSound.read(ToolSetup.ensure(config, lines), Path.of(request.audioFile()), chunks, request.offset());
        try (Engines.Lease lease = Engines.lease(config, request.model(), lines)) {
            ChunkRecogniser recogniser = new ChunkRecogniser(lease.engine(), language(request));
            SpeakerEncoder voices = request.diarize() ? encoder(lines) : null;
            List<Heard> heard = Parallel.map(
                    threads,
                    config.threads(),
                    IntStream.range(0, chunks.size()).boxed().toList(),
                    i -> hear(recogniser, voices, chunks.get(i), samples.get(i)),
                    done -> report(progress, done, chunks.size()));
            List<Word> words = new ArrayList<>();
            List<Window> windows = new ArrayList<>();
            for (Heard chunk : heard) {
                words.addAll(chunk.words());
                windows.addAll(chunk.windows());
            }
            return new SpanTranscript(request.span().index(), words, voices == null ? null : Voice.of(windows));
        }
    }

    private record Heard(List<Word> words, List<Window> windows) {}

    private static Heard hear(ChunkRecogniser recogniser, @Nullable SpeakerEncoder voices, Chunk chunk, float[] samples)
            throws IOException, InterruptedException {
        List<Word> words = recogniser.words(chunk, samples);
        if (voices == null) {
            return new Heard(words, List.of());
        }
        List<Stretch> speech = chunk.speech().stream()
                .map(s -> new Stretch(s.start(), s.end()))
                .toList();
        return new Heard(words, voices.windows(samples, chunk.start(), speech));
    }

    /** Loaded at its first use and kept: 6 MB. */
    private synchronized SpeakerEncoder encoder(Consumer<String> lines)
            throws MediaException, IOException, InterruptedException {
        if (encoder == null) {
            encoder = new SpeakerEncoder(new Models(config).ensure(ModelCatalogue.SPEAKER, lines));
        }
        return encoder;
    }

    private static String language(TranscribeRequest request) {
        return request.language() == null ? "en" : request.language();
    }

    private static void report(Progress progress, int done, int total) {
        double fraction = total == 0 ? 1 : (double) done / total;
        progress.report(
                Stage.TRANSCRIBING,
                fraction,
                "transcribed " + done + " of " + total + " chunks",
                Counters.chunks((long) done, (long) total));
    }

    @Override
    public void rest() {
        Engines.closeUnused();
    }
}
