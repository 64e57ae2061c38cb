package io.reelflow.dataflow.stage;

import java.nio.file.Path;

/** Whether a run failed because our own disk is full: not the job's fault, and not its attempt. */
final class FullDisk {
    /** With less, what a run wanted to write may just have been deleted again. */
    private static final long LEAST_BYTES = 16L << 20;

    /** Of {@code ENOSPC}, as Linux and so Java says it. */
    private static final String MESSAGE = "No space left on device";

    private FullDisk() {}

    static boolean isReason(Throwable failure, Path folder) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (String.valueOf(cause.getMessage()).contains(MESSAGE)) {
                return true;
            }
        }
        return folder.toFile().getUsableSpace() < LEAST_BYTES;
    }
}
