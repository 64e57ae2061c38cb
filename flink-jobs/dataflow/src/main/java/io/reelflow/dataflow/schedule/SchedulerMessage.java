package io.reelflow.dataflow.schedule;

import io.reelflow.dataflow.lifecycle.Admission;
import io.reelflow.schemas.job.IntakeControl;
import io.reelflow.schemas.job.JobOutcome;
import org.jspecify.annotations.Nullable;

/** What the scheduler hears: exactly one of the three. */
public record SchedulerMessage(
        @Nullable Admission admission,
        @Nullable JobOutcome outcome,
        @Nullable IntakeControl intake) {
    public static SchedulerMessage of(Admission admission) {
        return new SchedulerMessage(admission, null, null);
    }

    public static SchedulerMessage of(JobOutcome outcome) {
        return new SchedulerMessage(null, outcome, null);
    }

    public static SchedulerMessage of(IntakeControl intake) {
        return new SchedulerMessage(null, null, intake);
    }
}
