package io.reelflow.dataflow.schedule;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The small part of the scheduler's state, which is looked at for every element: held in memory, and written with every
 * checkpoint.
 *
 * @param lastEpoch of the last admission
 * @param occupied rooms
 * @param stopping running jobs that have been told to end
 * @param resuming lines of pauses that are over and whose jobs have not all come back
 * @param held jobs in lines of pauses
 * @param goOnAt when the timer for unfinished moves comes, milliseconds since the epoch; 0 where none is set
 * @param remindAt when those that are to end are told again; 0 where none is set
 * @param paused keys of the controls
 * @param owners how many jobs of each run, and may; null in what was written before they were counted
 */
public record Ledger(
        long lastEpoch,
        int occupied,
        int stopping,
        int resuming,
        int held,
        long goOnAt,
        long remindAt,
        List<Levels.Level> levels,
        List<String> paused,
        @Nullable List<Quotas.Owner> owners) {
    static final Ledger EMPTY = new Ledger(0, 0, 0, 0, 0, 0, 0, List.of(), List.of(), List.of());
}
