package io.reelflow.media;

import java.io.IOException;
import java.nio.file.Path;

/**
 * One step of work on local files. A task leaves its files in {@code directory}, which is empty when it begins and
 * thrown away when it fails; it holds no state between runs but warm models, and ends soon after its thread is
 * interrupted, with every child process.
 *
 * @param <I> what it needs: a record that JSON can carry to another process
 * @param <O> what it found: a record that JSON can carry back; names of files are relative to the directory
 */
@FunctionalInterface
public interface MediaTask<I, O> {
    /**
     * @throws MediaException a failure that clients are told about, with its code
     * @throws IOException anything else that went wrong with a file or a child: reported as {@code INTERNAL}
     */
    O run(I input, Path directory, Progress progress) throws MediaException, IOException, InterruptedException;

    /** Nothing was asked of this process for a while: gives back what is soon made again. Never while a run goes on. */
    default void rest() {}
}
