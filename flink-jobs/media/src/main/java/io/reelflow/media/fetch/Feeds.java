package io.reelflow.media.fetch;

import com.rometools.modules.atom.modules.AtomLinkModule;
import com.rometools.modules.itunes.EntryInformation;
import com.rometools.modules.itunes.types.Duration;
import com.rometools.modules.mediarss.MediaEntryModule;
import com.rometools.modules.mediarss.types.MediaContent;
import com.rometools.modules.mediarss.types.MediaGroup;
import com.rometools.modules.mediarss.types.UrlReference;
import com.rometools.rome.feed.synd.SyndEnclosure;
import com.rometools.rome.feed.synd.SyndEntry;
import com.rometools.rome.feed.synd.SyndFeed;
import com.rometools.rome.feed.synd.SyndLink;
import com.rometools.rome.io.FeedException;
import com.rometools.rome.io.SyndFeedInput;
import com.rometools.rome.io.XmlReader;
import io.reelflow.media.MediaException;
import io.reelflow.media.fetch.Documents.Document;
import io.reelflow.schemas.job.ErrorCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.Date;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** RSS and Atom, with the pages that follow (RFC 5005, {@code rel="next"}). */
final class Feeds {
    private static final Pattern ROOT = Pattern.compile("(?s)<(\\w+:)?(rss|feed|RDF)[\\s>].*");

    private Feeds() {}

    static boolean isFeed(Document document) {
        return ROOT.matcher(document.beginning()).matches();
    }

    static void list(Document first, Documents documents, Listing listing)
            throws MediaException, IOException, InterruptedException {
        Document document = first;
        while (true) {
            SyndFeed feed = parsed(document);
            listing.title(feed.getTitle());
            for (SyndEntry entry : feed.getEntries()) {
                take(entry, document.url(), listing);
            }
            URI next = next(feed, document.url());
            if (next == null || !documents.isNew(next)) {
                return;
            }
            document = documents.get(next);
            if (!isFeed(document)) {
                throw new MediaException(ErrorCode.MEDIA_UNREADABLE, "the next page of the feed is no feed");
            }
        }
    }

    private static SyndFeed parsed(Document document) throws MediaException, IOException {
        try (XmlReader reader = new XmlReader(new ByteArrayInputStream(document.bytes()))) {
            SyndFeedInput input = new SyndFeedInput();
            input.setXmlHealerOn(true);
            return input.build(reader);
        } catch (FeedException | IllegalArgumentException e) {
            throw new MediaException(ErrorCode.MEDIA_UNREADABLE, "the feed can not be read: " + e.getMessage(), e);
        }
    }

    private static void take(SyndEntry entry, URI base, Listing listing) {
        String address = address(entry);
        if (address == null) {
            listing.passOver("no_address");
            return;
        }
        String url;
        try {
            url = base.resolve(address.strip()).toString();
        } catch (IllegalArgumentException e) {
            url = address.strip();
        }
        Date published = entry.getPublishedDate() == null ? entry.getUpdatedDate() : entry.getPublishedDate();
        listing.take(ListedVideo.of(
                url, entry.getTitle(), seconds(entry), published == null ? null : published.toInstant()));
    }

    /** The media file where there is one; the page else. */
    private static @Nullable String address(SyndEntry entry) {
        Optional<String> enclosed = entry.getEnclosures().stream()
                .filter(each -> isMedia(each.getType()) && each.getUrl() != null)
                .map(SyndEnclosure::getUrl)
                .findFirst();
        return enclosed.or(() -> contents(entry)
                        .filter(each -> isMedia(each.getType()) && each.getReference() instanceof UrlReference)
                        .map(each ->
                                ((UrlReference) each.getReference()).getUrl().toString())
                        .findFirst())
                .orElseGet(() -> link(entry));
    }

    private static @Nullable String link(SyndEntry entry) {
        if (entry.getLink() != null && !entry.getLink().isBlank()) {
            return entry.getLink();
        }
        String id = entry.getUri();
        return id != null && id.startsWith("http") ? id : null;
    }

    private static boolean isMedia(@Nullable String type) {
        String lower = type == null ? "" : type.toLowerCase(Locale.ROOT);
        return lower.startsWith("video/") || lower.startsWith("audio/");
    }

    private static Stream<MediaContent> contents(SyndEntry entry) {
        if (!(entry.getModule(MediaEntryModule.URI) instanceof MediaEntryModule media)) {
            return Stream.empty();
        }
        Stream<MediaContent> grouped = Arrays.stream(media.getMediaGroups())
                .map(MediaGroup::getContents)
                .flatMap(Arrays::stream);
        return Stream.concat(Arrays.stream(media.getMediaContents()), grouped);
    }

    private static @Nullable Double seconds(SyndEntry entry) {
        if (entry.getModule("http://www.itunes.com/dtds/podcast-1.0.dtd") instanceof EntryInformation podcast) {
            Duration duration = podcast.getDuration();
            if (duration != null && duration.getMilliseconds() > 0) {
                return duration.getMilliseconds() / 1000.0;
            }
        }
        return contents(entry)
                .map(MediaContent::getDuration)
                .filter(Objects::nonNull)
                .map(Long::doubleValue)
                .findFirst()
                .orElse(null);
    }

    private static @Nullable URI next(SyndFeed feed, URI base) throws MediaException {
        Stream<String> own = feed.getLinks().stream()
                .filter(link -> "next".equals(link.getRel()))
                .map(SyndLink::getHref);
        Stream<String> inRss = feed.getModule(AtomLinkModule.URI) instanceof AtomLinkModule links
                ? links.getLinks().stream()
                        .filter(link -> "next".equals(link.getRel()))
                        .map(link -> link.getHref())
                : Stream.empty();
        Optional<String> next =
                Stream.concat(own, inRss).filter(Objects::nonNull).findFirst();
        if (next.isEmpty()) {
            return null;
        }
        try {
            return HostCheck.checked(base.resolve(next.get().strip()).toString());
        } catch (IllegalArgumentException e) {
            throw HostCheck.notAllowed("the next page of the feed has an address that can not be read");
        }
    }
}
