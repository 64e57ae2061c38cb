package io.reelflow.schemas.job;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one look at a channel has found so far.
 *
 * @param title of the channel; null where it names none
 * @param listed videos that it showed
 * @param created of them, those that have become jobs now
 * @param known of them, those that had a job from an earlier look
 * @param skipped the others, by reason
 * @param seconds length of those that fit, as far as it is known
 * @param timed how many that are
 * @param complete whether it came to the end of the list, or to as many as were wanted
 */
public record ChannelRun(
        @Nullable String title,
        long listed,
        long created,
        long known,
        Map<String, Long> skipped,
        double seconds,
        long timed,
        boolean complete) {}
