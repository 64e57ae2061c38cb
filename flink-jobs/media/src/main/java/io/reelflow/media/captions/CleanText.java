package io.reelflow.media.captions;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.parser.Parser;

/** Characters as they are meant: entities decoded, what nobody sees gone. */
final class CleanText {
    /** Some publishers escape twice. */
    private static final Pattern ESCAPED_AGAIN = Pattern.compile("&(?:#39|#x27|amp|quot|apos|lt|gt|nbsp);");

    /** Marks without width, of direction, and controls; joiners stay, for scripts that are spelled with them. */
    private static final Pattern UNSEEN = Pattern.compile(
            "[\\u200B\\u200E\\u200F\\u202A-\\u202E\\u2060\\u2066-\\u2069\\uFEFF\\u00AD]|[\\p{Cc}&&[^\\n\\t]]");

    private static final Pattern SPACES =
            Pattern.compile("[\\s\\u00A0\\u2000-\\u200A\\u2028\\u2029\\u202F\\u205F\\u3000]+");

    /** YouTube's mark for a word it does not write out. */
    private static final Pattern CENSORED = Pattern.compile("\\[ ?__ ?]");

    private CleanText() {}

    /** Decodes; line breaks become spaces, and spaces at the ends stay. */
    static String decode(String text) {
        String decoded = text;
        if (decoded.indexOf('&') >= 0) {
            decoded = Parser.unescapeEntities(decoded, false);
            if (ESCAPED_AGAIN.matcher(decoded).find()) {
                decoded = Parser.unescapeEntities(decoded, false);
            }
        }
        decoded = UNSEEN.matcher(decoded).replaceAll("");
        decoded = SPACES.matcher(decoded).replaceAll(" ");
        Matcher censored = CENSORED.matcher(decoded);
        return censored.find() ? censored.replaceAll("[__]") : decoded;
    }

    /** One space where there were several, none at the ends. */
    static String spaces(String text) {
        return SPACES.matcher(text).replaceAll(" ").strip();
    }
}
