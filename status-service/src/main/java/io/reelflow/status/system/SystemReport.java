package io.reelflow.status.system;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.reelflow.status.job.JobStats;
import io.reelflow.status.job.LogLag;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The system at one moment. What can not be known now is null, and the part that would know says why.
 *
 * @param problems what is wrong, the gravest first; empty where all is well
 * @param owner whose jobs the numbers are of; null for everybody's
 * @param jobs as {@code GET /jobs/stats} has it
 * @param minutes the last hour, the oldest first; the last one still runs
 * @param stages of the newest runs, in the order of the pipeline
 * @param queue jobs that wait for room, dry runs too: they wait in the same line
 * @param taskManagers of Flink that are registered, at work or not
 * @param lag for administrators
 * @param databaseBytes what the tables take on their disk; for administrators
 * @param flinkUrl of Flink's own page; for administrators
 */
record SystemReport(
        Instant time,
        List<Part> parts,
        List<Finding> problems,
        @Nullable String owner,
        JobStats.@Nullable Numbers jobs,
        @Nullable List<Minute> minutes,
        @Nullable List<StageTime> stages,
        @Nullable List<Waiting> queue,
        @Nullable Integer taskManagers,
        @Nullable Checkpoints checkpoints,
        @Nullable List<LogLag.Lag> lag,
        @Nullable List<Disk> disks,
        @Nullable Long databaseBytes,
        @Nullable String flinkUrl) {

    enum State {
        @JsonProperty("up")
        UP,
        @JsonProperty("degraded")
        DEGRADED,
        @JsonProperty("down")
        DOWN,
        @JsonProperty("unknown")
        UNKNOWN;
    }

    /** @param message what a person should know of it, a sentence */
    record Part(String name, State state, String message) {}

    /**
     * Something that is wrong.
     *
     * @param severity {@code DOWN}: clients are told no; {@code DEGRADED}: work goes on, more slowly or not for long
     * @param message a sentence: what it is, and what follows from it
     * @param runbook the heading in the runbook that says what to do
     */
    record Finding(State severity, String message, String runbook) {}

    /**
     * Times are seconds, of the newest jobs that completed in the minute: waiting is from the request to the start.
     *
     * @param ended jobs, however they ended
     */
    record Minute(
            Instant time,
            long ended,
            @Nullable Double p50WaitingTime,
            @Nullable Double p95WaitingTime,
            @Nullable Double p50ProcessingTime,
            @Nullable Double p95ProcessingTime) {}

    /** @param runs how many the figures are of; those that found their result there already are not among them */
    record StageTime(String stage, long runs, long failed, double p50, double p95) {}

    record Waiting(int priority, long jobs) {}

    /**
     * @param ageSeconds since the last whole one was complete; null before the first
     * @param seconds how long that took
     */
    record Checkpoints(
            long completed,
            long failed,
            @Nullable Instant lastAt,
            @Nullable Double ageSeconds,
            @Nullable Double seconds,
            @Nullable Long bytes) {}

    record Disk(String name, long freeBytes, long totalBytes) {}
}
