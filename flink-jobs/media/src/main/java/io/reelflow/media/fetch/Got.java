package io.reelflow.media.fetch;

import io.reelflow.schemas.result.Source;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was fetched, before anyone looked into it.
 *
 * @param file null where only metadata was asked for
 * @param name what others call the file
 * @param bytes as far as known
 * @param duration seconds as the site says; null where nobody said
 * @param captions null where none were asked for
 * @param warnings of what could not be had beside the media
 */
record Got(
        @Nullable Path file,
        @Nullable String name,
        long bytes,
        Source.Metadata metadata,
        @Nullable Double duration,
        @Nullable SiteCaptions captions,
        List<String> warnings) {}
