package io.reelflow.media;

import java.io.IOException;
import java.nio.file.Path;

/** Runs tasks in the calling thread. A crash of native code takes this process with it. */
public final class LocalTaskRunner implements TaskRunner {
    private final TaskCatalog catalog;

    public LocalTaskRunner(TaskCatalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public <I, O> TaskRun<O> measure(TaskType<I, O> type, I input, Path directory, Progress progress)
            throws MediaException, IOException, InterruptedException {
        MediaTask<I, O> task = catalog.task(type);
        long begin = System.nanoTime();
        O output = task.run(input, directory, progress);
        return new TaskRun<>(output, (System.nanoTime() - begin) / 1e9, null);
    }
}
