package io.reelflow.schemas.job;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonSerialize;

/**
 * Something that happened to a job.
 *
 * @param eventId derived from job, attempt, stage, part and step, so that a repeat after a crash is seen
 * @param stage set on stage events and on failures
 * @param attempt 1 for the first run; 0 before any
 * @param part of a stage whose work is cut into parts (spans of a transcript, clips), counted from 0
 * @param parts how many parts there are
 * @param stageProgress 0.0–1.0 of this part of this stage; the job's own progress is for the fold to say
 * @param job the job itself where it waits anew: an event reader needs no second topic
 * @param manifestKey where the result is, on {@code COMPLETED}
 * @param channelRun what the look at a channel has found so far, on its stage events
 * @param nextCheck when a channel is looked at again, on its ends
 */
@JsonSerialize(using = JobEventJson.class)
public record JobEvent(
        String eventId,
        int version,
        Instant time,
        String jobId,
        String videoId,
        JobEventType type,
        int attempt,
        @Nullable Stage stage,
        @Nullable Integer part,
        @Nullable Integer parts,
        @Nullable Double stageProgress,
        @Nullable String message,
        @Nullable Counters counters,
        @Nullable Failure error,
        @Nullable StageRun stageRun,
        @Nullable Job job,
        @Nullable String manifestKey,
        @Nullable ChannelRun channelRun,
        @Nullable Instant nextCheck) {
    public static final int VERSION = 1;

    private static final Set<JobEventType> WITH_JOB = Set.of(
            JobEventType.QUEUED,
            JobEventType.RETRY_REQUESTED,
            JobEventType.CHECK_REQUESTED,
            JobEventType.REPRIORITIZED);

    /** One that is not about a channel. */
    public JobEvent(
            String eventId,
            int version,
            Instant time,
            String jobId,
            String videoId,
            JobEventType type,
            int attempt,
            @Nullable Stage stage,
            @Nullable Integer part,
            @Nullable Integer parts,
            @Nullable Double stageProgress,
            @Nullable String message,
            @Nullable Counters counters,
            @Nullable Failure error,
            @Nullable StageRun stageRun,
            @Nullable Job job,
            @Nullable String manifestKey) {
        this(
                eventId,
                version,
                time,
                jobId,
                videoId,
                type,
                attempt,
                stage,
                part,
                parts,
                stageProgress,
                message,
                counters,
                error,
                stageRun,
                job,
                manifestKey,
                null,
                null);
    }

    /** The event that a command stands for: the first of its job. */
    public static JobEvent submitted(JobCommand command) {
        Job job = command.job();
        return new JobEvent(
                command.commandId(),
                VERSION,
                command.time(),
                job.jobId(),
                job.videoId(),
                JobEventType.SUBMITTED,
                0,
                null,
                null,
                null,
                null,
                "Waits for room",
                null,
                null,
                null,
                job.told(),
                null);
    }

    /** An event about the job as a whole. */
    public static JobEvent of(Job job, JobEventType type, int attempt, Instant time, String message) {
        return new JobEvent(
                id(job.jobId(), attempt, null, null, type.word()),
                VERSION,
                time,
                job.jobId(),
                job.videoId(),
                type,
                attempt,
                null,
                null,
                null,
                null,
                message,
                null,
                null,
                null,
                WITH_JOB.contains(type) ? job.told() : null,
                null);
    }

    /** The same event under another id: where the same step is passed more than once, each time is its own. */
    public JobEvent withId(String id) {
        return with(id, stage, error, job, manifestKey, channelRun, nextCheck);
    }

    /** The same event with a failure: the stage is the failure's. */
    public JobEvent withError(Failure failure) {
        return with(eventId, failure.stage(), failure, job, manifestKey, channelRun, nextCheck);
    }

    /** The same event with the place of the result. */
    public JobEvent withManifest(String key) {
        return with(eventId, stage, error, job, key, channelRun, nextCheck);
    }

    /** The same event with the job itself. */
    public JobEvent withJob(@Nullable Job told) {
        return with(eventId, stage, error, told, manifestKey, channelRun, nextCheck);
    }

    /** The same event without the job itself. */
    public JobEvent withoutJob() {
        return withJob(null);
    }

    /** The same event with what was found so far. */
    public JobEvent withChannelRun(@Nullable ChannelRun run) {
        return run == null ? this : with(eventId, stage, error, job, manifestKey, run, nextCheck);
    }

    /** The same event with the time of the next look; null for none. */
    public JobEvent withNextCheck(@Nullable Instant time) {
        return with(eventId, stage, error, job, manifestKey, channelRun, time);
    }

    private JobEvent with(
            String newId,
            @Nullable Stage newStage,
            @Nullable Failure newError,
            @Nullable Job newJob,
            @Nullable String newManifestKey,
            @Nullable ChannelRun newChannelRun,
            @Nullable Instant newNextCheck) {
        return new JobEvent(
                newId,
                version,
                time,
                jobId,
                videoId,
                type,
                attempt,
                newStage,
                part,
                parts,
                stageProgress,
                message,
                counters,
                newError,
                stageRun,
                newJob,
                newManifestKey,
                newChannelRun,
                newNextCheck);
    }

    /** A name-based id: the same step of the same part of the same stage of the same attempt has the same one. */
    public static String id(String jobId, int attempt, @Nullable Stage stage, @Nullable Integer part, String step) {
        String name = jobId + "/" + attempt + "/" + (stage == null ? "-" : stage.word()) + "/"
                + (part == null ? "-" : part) + "/" + step;
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
