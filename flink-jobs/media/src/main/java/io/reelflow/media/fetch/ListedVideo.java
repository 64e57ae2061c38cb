package io.reelflow.media.fetch;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A video as a list shows it. What the list does not say is null.
 *
 * @param url as it is listed
 * @param starts when one that is not there yet is announced for
 * @param live whether it is, was or will be a live stream
 * @param isShort whether it is a vertical one below a minute
 * @param missing why nobody may have it: {@code private}, {@code deleted} or {@code restricted}
 */
public record ListedVideo(
        String url,
        @Nullable String title,
        @Nullable Double seconds,
        @Nullable Instant published,
        @Nullable Instant starts,
        @Nullable Boolean live,
        @Nullable Boolean isShort,
        @Nullable String missing) {

    /** One of which a list says little. */
    static ListedVideo of(String url, @Nullable String title, @Nullable Double seconds, @Nullable Instant published) {
        return new ListedVideo(url, title, seconds, published, null, null, null, null);
    }
}
