package io.reelflow.status.related;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Links in running text, in one spelling each: {@code host/path?query}, without what only counts clicks. */
final class Links {
    private static final int LONGEST = 400;

    /** With a scheme or {@code www.}; else, as slides write it, only with a path. */
    private static final Pattern LINK = Pattern.compile(
            "(?i)(?<![\\w@.])(?:https?://|www\\.|(?=(?:[a-z0-9-]+\\.)+[a-z]{2,}/\\w))[^\\s<>\"“”„«»'‘’`|\\\\^\\[\\]{}]+");

    private static final Pattern TRAILING = Pattern.compile("[.,;:!?*_…·)]+$");
    private static final Pattern PARTS =
            Pattern.compile("(?i)^(?:https?://)?([^/?#]+)([^?#]*)(?:\\?([^#]*))?(?:#.*)?$");
    private static final Pattern HOST = Pattern.compile("[\\p{L}\\p{N}-]+(?:\\.[\\p{L}\\p{N}-]+)+(?::\\d{1,5})?");

    /** Parameters that name the way here and not the page: of campaigns, of advertisers, of share buttons. */
    private static final Pattern TRACKING = Pattern.compile(
            "(?i)(?:utm_.*|mtm_.*|pk_.*|hsa_.*|mc_[ce]id|[gd]clid|fbclid|msclkid|yclid|gbraid|wbraid|igshid|igsh|si|ref|ref_src"
                    + "|ref_url|feature|_hs(?:enc|mi)|vero_id|oly_.*|spm|cmpid|ab_channel|pp)=.*");

    private static final Pattern YOUTUBE = Pattern.compile(
            "(?:youtube\\.com/(?:watch\\?(?:.*&)?v=|shorts/|live/|embed/|v/)|youtu\\.be/)([A-Za-z0-9_-]{11})(?:[/?&].*)?");

    private Links() {}

    static Set<String> in(String text) {
        return LINK.matcher(text)
                .results()
                .map(MatchResult::group)
                .map(Links::canonical)
                .flatMap(Optional::stream)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Empty where it is no address of a page. */
    static Optional<String> canonical(String link) {
        Matcher parts = PARTS.matcher(TRAILING.matcher(link.strip()).replaceFirst(""));
        if (!parts.matches() || !HOST.matcher(parts.group(1)).matches()) {
            return Optional.empty();
        }
        String host = parts.group(1)
                .toLowerCase(Locale.ROOT)
                .replaceFirst("^(?:www|m)\\.", "")
                .replaceFirst(":(?:80|443)$", "");
        String path = parts.group(2).replaceAll("/{2,}", "/").replaceFirst("/(?:index\\.html?)?$", "");
        String query = parts.group(3) == null ? "" : query(parts.group(3));
        String all = host + path + (query.isEmpty() ? "" : "?" + query);
        Matcher youtube = YOUTUBE.matcher(all);
        String one = youtube.matches() ? "youtube.com/watch?v=" + youtube.group(1) : all;
        return one.length() > LONGEST ? Optional.empty() : Optional.of(one);
    }

    private static String query(String query) {
        return Arrays.stream(query.split("&"))
                .filter(each -> !each.isEmpty() && !TRACKING.matcher(each).matches())
                .sorted()
                .collect(Collectors.joining("&"));
    }
}
