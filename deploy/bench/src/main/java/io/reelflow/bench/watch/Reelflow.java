package io.reelflow.bench.watch;

import io.reelflow.bench.stack.MediaSetup;
import io.reelflow.bench.stack.Scratch;
import io.reelflow.local.engine.Install;
import io.reelflow.media.MediaException;
import io.reelflow.media.Options;
import io.reelflow.media.Progress;
import io.reelflow.media.Steps;
import io.reelflow.media.TaskRun;
import io.reelflow.media.TaskRunner;
import io.reelflow.media.TaskType;
import io.reelflow.media.worker.WorkerPool;
import io.reelflow.schemas.result.Picture;
import io.reelflow.schemas.result.SlideDeck;
import io.reelflow.schemas.result.Source;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Ours: what {@code media slides --workers} does, in a worker process that stays warm. */
final class Reelflow implements AutoCloseable {
    private final WorkerPool pool;
    private final Path folder;
    private int runs;

    /** @param folder for scratch files and {@code worker.log} */
    Reelflow(Install install, Path folder) throws IOException {
        this.pool = new WorkerPool(MediaSetup.workers(install, folder));
        this.folder = folder;
    }

    /** @param duration of the film, seconds */
    record Seen(SlideDeck deck, double duration, Cost watch, Cost read) {}

    /** The slides of a film, read. */
    Seen see(Path film) throws IOException, InterruptedException {
        Path out = folder.resolve("run-" + ++runs);
        var meter = new Meter(pool);
        try {
            Steps steps = new Steps(meter, Options.of(Map.of()), out, List.of(), Progress.NONE);
            Source source = steps.fetch(film.toString(), false, false);
            Picture picture = steps.watch(source, true);
            if (picture == null) {
                throw new IOException(film + ": has no picture");
            }
            SlideDeck deck = steps.analyze(source, null, picture, false).slides();
            return new Seen(deck, source.duration(), meter.cost(TaskType.WATCH), meter.cost(TaskType.SLIDES));
        } catch (MediaException e) {
            throw new IOException(film + ": " + e.code() + ": " + e.getMessage(), e);
        } finally {
            Scratch.delete(out);
        }
    }

    @Override
    public void close() {
        pool.close();
    }

    /** Remembers what each task takes. */
    private static final class Meter implements TaskRunner {
        private final TaskRunner tasks;
        private final Map<String, Cost> costs = new HashMap<>();

        Meter(TaskRunner tasks) {
            this.tasks = tasks;
        }

        @Override
        public <I, O> TaskRun<O> measure(TaskType<I, O> type, I input, Path directory, Progress progress)
                throws MediaException, IOException, InterruptedException {
            TaskRun<O> run = tasks.measure(type, input, directory, progress);
            Double cpu = run.cpuSeconds();
            costs.put(type.name(), new Cost(run.seconds(), cpu == null ? Double.NaN : cpu));
            return run;
        }

        Cost cost(TaskType<?, ?> type) {
            return costs.getOrDefault(type.name(), new Cost(0, 0));
        }
    }
}
