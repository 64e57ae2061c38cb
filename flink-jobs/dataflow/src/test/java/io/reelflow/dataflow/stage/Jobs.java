package io.reelflow.dataflow.stage;

import io.reelflow.schemas.Json;
import io.reelflow.schemas.job.ChannelRequest;
import io.reelflow.schemas.job.ErrorCode;
import io.reelflow.schemas.job.Failure;
import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobCommand;
import io.reelflow.schemas.job.JobOptions;
import io.reelflow.schemas.job.JobOutcome;
import io.reelflow.schemas.job.JobType;
import io.reelflow.schemas.job.SourceKind;
import io.reelflow.schemas.job.Stage;
import io.reelflow.schemas.job.StoredVideo;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Jobs to test with. */
public final class Jobs {
    private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

    private Jobs() {}

    public static Job job(String name) {
        return job(name, JobType.FULL_PROCESSING, 5);
    }

    public static Job job(String name, JobType type, int priority) {
        return job(name, "video-" + name, type, priority);
    }

    public static Job job(String name, String videoId, JobType type, int priority) {
        return job(name, videoId, SourceKind.WEB, "https://talks.example/" + videoId + ".mp4", type, priority);
    }

    public static Job upload(String name, String address) {
        return job(name, "video-" + name, SourceKind.UPLOAD, address, JobType.FULL_PROCESSING, 5);
    }

    /** Of a dry run. */
    public static Job dry(String name, JobType type) {
        return job(name, "dry-" + name, SourceKind.WEB, "https://talks.example/" + name + ".mp4", type, 5, true);
    }

    /** Of somebody who does not want the publisher's captions. */
    public static Job ownWords(String name) {
        ObjectNode job = Json.MAPPER.valueToTree(job(name));
        job.withObject("/options").put("force_whisper", true);
        return Json.MAPPER.treeToValue(job, Job.class);
    }

    /** Of somebody who wants to know what people say under a video. */
    public static Job commented(String name, String url, JobType type) {
        ObjectNode job = Json.MAPPER.valueToTree(job(name, "video-" + name, SourceKind.WEB, url, type, 5));
        job.withObject("/options").put("include_comments", true);
        return Json.MAPPER.treeToValue(job, Job.class);
    }

    /** Of somebody who wants to know who speaks in a video. */
    public static Job diarized(String name, String videoId) {
        ObjectNode job = Json.MAPPER.valueToTree(job(name, videoId, JobType.FULL_PROCESSING, 5));
        job.withObject("/options").put("diarize", true);
        return Json.MAPPER.treeToValue(job, Job.class);
    }

    /** On what is stored of another's video, with some other options. */
    public static Job stored(String name, Job of, JobType type, StoredVideo stored, String options) {
        ObjectNode job = Json.MAPPER.valueToTree(of);
        job.put("job_id", id(name)).put("job_type", type.word());
        job.set("stored", Json.MAPPER.valueToTree(stored));
        job.withObject("/options").setAll((ObjectNode) Json.MAPPER.readTree(options));
        return Json.MAPPER.treeToValue(job, Job.class);
    }

    /** Of another format of a stored source. */
    public static Job conversion(String name, String videoId, String source, String format) {
        ObjectNode job = Json.MAPPER.valueToTree(job(name, videoId, JobType.CONVERSION, 1));
        job.set("stored", Json.MAPPER.valueToTree(new StoredVideo(source, null, null, format)));
        return Json.MAPPER.treeToValue(job, Job.class);
    }

    private static Job job(String name, String videoId, SourceKind kind, String url, JobType type, int priority) {
        return job(name, videoId, kind, url, type, priority, false);
    }

    private static Job job(
            String name, String videoId, SourceKind kind, String url, JobType type, int priority, boolean dryRun) {
        return new Job(
                id(name),
                videoId,
                kind,
                url,
                null,
                type,
                priority,
                "tester",
                JobOptions.DEFAULTS,
                dryRun,
                TIME,
                null,
                null);
    }

    /** One that removes a video. */
    public static Job purge(String name, String videoId) {
        return new Job(
                id(name),
                "purged-0123456789abcdef",
                SourceKind.WEB,
                "purged:0123456789abcdef",
                null,
                JobType.PURGE,
                1,
                "tester",
                JobOptions.DEFAULTS,
                false,
                Instant.now().truncatedTo(ChronoUnit.MILLIS),
                null,
                null,
                null,
                videoId,
                null);
    }

    /** One that lists a channel; its videos become jobs without media. */
    public static Job channel(String name, String url, boolean dryRun, @Nullable Long everySeconds) {
        return new Job(
                id(name),
                (dryRun ? Job.DRY : "") + "channel-" + name,
                SourceKind.WEB,
                url,
                null,
                JobType.CHANNEL,
                7,
                "tester",
                JobOptions.DEFAULTS,
                dryRun,
                TIME,
                null,
                null,
                null,
                null,
                new ChannelRequest(JobType.METADATA, null, null, ChannelRequest.Filters.NONE, everySeconds));
    }

    public static Job withWebhook(Job job, String url) {
        JobOptions it = job.options();
        JobOptions options = new JobOptions(
                it.language(),
                it.whisperModel(),
                it.forceWhisper(),
                it.wordTimestamps(),
                it.diarize(),
                it.clipDuration(),
                it.minClipDuration(),
                it.overlapDuration(),
                it.maxClips(),
                it.outputFormat(),
                it.resolution(),
                it.aspectRatio(),
                it.reframe(),
                it.captions(),
                it.watermark(),
                it.progressBar(),
                it.includeComments(),
                it.maxComments(),
                it.slides(),
                url);
        return new Job(
                job.jobId(),
                job.videoId(),
                job.source(),
                job.url(),
                job.youtubeUrl(),
                job.jobType(),
                job.priority(),
                job.userId(),
                options,
                job.dryRun(),
                job.createdAt(),
                job.channelId(),
                job.notBefore());
    }

    public static String id(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }

    public static JobCommand command(Job job) {
        return new JobCommand(UUID.randomUUID().toString(), JobCommand.VERSION, job.createdAt(), job);
    }

    public static JobOutcome success(Job job, int attempt, long epoch) {
        return outcome(job, attempt, epoch, null);
    }

    public static JobOutcome failure(Job job, int attempt, long epoch, ErrorCode code) {
        return outcome(job, attempt, epoch, Failure.of(code, "It did not work", Stage.DOWNLOADING));
    }

    private static JobOutcome outcome(Job job, int attempt, long epoch, @Nullable Failure failure) {
        return new JobOutcome(
                UUID.randomUUID().toString(),
                JobOutcome.VERSION,
                TIME,
                job.jobId(),
                job.videoId(),
                attempt,
                epoch,
                failure,
                failure == null ? "videos/v/jobs/j/manifest.json" : null,
                List.of());
    }
}
