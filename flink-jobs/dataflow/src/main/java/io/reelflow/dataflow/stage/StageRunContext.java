package io.reelflow.dataflow.stage;

import io.reelflow.dataflow.storage.ArtifactStore;
import io.reelflow.dataflow.storage.LocalCache;
import io.reelflow.media.MediaException;
import io.reelflow.media.Progress;
import io.reelflow.media.TaskRun;
import io.reelflow.media.TaskType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What one run of a stage has at hand. Its folders are removed afterwards.
 *
 * @param out where a task leaves its files, empty at first
 * @param in for inputs that are not worth a place in the cache
 */
record StageRunContext(Workplace place, StageReport report, Path out, Path in) {
    static StageRunContext in(Path scratch, Workplace place, StageReport report) throws IOException {
        return new StageRunContext(
                place,
                report,
                Files.createDirectory(scratch.resolve("out")),
                Files.createDirectory(scratch.resolve("in")));
    }

    /** Once the run is stopped, nothing that it writes appears. */
    ArtifactStore store() {
        return place.store().whileWanted(() -> !report.isOver());
    }

    LocalCache cache() {
        return place.cache();
    }

    /** Runs a media task that leaves its files in {@link #out}. */
    <I, O> O run(TaskType<I, O> type, I input) throws MediaException, IOException, InterruptedException {
        return run(type, input, report);
    }

    /** The same, where the task is only a part of the stage. */
    <I, O> O run(TaskType<I, O> type, I input, Progress progress)
            throws MediaException, IOException, InterruptedException {
        if (report.isOver()) {
            throw new InterruptedException("stopped, although an interrupt was lost on the way");
        }
        TaskRun<O> run = place.runner().measure(type, input, out, progress);
        report.cpu(run.cpuSeconds());
        return run.output();
    }
}
