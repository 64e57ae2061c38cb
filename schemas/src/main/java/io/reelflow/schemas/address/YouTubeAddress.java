package io.reelflow.schemas.address;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the video in every form of YouTube address that people and pages use. */
public final class YouTubeAddress {
    private static final Set<String> SITES =
            Set.of("youtube.com", "youtube-nocookie.com", "youtubekids.com", "youtube.googleapis.com");

    private static final Set<String> SHORT_SITES = Set.of("youtu.be");
    private static final Pattern SUBDOMAIN = Pattern.compile("^(?:(?:www|m|music|gaming|consent)\\.)+");

    /** An id may be followed by junk that came with a careless paste, but by nothing that could belong to it. */
    private static final Pattern ID = Pattern.compile("^([A-Za-z0-9_-]{11})(?![A-Za-z0-9_-]).*", Pattern.DOTALL);

    /** Players of a playlist and of a channel: words that happen to have the form of an id. */
    private static final Set<String> NOT_IDS = Set.of("videoseries", "live_stream");

    private static final Pattern PATH = Pattern.compile("^/(?:shorts|embed|live|v|vi|e|watch)/(.+)$");

    /** Parameters that carry the address of the video inside another address. */
    private static final List<String> NESTED = List.of("u", "continue", "url", "q", "next");

    private static final Pattern WITHOUT_SCHEME = Pattern.compile(
            "^(?:www\\.|m\\.|music\\.)?(?:youtube\\.com|youtu\\.be|youtube-nocookie\\.com)/.*",
            Pattern.CASE_INSENSITIVE);

    private static final int DEEPEST = 3;

    private YouTubeAddress() {}

    /** The address of that video. */
    public static String canonical(String videoId) {
        return "https://www.youtube.com/watch?v=" + videoId;
    }

    /** People paste {@code youtu.be/…} as it stands in the address bar: for this site the scheme may be missing. */
    public static String withScheme(String text) {
        return WITHOUT_SCHEME.matcher(text).matches() ? "https://" + text : text;
    }

    /** The same page of the one site that all of its hosts lead to; any other address as it is. */
    public static WebAddress onMainSite(WebAddress address) {
        return site(address).equals("youtube.com")
                ? new WebAddress("https", "www.youtube.com", -1, address.path(), address.query())
                : address;
    }

    public static boolean isYouTube(WebAddress address) {
        String site = site(address);
        return SITES.contains(site) || SHORT_SITES.contains(site);
    }

    /** The id of the one video that an address of this site means; empty where it means none, or many. */
    static Optional<String> videoId(WebAddress address, @Nullable String fragment) {
        return videoId(address, fragment, 0);
    }

    private static Optional<String> videoId(WebAddress address, @Nullable String fragment, int depth) {
        if (SHORT_SITES.contains(site(address)) && !address.path().equals("/watch")) {
            return id(decode(address.path()).replaceFirst("^/+(?:shorts/)?", ""));
        }
        Optional<String> found = parameter(address.query(), "v").flatMap(YouTubeAddress::id);
        if (found.isPresent()) {
            return found;
        }
        Matcher path = PATH.matcher(decode(address.path()));
        if (path.matches()) {
            return id(path.group(1));
        }
        found = inFragment(fragment);
        return found.isPresent() || depth == DEEPEST ? found : nested(address, depth);
    }

    /** {@code #!v=ID}, {@code #/watch?v=ID}: forms of the old mobile and script-driven pages. */
    private static Optional<String> inFragment(@Nullable String fragment) {
        return fragment == null
                ? Optional.empty()
                : parameter(fragment.replaceFirst("^[^?]*\\?|^!", ""), "v").flatMap(YouTubeAddress::id);
    }

    private static Optional<String> nested(WebAddress address, int depth) {
        return NESTED.stream()
                .flatMap(name -> parameter(address.query(), name).stream())
                .flatMap(inner -> target(inner, depth).stream())
                .findFirst();
    }

    private static Optional<String> target(String inner, int depth) {
        String text = inner.startsWith("/") ? "https://www.youtube.com" + inner : withScheme(inner);
        try {
            WebAddress address = WebAddress.parse(text);
            return isYouTube(address) ? videoId(address, null, depth + 1) : Optional.empty();
        } catch (AddressException e) {
            return Optional.empty(); // not an address: so it is not the one we look for
        }
    }

    private static Optional<String> parameter(@Nullable String query, String name) {
        if (query == null) {
            return Optional.empty();
        }
        for (String pair : query.split("[&;]", -1)) {
            if (pair.startsWith(name + "=")) {
                return Optional.of(decode(pair.substring(name.length() + 1)));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> id(String text) {
        Matcher matcher = ID.matcher(text.strip());
        return matcher.matches() && !NOT_IDS.contains(matcher.group(1))
                ? Optional.of(matcher.group(1))
                : Optional.empty();
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text; // a stray percent sign: taken as it is
        }
    }

    private static String site(WebAddress address) {
        return SUBDOMAIN.matcher(address.host()).replaceFirst("");
    }
}
