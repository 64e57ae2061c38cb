package io.reelflow.ingest.submission;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.micrometer.core.instrument.MeterRegistry;
import io.reelflow.ingest.command.CommandLog;
import io.reelflow.ingest.command.CommandPosition;
import io.reelflow.schemas.job.JobCommand;
import io.reelflow.schemas.job.JobEvent;
import io.reelflow.schemas.job.JobState;
import io.reelflow.schemas.job.JobView;
import java.net.URI;
import org.springframework.http.ResponseEntity;

/**
 * The answer to a submission.
 *
 * @param job as it stands right after the command
 * @param commandId new for each request: of two for the same job, the first made it
 */
public record AcceptedJob(@JsonUnwrapped JobView job, String commandId) {

    /** What is said of a command that is in the log there. */
    static ResponseEntity<AcceptedJob> answer(JobCommand command, CommandPosition position, MeterRegistry metrics) {
        metrics.counter(
                        "reelflow.commands.accepted",
                        "job_type",
                        command.job().jobType().word())
                .increment();
        JobView view = JobView.of(JobState.fold(null, JobEvent.submitted(command), position.offset()), command.time());
        return ResponseEntity.created(URI.create("/api/v1/jobs/" + view.id()))
                .header(CommandLog.POSITION, position.toString())
                .body(new AcceptedJob(view, command.commandId()));
    }
}
