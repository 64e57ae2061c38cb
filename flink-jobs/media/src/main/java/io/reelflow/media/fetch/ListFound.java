package io.reelflow.media.fetch;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a channel holds; the videos themselves are in {@link ListTask#FILE}.
 *
 * @param title of the channel; null where it names none
 * @param listed videos that were seen
 * @param skipped those of them that do not fit, by reason
 * @param complete false where its time was over before the end of the list
 */
public record ListFound(@Nullable String title, long listed, Map<String, Long> skipped, boolean complete) {}
