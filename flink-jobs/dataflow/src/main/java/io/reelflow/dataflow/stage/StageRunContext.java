package io.reelflow.dataflow.stage;

import io.reelflow.dataflow.storage.ArtifactStore;
import io.reelflow.dataflow.storage.LocalCache;
import io.reelflow.media.MediaException;
import io.reelflow.media.Progress;
import io.reelflow.media.TaskRun;
import io.reelflow.media.TaskType;
import io.reelflow.schemas.job.ErrorCode;
import io.reelflow.schemas.job.SourceReport;
import io.reelflow.schemas.job.Visit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What one run of a stage has at hand. Its folders are removed afterwards.
 *
 * @param out where a task leaves its files, empty at first
 * @param in for inputs that are not worth a place in the cache
 */
record StageRunContext(Workplace place, StageReport report, Path out, Path in) {
    /** Failures that a source explains: it has not turned us away. */
    private static final Set<ErrorCode> ANSWERS = Set.of(
            ErrorCode.SOURCE_NOT_FOUND,
            ErrorCode.SOURCE_NOT_READY,
            ErrorCode.SOURCE_TOO_LARGE,
            ErrorCode.SOURCE_TOO_LONG,
            ErrorCode.MEDIA_UNREADABLE,
            ErrorCode.MEDIA_EMPTY);

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

    /**
     * The same for a task that asks the source of that work as its {@link Work#identity}, which the input has to name. Where
     * it is a probe, all hear at once that the source has answered.
     */
    <I, O> O ask(Work work, TaskType<I, O> type, I input) throws MediaException, IOException, InterruptedException {
        try {
            O output = run(type, input);
            served(work);
            return output;
        } catch (MediaException e) {
            if (ANSWERS.contains(e.code())) {
                served(work);
            }
            throw e;
        }
    }

    private void served(Work work) {
        Visit visit = work.visit();
        if (visit != null && visit.probe()) {
            place.events()
                    .report(new SourceReport(
                            SourceReport.VERSION,
                            place.clock().instant(),
                            work.job().jobId(),
                            work.epoch(),
                            visit,
                            false,
                            null));
        }
    }

    /** The same, where the task is only a part of the stage. */
    <I, O> O run(TaskType<I, O> type, I input, Progress progress)
            throws MediaException, IOException, InterruptedException {
        if (report.isOver()) {
            throw new InterruptedException("stopped, although an interrupt was lost on the way");
        }
        TaskRun<O> run = place.runner().measure(type, input, out, progress);
        report.cpu(run.cpuSeconds());
        report.written(size(out));
        return run.output();
    }

    private static long size(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            long bytes = 0;
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                bytes += Files.size(file);
            }
            return bytes;
        }
    }
}
