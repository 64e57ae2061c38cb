package io.reelflow.dataflow.lifecycle;

import io.reelflow.schemas.job.JobCommand;
import io.reelflow.schemas.job.JobControl;
import io.reelflow.schemas.job.JobOutcome;
import org.jspecify.annotations.Nullable;

/** What the lifecycle hears about one job: exactly one of the three. */
public record JobMessage(
        String jobId,
        @Nullable JobCommand command,
        @Nullable JobControl control,
        @Nullable JobOutcome outcome) {
    public static JobMessage of(JobCommand command) {
        return new JobMessage(command.job().jobId(), command, null, null);
    }

    public static JobMessage of(JobControl control) {
        return new JobMessage(control.jobId(), null, control, null);
    }

    public static JobMessage of(JobOutcome outcome) {
        return new JobMessage(outcome.jobId(), null, null, outcome);
    }
}
