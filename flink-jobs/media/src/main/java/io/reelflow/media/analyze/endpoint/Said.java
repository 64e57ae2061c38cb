package io.reelflow.media.analyze.endpoint;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What was said, to look words up in; case and punctuation do not count. */
final class Said {
    private static final Pattern OTHER = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");
    private static final Pattern TIME = Pattern.compile("\\b\\d{1,2}:\\d{2}(:\\d{2})?\\b");

    private final String text;
    private final String squeezed;
    private final Set<String> words;

    Said(String text) {
        this.text = text;
        this.squeezed = squeezed(text);
        this.words = Set.copyOf(Arrays.stream(OTHER.split(text.toLowerCase(Locale.ROOT), -1))
                .map(Said::stem)
                .collect(Collectors.toSet()));
    }

    /** Whether these very words stand in it, one after the other. */
    boolean hasQuote(String quote) {
        String wanted = squeezed(quote);
        return !wanted.isEmpty() && squeezed.contains(wanted);
    }

    /** Whether each of the words was said somewhere, in the singular or the plural. */
    boolean hasWords(String phrase) {
        return hasQuote(phrase)
                || Arrays.stream(OTHER.split(phrase.toLowerCase(Locale.ROOT), -1))
                        .map(Said::stem)
                        .allMatch(words::contains);
    }

    /** Whether a time is written that nobody said. */
    boolean lacksTimeOf(String written) {
        return TIME.matcher(written).results().anyMatch(time -> !text.contains(time.group()));
    }

    private static String squeezed(String text) {
        return OTHER.matcher(text.toLowerCase(Locale.ROOT)).replaceAll("");
    }

    private static String stem(String word) {
        return word.length() > 3 && word.endsWith("s") ? word.substring(0, word.length() - 1) : word;
    }
}
