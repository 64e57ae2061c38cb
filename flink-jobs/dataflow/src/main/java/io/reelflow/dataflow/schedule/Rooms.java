package io.reelflow.dataflow.schedule;

import io.reelflow.dataflow.lifecycle.Attempt;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.jspecify.annotations.Nullable;

/** Who runs: a set of jobs with the epoch of their admission, never more than there are rooms. */
final class Rooms {
    private static final int KEPT = 4_096;
    private static final String STOPPING = "stopping";
    private static final String STOP = "stop/";

    private final int rooms;
    private final Chains chains;
    private final KeptMap<Running> running;
    /** The videos of running jobs. */
    private final KeptMap<Boolean> busy;

    private int occupied;
    private int stopping;
    private long lastEpoch;

    Rooms(KeptState state, Chains chains, int rooms, Ledger ledger) {
        this.rooms = rooms;
        this.chains = chains;
        running = state.map("running", TypeInformation.of(Running.class), KEPT);
        busy = state.map("busy-videos", Types.BOOLEAN, KEPT);
        occupied = ledger.occupied();
        stopping = ledger.stopping();
        lastEpoch = ledger.lastEpoch();
    }

    boolean isFull() {
        return occupied >= rooms;
    }

    int occupied() {
        return occupied;
    }

    int stopping() {
        return stopping;
    }

    long lastEpoch() {
        return lastEpoch;
    }

    /** Null where the job does not run. */
    @Nullable
    Running find(String jobId) throws Exception {
        return running.get(jobId);
    }

    boolean isBusy(String videoId) throws Exception {
        return busy.contains(videoId);
    }

    Running admit(Attempt attempt, long now) throws Exception {
        // Microseconds, made rising: no admission after a restore gets a number that one before it had.
        lastEpoch = Math.max(now * 1000, lastEpoch + 1);
        var job = attempt.job();
        Running run = new Running(job.subject(), lastEpoch, attempt.number(), attempt.holds(), false, job.userId());
        running.put(job.jobId(), run);
        busy.put(job.subject(), true);
        occupied++;
        return run;
    }

    /** Frees the room of that admission; null where the job does not run, or by another one. */
    @Nullable
    Running free(String jobId, long epoch) throws Exception {
        Running run = running.get(jobId);
        if (run == null || run.epoch() != epoch) {
            return null;
        }
        running.remove(jobId);
        busy.remove(run.videoId());
        occupied--;
        if (run.stopping()) {
            chains.remove(STOPPING, STOP + jobId);
            stopping--;
        }
        return run;
    }

    /** It keeps its room until its outcome comes. */
    void stop(String jobId, Running run) throws Exception {
        running.put(jobId, run.stop());
        chains.addLast(STOPPING, STOP + jobId);
        stopping++;
    }

    /** Hands over all that have been told to end and have not yet. */
    void forEachStopping(Stopping action) throws Exception {
        for (String name = chains.first(STOPPING); name != null; name = chains.next(name)) {
            String jobId = name.substring(STOP.length());
            Running run = running.get(jobId);
            if (run != null) {
                action.accept(jobId, run);
            }
        }
    }

    interface Stopping {
        void accept(String jobId, Running run);
    }
}
