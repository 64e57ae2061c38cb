package io.reelflow.schemas.job;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a channel job lists, and what each video found becomes: a job with the channel job's options, owner and priority.
 *
 * @param jobType of the jobs it makes
 * @param maxVideos at most as many jobs; null for all
 * @param publishedAfter older ones are skipped; null for none
 * @param everySeconds it looks again as often; null for once
 * @param estimate true: only counts what there is, within limits, and makes no jobs; else null
 */
public record ChannelRequest(
        JobType jobType,
        @Nullable Integer maxVideos,
        @Nullable Instant publishedAfter,
        Filters filters,
        @Nullable Long everySeconds,
        @Nullable Boolean estimate) {

    /** One that makes jobs. */
    public ChannelRequest(
            JobType jobType,
            @Nullable Integer maxVideos,
            @Nullable Instant publishedAfter,
            Filters filters,
            @Nullable Long everySeconds) {
        this(jobType, maxVideos, publishedAfter, filters, everySeconds, null);
    }

    /** Whether it only counts. */
    public boolean onlyCounts() {
        return Boolean.TRUE.equals(estimate);
    }

    /**
     * What is known before any download has to fit; what is not known does not keep a video out.
     *
     * @param publishedBefore newer ones are skipped
     * @param minSeconds shorter ones are skipped
     * @param maxSeconds longer ones are skipped
     * @param title regular expression (RE2 syntax) that is found in the title, whatever the case
     * @param shorts false: vertical ones below a minute are skipped
     * @param live false: past and present live streams are skipped
     */
    public record Filters(
            @Nullable Instant publishedBefore,
            @Nullable Double minSeconds,
            @Nullable Double maxSeconds,
            @Nullable String title,
            boolean shorts,
            boolean live) {
        public static final Filters NONE = new Filters(null, null, null, null, true, true);
    }
}
