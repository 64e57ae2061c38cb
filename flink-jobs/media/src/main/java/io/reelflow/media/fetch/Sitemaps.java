package io.reelflow.media.fetch;

import crawlercommons.sitemaps.AbstractSiteMap;
import crawlercommons.sitemaps.SiteMap;
import crawlercommons.sitemaps.SiteMapIndex;
import crawlercommons.sitemaps.SiteMapParser;
import crawlercommons.sitemaps.SiteMapURL;
import crawlercommons.sitemaps.UnknownFormatException;
import crawlercommons.sitemaps.extension.Extension;
import crawlercommons.sitemaps.extension.ExtensionMetadata;
import crawlercommons.sitemaps.extension.VideoAttributes;
import io.reelflow.media.MediaException;
import io.reelflow.media.fetch.Documents.Document;
import io.reelflow.schemas.job.ErrorCode;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.Date;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Sitemaps (sitemaps.org) and indexes of them. Where one says which of its pages hold videos, those are listed; where it says
 * nothing, all of its pages are.
 */
final class Sitemaps {
    private static final Pattern ROOT = Pattern.compile("(?s)<(\\w+:)?(urlset|sitemapindex)[\\s>].*");

    private Sitemaps() {}

    static boolean isSitemap(Document document) {
        return ROOT.matcher(document.beginning()).matches();
    }

    static void list(Document first, Documents documents, Listing listing)
            throws MediaException, IOException, InterruptedException {
        AbstractSiteMap parsed = parsed(first);
        if (parsed instanceof SiteMapIndex index) {
            for (AbstractSiteMap each : index.getSitemaps()) {
                URI url = HostCheck.checked(each.getUrl().toString());
                if (documents.isNew(url)) {
                    list(documents.get(url), documents, listing);
                }
            }
        } else if (parsed instanceof SiteMap map) {
            Collection<SiteMapURL> pages = map.getSiteMapUrls();
            boolean says = pages.stream().anyMatch(page -> video(page) != null);
            pages.forEach(page -> take(page, says, listing));
        }
    }

    private static AbstractSiteMap parsed(Document document) throws MediaException, IOException {
        SiteMapParser parser = new SiteMapParser(false);
        parser.setStrictNamespace(false);
        parser.enableExtension(Extension.VIDEO);
        try {
            return parser.parseSiteMap(
                    "text/xml", document.bytes(), document.url().toURL());
        } catch (UnknownFormatException e) {
            throw new MediaException(ErrorCode.MEDIA_UNREADABLE, "the sitemap can not be read: " + e.getMessage(), e);
        }
    }

    private static void take(SiteMapURL page, boolean says, Listing listing) {
        VideoAttributes video = video(page);
        if (says && video == null) {
            listing.passOver("no_video");
            return;
        }
        listing.take(new ListedVideo(
                page.getUrl().toString(),
                video == null ? null : video.getTitle(),
                video == null || video.getDuration() == null ? null : Double.valueOf(video.getDuration()),
                published(page, video),
                null,
                video == null ? null : video.getLive(),
                null,
                null));
    }

    private static @Nullable VideoAttributes video(SiteMapURL page) {
        ExtensionMetadata[] all = page.getAttributesForExtension(Extension.VIDEO);
        return all == null || all.length == 0 ? null : (VideoAttributes) all[0];
    }

    private static @Nullable Instant published(SiteMapURL page, @Nullable VideoAttributes video) {
        ZonedDateTime time = video == null ? null : video.getPublicationDateTime();
        if (time != null) {
            return time.toInstant();
        }
        Date changed = page.getLastModified();
        return changed == null ? null : Objects.requireNonNull(changed.toInstant());
    }
}
