package io.reelflow.status.related;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** Names and topics in one spelling: lower case, one space between words, without accents, titles and punctuation. */
final class Names {
    private static final Pattern ACCENTS = Pattern.compile("\\p{InCombiningDiacriticalMarks}+");
    private static final Pattern POSSESSIVE = Pattern.compile("['’]s\\b");
    private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{M}\\p{N}+#]+");
    private static final Pattern TITLES = Pattern.compile(
            "^(?:(?:mr|mrs|ms|miss|dr|prof|professor|sir|dame|lord|lady|herr|frau|señor|senor|señora|senora|don|doña|monsieur"
                    + "|madame|president|captain|general) )+(?=\\S)");

    /** What diarization calls those whose name it does not know. */
    private static final Pattern LABEL =
            Pattern.compile("(?i)\\s*(?:speaker|sprecher|hablante)?[ _-]*\\d+\\s*|\\s*unknown\\s*");

    private Names() {}

    static String normal(String text) {
        String lower = POSSESSIVE
                .matcher(Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT))
                .replaceAll("");
        String plain = ACCENTS.matcher(Normalizer.normalize(lower, Normalizer.Form.NFD))
                .replaceAll("");
        return BETWEEN.matcher(Normalizer.normalize(plain, Normalizer.Form.NFC))
                .replaceAll(" ")
                .strip();
    }

    static String person(String name) {
        return TITLES.matcher(normal(name)).replaceFirst("");
    }

    static boolean isLabel(String speaker) {
        return LABEL.matcher(speaker).matches();
    }
}
