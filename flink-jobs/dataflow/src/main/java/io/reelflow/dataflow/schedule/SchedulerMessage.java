package io.reelflow.dataflow.schedule;

import io.reelflow.dataflow.lifecycle.Admission;
import io.reelflow.schemas.job.IntakeControl;
import io.reelflow.schemas.job.JobOutcome;
import io.reelflow.schemas.job.SourceReport;
import org.jspecify.annotations.Nullable;

/** What the scheduler hears: exactly one of the four. */
public record SchedulerMessage(
        @Nullable Admission admission,
        @Nullable JobOutcome outcome,
        @Nullable IntakeControl intake,
        @Nullable SourceReport report) {
    public static SchedulerMessage of(Admission admission) {
        return new SchedulerMessage(admission, null, null, null);
    }

    public static SchedulerMessage of(JobOutcome outcome) {
        return new SchedulerMessage(null, outcome, null, null);
    }

    public static SchedulerMessage of(IntakeControl intake) {
        return new SchedulerMessage(null, null, intake, null);
    }

    public static SchedulerMessage of(SourceReport report) {
        return new SchedulerMessage(null, null, null, report);
    }
}
