package io.reelflow.media.fetch;

import io.reelflow.schemas.job.ChannelRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A channel, playlist, feed or sitemap to be listed.
 *
 * @param url http(s)
 * @param channel what of it is wanted
 * @param allowedHosts {@code HOST} or {@code HOST:PORT} that may be asked although not public
 * @param identity name of the one that asks; null: the default one
 * @param limitSeconds after so long it ends with what there is; null: as long as a download may take, and then it fails
 */
public record ListRequest(
        String url,
        ChannelRequest channel,
        List<String> allowedHosts,
        @Nullable String identity,
        @Nullable Long limitSeconds) {}
