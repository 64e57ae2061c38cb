package io.reelflow.dataflow.storage;

import java.io.IOException;

/** Our own storage did not do what it should: not the job's fault, so the job is held. */
public final class StorageException extends IOException {
    private static final long serialVersionUID = 1L;

    public StorageException(String message, Exception cause) {
        super(message, cause);
    }
}
