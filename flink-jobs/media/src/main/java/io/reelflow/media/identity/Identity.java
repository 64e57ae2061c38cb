package io.reelflow.media.identity;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * As whom a source is asked. Its name may be told to anybody; proxy and cookies to nobody.
 *
 * @param sources it may be used for; {@code *} for any
 * @param rate at each of them; null: as fits the source
 * @param proxy that its requests go through; null: none
 * @param cookies file in Netscape's format; null: none
 */
public record Identity(
        String name,
        List<String> sources,
        @Nullable Rate rate,
        @Nullable UpstreamProxy proxy,
        @Nullable Path cookies) {
    /** Who asks where nothing else is configured. */
    public static final Identity DEFAULT = new Identity("default", List.of(Identities.ANY), null, null, null);

    boolean isFor(String source) {
        return sources.contains(source) || sources.contains(Identities.ANY);
    }

    /** How often it may visit that source. */
    public Rate rateAt(String source) {
        return rate == null ? Rate.of(source) : rate;
    }

    @Override
    public String toString() {
        return name;
    }
}
