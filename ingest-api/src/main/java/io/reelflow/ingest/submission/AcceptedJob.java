package io.reelflow.ingest.submission;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.reelflow.schemas.job.JobView;

/**
 * The answer to a submission.
 *
 * @param job as it stands right after the command
 * @param commandId new for each request: of two for the same job, the first made it
 */
public record AcceptedJob(@JsonUnwrapped JobView job, String commandId) {}
