package io.reelflow.media.identity;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.psl.DomainType;
import org.apache.hc.client5.http.psl.PublicSuffixMatcherLoader;

/** Who answers for an address: the site that counts our requests, whatever the host it answers from is called. */
public final class SourceName {
    /** Other names of one site. */
    private static final Map<String, String> ALIASES = Map.of(
            "youtu.be", "youtube.com",
            "youtube-nocookie.com", "youtube.com",
            "twitter.com", "x.com");

    /** Host and port. */
    private static final Pattern AUTHORITY =
            Pattern.compile("(?i)https?://(?:[^/?#@]*@)?(\\[[^\\]/?#]*]|[^/?#:]*)(:\\d+)?(?:[/?#].*)?", Pattern.DOTALL);

    private static final Pattern NUMBER = Pattern.compile("\\d+(\\.\\d+){3}|\\[.*");

    private SourceName() {}

    /**
     * The registrable domain of the address's host; of an address by number or a name without one, host and port. What is
     * no such address is one source too.
     *
     * @param url http(s)
     */
    public static String of(String url) {
        Matcher matcher = AUTHORITY.matcher(url);
        if (!matcher.matches() || matcher.group(1).isEmpty()) {
            return "unknown";
        }
        String host = matcher.group(1).toLowerCase(Locale.ROOT);
        // A suffix that belongs to one company is one site: its servers count for all who are below it.
        String domain = NUMBER.matcher(host).matches()
                ? null
                : PublicSuffixMatcherLoader.getDefault().getDomainRoot(host, DomainType.ICANN);
        return domain == null
                ? host + Objects.requireNonNullElse(matcher.group(2), "")
                : ALIASES.getOrDefault(domain, domain);
    }
}
