package io.reelflow.status;

import io.reelflow.schemas.Json;
import io.reelflow.schemas.ObjectKeys;
import io.reelflow.schemas.job.ChannelRequest;
import io.reelflow.schemas.job.ChannelRun;
import io.reelflow.schemas.job.Counters;
import io.reelflow.schemas.job.ErrorCode;
import io.reelflow.schemas.job.Failure;
import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobCommand;
import io.reelflow.schemas.job.JobEvent;
import io.reelflow.schemas.job.JobEventType;
import io.reelflow.schemas.job.JobOptions;
import io.reelflow.schemas.job.JobType;
import io.reelflow.schemas.job.SourceKind;
import io.reelflow.schemas.job.Stage;
import io.reelflow.schemas.job.StageRun;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Jobs and what may happen to them, as the ingest API and the dataflow write it. */
public final class Scenes {
    public static final String OWNER = "alice";
    private static final Instant BEGIN = Instant.parse("2026-11-21T09:00:00Z");

    private Scenes() {}

    public static Job job(String name) {
        return job(name, OWNER, options("https://hooks.example.org/secret-token"));
    }

    public static Job job(String name, String owner, JobOptions options) {
        String id =
                UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
        return new Job(
                id,
                "video-" + id.substring(0, 8),
                SourceKind.WEB,
                "https://media.example.org/" + name + ".mp4",
                null,
                JobType.FULL_PROCESSING,
                5,
                owner,
                options,
                false,
                BEGIN,
                null,
                null);
    }

    /** @param address ends with the video's id */
    public static Job youtube(String address, String jobType) {
        Job job = job(address + jobType);
        return new Job(
                job.jobId(),
                address.substring(address.length() - 11),
                SourceKind.WEB,
                address,
                address,
                JobType.valueOf(jobType.toUpperCase(Locale.ROOT)),
                job.priority(),
                job.userId(),
                job.options(),
                false,
                job.createdAt(),
                null,
                null);
    }

    /** The job that removes a video. */
    public static Job purge(String videoId, Instant time) {
        String hash = ObjectKeys.hash(videoId).substring(0, 16);
        return new Job(
                UUID.randomUUID().toString(),
                "purged-" + hash,
                SourceKind.WEB,
                "purged:" + hash,
                null,
                JobType.PURGE,
                1,
                OWNER,
                JobOptions.DEFAULTS,
                false,
                time,
                null,
                null,
                null,
                videoId,
                null);
    }

    /** The job that lists a channel. */
    public static Job channel(String name, String url, String owner, ChannelRequest request) {
        Job job = job(name, owner, JobOptions.DEFAULTS);
        return new Job(
                job.jobId(),
                Job.DRY + job.videoId(),
                job.source(),
                url,
                null,
                JobType.CHANNEL,
                7,
                owner,
                job.options(),
                true,
                job.createdAt(),
                null,
                null,
                null,
                null,
                request);
    }

    /** A job that a video of the channel has become. */
    public static Job child(Job channel, int number) {
        Job job = job(channel.jobId() + number, channel.userId(), JobOptions.DEFAULTS);
        return new Job(
                job.jobId(),
                Job.DRY + job.videoId(),
                job.source(),
                job.url(),
                null,
                JobType.METADATA,
                7,
                channel.userId(),
                job.options(),
                channel.dryRun(),
                job.createdAt(),
                channel.jobId(),
                null);
    }

    /** The events of a look at a channel. */
    public static List<JobEvent> look(Job channel, int attempt, ChannelRun run, @Nullable Instant next) {
        return List.of(
                JobEvent.of(channel, JobEventType.QUEUED, attempt, at(1), "Waits for room"),
                started(channel, attempt),
                stage(channel, attempt, Stage.EXTRACTING_METADATA, JobEventType.STAGE_COMPLETED, 1, null, null)
                        .withChannelRun(run),
                completed(channel, attempt, null).withNextCheck(next));
    }

    public static JobOptions options(@Nullable String webhook) {
        JobOptions o = JobOptions.DEFAULTS;
        return new JobOptions(
                o.language(),
                o.whisperModel(),
                o.forceWhisper(),
                o.wordTimestamps(),
                o.diarize(),
                o.clipDuration(),
                o.minClipDuration(),
                o.overlapDuration(),
                o.maxClips(),
                o.outputFormat(),
                o.resolution(),
                o.aspectRatio(),
                o.reframe(),
                o.captions(),
                o.watermark(),
                o.progressBar(),
                o.includeComments(),
                o.maxComments(),
                o.slides(),
                webhook);
    }

    public static JobCommand command(Job job) {
        return new JobCommand(UUID.randomUUID().toString(), JobCommand.VERSION, BEGIN, job);
    }

    /** The same, as if it had begun then: what happens within an hour of a test is of the last hour. */
    public static List<JobEvent> since(Instant begin, List<JobEvent> events) {
        Duration later = Duration.between(BEGIN, begin);
        return events.stream().map(each -> later(each, later)).toList();
    }

