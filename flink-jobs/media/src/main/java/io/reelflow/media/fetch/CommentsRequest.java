package io.reelflow.media.fetch;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * @param most comments that are wanted, replies among them
 * @param allowedHosts {@code HOST} or {@code HOST:PORT} that may be fetched although not public
 * @param identity name of the one that asks; null: the default one
 */
public record CommentsRequest(
        String url,
        int most,
        List<String> allowedHosts,
        @Nullable String identity) {
    /** A request that the default identity makes. */
    public CommentsRequest(String url, int most, List<String> allowedHosts) {
        this(url, most, allowedHosts, null);
    }
}
