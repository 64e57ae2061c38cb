package io.reelflow.bench.listen;

import io.reelflow.media.MediaException;
import io.reelflow.media.Progress;
import io.reelflow.media.TaskRun;
import io.reelflow.media.TaskRunner;
import io.reelflow.media.TaskType;
import io.reelflow.schemas.job.Counters;
import java.io.IOException;
import java.nio.file.Path;

/** Adds up what tasks take, and says when a chunk of sound has been transcribed. */
final class ChunkMeter implements TaskRunner {
    private final TaskRunner tasks;
    private final Runnable chunkDone;
    private double cpuSeconds;

    ChunkMeter(TaskRunner tasks, Runnable chunkDone) {
        this.tasks = tasks;
        this.chunkDone = chunkDone;
    }

    @Override
    public <I, O> TaskRun<O> measure(TaskType<I, O> type, I input, Path directory, Progress progress)
            throws MediaException, IOException, InterruptedException {
        long[] done = new long[1];
        Progress counted = (stage, fraction, message, counters) -> {
            progress.report(stage, fraction, message, counters);
            Counters now = counters == null ? Counters.NONE : counters;
            Long chunks = now.chunksDone();
            while (chunks != null && type.equals(TaskType.TRANSCRIBE) && done[0] < chunks) {
                done[0]++;
                chunkDone.run();
            }
        };
        TaskRun<O> run = tasks.measure(type, input, directory, counted);
        Double seconds = run.cpuSeconds();
        cpuSeconds += seconds == null ? 0 : seconds;
        return run;
    }

    /** Of all tasks so far, with their children. */
    double cpuSeconds() {
        return cpuSeconds;
    }
}