    private static JobEvent later(JobEvent event, Duration by) {
        ObjectNode told = Json.MAPPER.valueToTree(event);
        told.put("time", event.time().plus(by).toString());
        if (told.get("job") instanceof ObjectNode job) {
            job.put("created_at", BEGIN.plus(by).toString());
        }
        return Json.MAPPER.convertValue(told, JobEvent.class);
    }

    public static JobEvent queued(Job job) {
        return JobEvent.of(job, JobEventType.QUEUED, 1, at(1), "Waits for room");
    }

    public static JobEvent started(Job job, int attempt) {
        return JobEvent.of(job, JobEventType.STARTED, attempt, at(2), "Started");
    }

    public static JobEvent completed(Job job, int attempt, @Nullable String manifestKey) {
        JobEvent event = JobEvent.of(job, JobEventType.COMPLETED, attempt, at(100), "Completed");
        return manifestKey == null ? event : event.withManifest(manifestKey);
    }

    public static JobEvent failed(Job job, int attempt) {
        return JobEvent.of(job, JobEventType.FAILED, attempt, at(100), "The source answered 404")
                .withError(Failure.of(ErrorCode.SOURCE_NOT_FOUND, "The source answered 404", Stage.DOWNLOADING));
    }

    public static JobEvent retry(Job job, int attempt) {
        return JobEvent.of(job, JobEventType.RETRY_SCHEDULED, attempt, at(50), "Again in 4 s")
                .withError(Failure.of(ErrorCode.SOURCE_UNAVAILABLE, "The source answered 503", Stage.DOWNLOADING));
    }

    public static JobEvent progressed(Job job, int attempt, Stage stage, double progress) {
        return stage(job, attempt, stage, JobEventType.STAGE_PROGRESSED, progress, null, null);
    }

    /** A stage from its start to its end, in that many steps of progress. */
    public static List<JobEvent> stage(Job job, int attempt, Stage stage, int steps) {
        var events = new ArrayList<JobEvent>();
        events.add(stage(job, attempt, stage, JobEventType.STAGE_STARTED, 0, null, null));
        for (int step = 1; step < steps; step++) {
            events.add(progressed(job, attempt, stage, (double) step / steps));
        }
        events.add(stage(job, attempt, stage, JobEventType.STAGE_COMPLETED, 1, null, null));
        return events;
    }

    /** A stage of several parts, which begin and end one after another. */
    public static List<JobEvent> parts(Job job, int attempt, Stage stage, int parts) {
        var events = new ArrayList<JobEvent>();
        for (int part = 0; part < parts; part++) {
            events.add(stage(job, attempt, stage, JobEventType.STAGE_STARTED, 0, part, parts));
            events.add(stage(job, attempt, stage, JobEventType.STAGE_PROGRESSED, 0.5, part, parts));
            events.add(stage(job, attempt, stage, JobEventType.STAGE_COMPLETED, 1, part, parts));
        }
        return events;
    }

    /** All that happens to a job that goes well. */
    public static List<JobEvent> story(Job job, int steps, @Nullable String manifestKey) {
        var events = new ArrayList<JobEvent>();
        events.add(queued(job));
        events.add(started(job, 1));
        events.addAll(stage(job, 1, Stage.DOWNLOADING, steps));
        events.addAll(stage(job, 1, Stage.EXTRACTING_AUDIO, steps));
        events.addAll(parts(job, 1, Stage.TRANSCRIBING, 4));
        events.addAll(stage(job, 1, Stage.EXTRACTING_FRAMES, steps));
        events.addAll(stage(job, 1, Stage.ANALYZING, 1));
        events.addAll(parts(job, 1, Stage.GENERATING_CLIPS, 3));
        events.addAll(stage(job, 1, Stage.FINALIZING, 1));
        events.add(completed(job, 1, manifestKey));
        return events;
    }

    private static JobEvent stage(
            Job job,
            int attempt,
            Stage stage,
            JobEventType type,
            double progress,
            @Nullable Integer part,
            @Nullable Integer parts) {
        boolean ended = type == JobEventType.STAGE_COMPLETED;
        return new JobEvent(
                JobEvent.id(job.jobId(), attempt, stage, part, type.word() + progress),
                JobEvent.VERSION,
                at(10 + progress),
                job.jobId(),
                job.videoId(),
                type,
                attempt,
                stage,
                part,
                parts,
                progress,
                stage.word() + " " + Math.round(100 * progress) + " %",
                stage == Stage.DOWNLOADING ? Counters.bytes(Math.round(1000 * progress), 1000L) : null,
                null,
                ended ? new StageRun(2.5, 2.0, 1000L, null, "1", false) : null,
                null,
                null);
    }

    private static Instant at(double seconds) {
        return BEGIN.plusMillis(Math.round(1000 * seconds));
    }
}
