package io.reelflow.media.fetch;

import io.reelflow.media.MediaConfig;
import io.reelflow.media.MediaException;
import io.reelflow.media.MediaTask;
import io.reelflow.media.Progress;
import io.reelflow.media.identity.KnownSites;
import io.reelflow.schemas.job.ErrorCode;
import io.reelflow.schemas.job.Stage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Lists a channel into {@link #FILE}, which grows while it runs: {@link ListedVideo}s, a line each. Feeds and sitemaps are
 * read here, page by page; anything else is yt-dlp's. No video is asked for, and nothing is asked for twice.
 */
public final class ListTask implements MediaTask<ListRequest, ListFound> {
    /** The videos that are wanted. */
    public static final String FILE = "videos.ndjson";

    private final MediaConfig config;

    public ListTask(MediaConfig config) {
        this.config = config;
    }

    @Override
    public ListFound run(ListRequest request, Path directory, Progress progress)
            throws MediaException, IOException, InterruptedException {
        progress.report(Stage.EXTRACTING_METADATA, 0, "looking at the channel", null);
        URI url = HostCheck.checked(request.url());
        Long limit = request.limitSeconds();
        Deadline deadline = Deadline.in(limit == null ? config.downloadTime() : Duration.ofSeconds(limit));
        HostCheck hosts = new HostCheck(request.allowedHosts());
        try (Outbound outbound = Outbound.of(config, hosts, request.identity());
                Listing listing = new Listing(request.channel(), directory.resolve(FILE), progress)) {
            try {
                Documents documents = new Documents(outbound, deadline, directory);
                list(url, documents, new Site(config, outbound, deadline), listing);
                return listing.found(true);
            } catch (Listing.Full e) {
                return listing.found(true);
            } catch (MediaException e) {
                if (limit == null || e.code() != ErrorCode.STAGE_TIMEOUT) {
                    throw e;
                }
                return listing.found(false);
            }
        }
    }

    private static void list(URI url, Documents documents, Site site, Listing listing)
            throws MediaException, IOException, InterruptedException {
        if (!KnownSites.contain(url)) {
            Documents.Document document = documents.get(url);
            if (Feeds.isFeed(document)) {
                Feeds.list(document, documents, listing);
                return;
            }
            if (Sitemaps.isSitemap(document)) {
                Sitemaps.list(document, documents, listing);
                return;
            }
        }
        site.list(url, listing);
    }
}
