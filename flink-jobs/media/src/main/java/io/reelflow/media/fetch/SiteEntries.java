package io.reelflow.media.fetch;

import io.reelflow.schemas.address.YouTubeAddress;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What yt-dlp's flat lists say of a video: a line each, with few fields, and other ones for each site. */
final class SiteEntries {
    private static final Set<String> RESTRICTED = Set.of("needs_auth", "premium_only", "subscriber_only");
    /** yt-dlp's own names of extractors whose results are lists: the tabs of a channel. */
    private static final Set<String> LISTS = Set.of("YoutubeTab", "YoutubePlaylist");

    /** What YouTube says in place of a title. */
    private static final List<String> PRIVATE = List.of("[private video]");

    private static final List<String> DELETED = List.of("[deleted video]", "[unavailable video]");

    private SiteEntries() {}

    /** Whether it is a list itself. */
    static boolean isList(InfoFields entry) {
        String type = entry.text("_type");
        return "playlist".equals(type) || LISTS.contains(String.valueOf(entry.text("ie_key")));
    }

    /** Null where the line names no address. */
    static @Nullable String address(InfoFields entry) {
        String url = entry.text("url");
        String id = entry.text("id");
        if (id != null && "Youtube".equals(entry.text("ie_key"))) {
            return YouTubeAddress.canonical(id);
        }
        if (entry.json().has("formats")) {
            url = null; // one that is no list was looked at as a video: this would be its file
        }
        return url != null && url.startsWith("http") ? url : entry.either("webpage_url", "original_url");
    }

    static ListedVideo video(String url, InfoFields entry) {
        String title = entry.text("title");
        String status = entry.text("live_status");
        boolean upcoming = "is_upcoming".equals(status);
        Instant release = entry.moment("release_timestamp");
        Instant published = entry.moment("timestamp");
        return new ListedVideo(
                url,
                title,
                entry.seconds("duration"),
                published(published, release, upcoming),
                upcoming ? release : null,
                status == null ? null : Boolean.valueOf(!status.equals("not_live")),
                isShort(entry),
                missing(title, entry.text("availability")));
    }

    private static @Nullable Instant published(@Nullable Instant time, @Nullable Instant release, boolean upcoming) {
        if (time != null || upcoming) {
            return time;
        }
        return release;
    }

    private static @Nullable Boolean isShort(InfoFields entry) {
        String url = entry.either("url", "webpage_url");
        return String.valueOf(url).contains("/shorts/") ? Boolean.TRUE : null;
    }

    private static @Nullable String missing(@Nullable String title, @Nullable String availability) {
        String name = title == null ? "" : title.toLowerCase(Locale.ROOT);
        if ("private".equals(availability) || PRIVATE.contains(name)) {
            return "private";
        }
        if (DELETED.contains(name)) {
            return "deleted";
        }
        return RESTRICTED.contains(String.valueOf(availability)) ? "restricted" : null;
    }
}
