package io.reelflow.status.job;

import io.reelflow.schemas.job.JobState;
import io.reelflow.schemas.job.JobStatus;
import io.reelflow.schemas.job.JobType;
import io.reelflow.status.ApiProblem;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What of a job decides which wishes it allows. Each answer is null where it does, else the conflict to be told.
 *
 * @param endedAt null where it has not ended
 */
public record Standing(
        String jobId,
        JobStatus status,
        boolean isPurge,
        int manualRetries,
        @Nullable Instant endedAt) {
    /** As long as the dataflow knows what a retry of an ended job needs. */
    static final Duration MEMORY = Duration.ofDays(30);

    private static final Set<JobStatus> WAITING = Set.of(JobStatus.PENDING, JobStatus.QUEUED, JobStatus.RETRYING);

    static Standing of(JobState job) {
        return new Standing(
                job.jobId(),
                job.status(),
                job.job() != null && job.job().jobType() == JobType.PURGE,
                job.manualRetries(),
                job.completedAt());
    }

    public @Nullable ApiProblem againstCancel() {
        ApiProblem ended = againstChange();
        return ended != null ? ended : againstAnyOfPurge();
    }

    /** @param force a completed job, too */
    public @Nullable ApiProblem againstRetry(boolean force, Instant now) {
        ApiProblem purge = againstAnyOfPurge();
        if (purge != null) {
            return purge;
        }
        if (!status.isTerminal()) {
            return conflict("JOB_NOT_ENDED", "is " + status.word() + "; only one that has ended is retried");
        }
        if (status == JobStatus.COMPLETED && !force) {
            return conflict("JOB_COMPLETED", "is completed; with force it is done once more");
        }
        if (manualRetries >= JobState.MAX_MANUAL_RETRIES) {
            return exhausted("has been retried by hand " + manualRetries + " times, which is the most there is");
        }
        if (endedAt != null && endedAt.plus(MEMORY).isBefore(now)) {
            return conflict("JOB_EXPIRED", "ended more than " + MEMORY.toDays() + " days ago; ask for a new one");
        }
        return null;
    }

    public @Nullable ApiProblem againstPriority() {
        return againstMove("moved");
    }

    public @Nullable ApiProblem againstPause() {
        ApiProblem purge = againstAnyOfPurge();
        return purge != null ? purge : againstMove("paused, and what runs goes on to its end");
    }

    public @Nullable ApiProblem againstResume() {
        return againstChange();
    }

    ApiProblem exhausted(String rule) {
        return conflict("RETRIES_EXHAUSTED", rule);
    }

    static boolean isWaiting(JobStatus status) {
        return WAITING.contains(status);
    }

    private @Nullable ApiProblem againstMove(String what) {
        ApiProblem ended = againstChange();
        return ended != null || isWaiting(status)
                ? ended
                : conflict("NOT_WAITING", "is " + status.word() + "; only one that waits can be " + what);
    }

    private @Nullable ApiProblem againstChange() {
        return status.isTerminal() ? conflict("JOB_ENDED", "has ended: it is " + status.word()) : null;
    }

    /** A purge goes on until nothing is left. */
    private @Nullable ApiProblem againstAnyOfPurge() {
        return isPurge ? conflict("PURGE_GOES_ON", "removes a video, and goes on until nothing is left of it") : null;
    }

    private ApiProblem conflict(String code, String rule) {
        return ApiProblem.conflict(code, "Job " + jobId + " " + rule);
    }
}
