package io.reelflow.dataflow.stage;

import io.reelflow.media.MediaException;
import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobType;
import io.reelflow.schemas.job.Stage;
import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * One step of the dataflow, as {@link AsyncStage} runs it. It may run again for the same work, here or on another
 * machine, even at the same time: what it leaves is the same.
 *
 * @param <O> what comes out: {@link Work} for all but the last
 */
public interface MediaStage<O> extends Serializable {
    /** The stages clients see while it runs, in their order. */
    List<Stage> stages();

    WorkLine line();

    /** An element that runs for longer fails with {@code STAGE_TIMEOUT}; the time in line does not count. */
    Duration deadline(Work work);

    /** Whether it works on parts of a job: its events then name the part. */
    default boolean inParts() {
        return false;
    }

    /** Whether other work of the same job may run at the same time: other parts, or another branch. */
    default boolean hasSiblings() {
        return inParts();
    }

    /**
     * Does the work; interrupted, it ends soon.
     *
     * @throws MediaException a failure that clients are told about
     * @throws IOException anything else that went wrong
     */
    O run(Work work, StageRunContext context) throws MediaException, IOException, InterruptedException;

    /** Whether it has anything to do with such a job: others pass untouched. */
    default boolean concerns(Job job) {
        return job.jobType() != JobType.PURGE
                && job.jobType() != JobType.CONVERSION
                && job.jobType() != JobType.CHANNEL;
    }

    /** Whether it only goes through the motions for such a job. */
    default boolean isDry(Job job) {
        return job.dryRun();
    }

    /** Whether it asks the source of such work: it ends where that source has turned us away. */
    default boolean asksSource(Work work) {
        return false;
    }

    /** What comes out for an element of a dry run: no media work, no storage, no waiting. */
    O dryRun(Work work);

    /** What comes out for an element that has failed, here or before, or that it has nothing to do with. */
    O failed(Work work);

    /** What came out, as if it had been made for another admission of the same attempt. */
    O admittedAs(O out, long epoch);

    TypeInformation<O> produced();
}
