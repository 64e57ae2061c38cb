package io.reelflow.media.identity;

import java.net.URI;
import java.util.List;
import java.util.Locale;

/** Sites whose addresses are never files, and that turn away who is no browser: yt-dlp is asked at once. */
public final class KnownSites {
    private static final List<String> DOMAINS = List.of(
            "youtube.com",
            "youtu.be",
            "youtube-nocookie.com",
            "vimeo.com",
            "dailymotion.com",
            "twitch.tv",
            "tiktok.com",
            "x.com",
            "twitter.com",
            "facebook.com",
            "instagram.com",
            "soundcloud.com",
            "bilibili.com",
            "ted.com",
            "reddit.com");

    private KnownSites() {}

    public static boolean contain(URI url) {
        return contain(url.getHost());
    }

    static boolean contain(String name) {
        String host = name.toLowerCase(Locale.ROOT);
        return DOMAINS.stream().anyMatch(domain -> host.equals(domain) || host.endsWith("." + domain));
    }
}
