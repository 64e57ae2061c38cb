package io.reelflow.media.listen;

import io.reelflow.media.MediaConfig;
import io.reelflow.media.MediaException;
import io.reelflow.media.MediaTask;
import io.reelflow.media.Progress;
import io.reelflow.media.listen.ListenPlan.Chunk;
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

/** The words of one span: its chunks are recognised side by side, as many at once as there are threads. */
public final class TranscribeTask implements MediaTask<TranscribeRequest, SpanTranscript> {
    private final MediaConfig config;
    /** The same threads for every run: native memory is kept for each thread that ever recognised. */
    private final ExecutorService threads;

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
        Sound sound = new Sound(ToolSetup.ensure(config, lines));
        Path audio = Path.of(request.audioFile());
        int total = request.span().chunks().size();
        report(progress, 0, total);
        try (Engines.Lease lease = Engines.lease(config, request.model(), lines)) {
            ChunkRecogniser recogniser = new ChunkRecogniser(lease.engine(), language(request));
            List<List<Word>> words = Parallel.map(
                    threads,
                    config.threads(),
                    request.span().chunks(),
                    chunk -> recogniser.words(chunk, samples(sound, audio, chunk, request.offset())),
                    done -> report(progress, done, total));
            List<Word> all = new ArrayList<>();
            words.forEach(all::addAll);
            return new SpanTranscript(request.span().index(), all);
        }
    }

    private static float[] samples(Sound sound, Path audio, Chunk chunk, double offset)
            throws IOException, InterruptedException {
        return sound.read(audio, chunk.start() - offset, chunk.end() - offset);
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
}
