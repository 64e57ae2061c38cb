package io.reelflow.schemas.job;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A job as it was asked for; what happens to it is in {@link JobState}.
 *
 * @param jobId name-based UUID over the request, so that the same request is the same job
 * @param videoId YouTube's own id, else 16 characters derived from the canonical address or the upload
 * @param url canonical
 * @param youtubeUrl the canonical YouTube address, where it is one
 * @param priority 1 (first) … 9 (last)
 * @param userId the owner
 * @param channelId job id of the channel that it was found in
 * @param notBefore it waits until then
 * @param stored what of a stored video it works on; null for a job that fetches its source
 * @param removes the video that a {@code purge} job removes: its own {@code videoId} names nobody's. In the command only,
 *     {@link #told} leaves it out
 * @param channel what to look for in a channel, and what its videos become; null for any other job
 * @param traceparent W3C trace context of the request that asked for it; null where nobody traces
 */
public record Job(
        String jobId,
        String videoId,
        SourceKind source,
        String url,
        @Nullable String youtubeUrl,
        JobType jobType,
        int priority,
        String userId,
        JobOptions options,
        boolean dryRun,
        Instant createdAt,
        @Nullable String channelId,
        @Nullable Instant notBefore,
        @Nullable StoredVideo stored,
        @Nullable String removes,
        @Nullable ChannelRequest channel,
        @Nullable String traceparent) {
    /** What the video id of a dry run begins with, so that it never meets a real one. */
    public static final String DRY = "dry-";

    /** A job that fetches its source. */
    public Job(
            String jobId,
            String videoId,
            SourceKind source,
            String url,
            @Nullable String youtubeUrl,
            JobType jobType,
            int priority,
            String userId,
            JobOptions options,
            boolean dryRun,
            Instant createdAt,
            @Nullable String channelId,
            @Nullable Instant notBefore) {
        this(
                jobId,
                videoId,
                source,
                url,
                youtubeUrl,
                jobType,
                priority,
                userId,
                options,
                dryRun,
                createdAt,
                channelId,
                notBefore,
                null,
                null,
                null);
    }

    /** One that nobody traces. */
    public Job(
            String jobId,
            String videoId,
            SourceKind source,
            String url,
            @Nullable String youtubeUrl,
            JobType jobType,
            int priority,
            String userId,
            JobOptions options,
            boolean dryRun,
            Instant createdAt,
            @Nullable String channelId,
            @Nullable Instant notBefore,
            @Nullable StoredVideo stored,
            @Nullable String removes,
            @Nullable ChannelRequest channel) {
        this(
                jobId,
                videoId,
                source,
                url,
                youtubeUrl,
                jobType,
                priority,
                userId,
                options,
                dryRun,
                createdAt,
                channelId,
                notBefore,
                stored,
                removes,
                channel,
                null);
    }

    /** What it goes through, in the order of the dataflow; sound and picture run side by side. */
    public List<Stage> stages() {
        if (!options.includeComments() || !jobType.has(Stage.EXTRACTING_METADATA) || jobType == JobType.CHANNEL) {
            return jobType.stages();
        }
        var all = new ArrayList<>(jobType.stages());
        all.add(all.indexOf(Stage.EXTRACTING_METADATA) + 1, Stage.EXTRACTING_COMMENTS);
        return List.copyOf(all);
    }

    public boolean has(Stage stage) {
        return stages().contains(stage);
    }

    /** The job as events tell of it: a video that is removed is not named. */
    public Job told() {
        return with(priority, null, traceparent);
    }

    /** Of the trace that it is part of, 32 hexadecimal digits: its own id where no request's trace context came with it. */
    public String traceId() {
        return traceparent == null ? jobId.replace("-", "") : traceparent.substring(3, 35);
    }

    /** The video that it works on or removes: jobs of one go one at a time. */
    public String subject() {
        return removes == null ? videoId : removes;
    }

    /** The same job with another place in line. */
    public Job withPriority(int newPriority) {
        return with(newPriority, removes, traceparent);
    }

    /** The same job as part of a trace; null: of none. */
    public Job withTraceparent(@Nullable String context) {
        return context == null ? this : with(priority, removes, context);
    }

    private Job with(int newPriority, @Nullable String newRemoves, @Nullable String newTraceparent) {
        return new Job(
                jobId,
                videoId,
                source,
                url,
                youtubeUrl,
                jobType,
                newPriority,
                userId,
                options,
                dryRun,
                createdAt,
                channelId,
                notBefore,
                stored,
                newRemoves,
                channel,
                newTraceparent);
    }
}
