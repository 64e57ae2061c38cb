package io.reelflow.dataflow.stage;

import io.reelflow.media.WorkKind;
import java.util.EnumMap;
import java.util.Map;

/** Where a stage stands in line for a thread: one line for each kind of media work, one for what only moves documents. */
public enum WorkLine {
    DOWNLOAD,
    CPU,
    ENCODE,
    STORAGE;

    private static final int STORAGE_THREADS = 8;

    /** As many threads as media tasks of each kind may run at once. */
    public static Map<WorkLine, Integer> threads(Map<WorkKind, Integer> permits) {
        var threads = new EnumMap<WorkLine, Integer>(WorkLine.class);
        threads.put(DOWNLOAD, permits.getOrDefault(WorkKind.NETWORK, 1));
        threads.put(CPU, permits.getOrDefault(WorkKind.CPU, 1));
        threads.put(ENCODE, permits.getOrDefault(WorkKind.ENCODE, 1));
        threads.put(STORAGE, STORAGE_THREADS);
        return threads;
    }
}
