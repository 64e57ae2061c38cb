package io.reelflow.media.analyze;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Words that name nothing, by language; our own lists. */
final class StopWords {
    private static final Map<String, Set<String>> LISTS = new ConcurrentHashMap<>();

    private StopWords() {}

    /** Empty for a language without a list. */
    static Set<String> of(@Nullable String language) {
        return language == null ? Set.of() : LISTS.computeIfAbsent(language, StopWords::read);
    }

    static boolean known(@Nullable String language) {
        return !of(language).isEmpty();
    }

    private static Set<String> read(String language) {
        String name = "stopwords-" + language.toLowerCase(Locale.ROOT) + ".txt";
        if (!language.matches("[a-z]{2}") || !Lines.exist(name)) {
            return Set.of();
        }
        return Lines.of(name).stream()
                .flatMap(line -> Stream.of(line.split(" ", -1)))
                .collect(Collectors.toUnmodifiableSet());
    }
}
