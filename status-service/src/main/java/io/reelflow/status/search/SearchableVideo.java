package io.reelflow.status.search;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A video as the index holds it.
 *
 * @param owners who had it made
 * @param channels jobs that expanded to it, and the publisher's channel
 * @param moments none where the video is hidden or gone
 * @param passages none where nobody knows what is meant
 */
record SearchableVideo(
        String videoId,
        @Nullable String title,
        Set<String> owners,
        Set<String> channels,
        @Nullable LocalDate published,
        @Nullable Instant created,
        List<Moment> moments,
        List<Passage> passages) {}
