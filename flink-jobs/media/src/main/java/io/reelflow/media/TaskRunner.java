package io.reelflow.media;

import java.io.IOException;
import java.nio.file.Path;

/** Runs tasks: in this process (command line, tests) or in warm child processes. */
public interface TaskRunner {
    /**
     * Runs a task to its end, and says what it took. Interrupting the calling thread ends the task and every child
     * process of it.
     *
     * @throws MediaException the task's own, or {@code STAGE_CRASHED} where its process died under it
     */
    <I, O> TaskRun<O> measure(TaskType<I, O> type, I input, Path directory, Progress progress)
            throws MediaException, IOException, InterruptedException;

    /** As {@link #measure}, for who only wants the result. */
    default <I, O> O run(TaskType<I, O> type, I input, Path directory, Progress progress)
            throws MediaException, IOException, InterruptedException {
        return measure(type, input, directory, progress).output();
    }
}
