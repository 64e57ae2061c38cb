package io.reelflow.media.analyze;

import io.reelflow.media.analyze.Phrases.Phrase;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Phrases without a model: runs of at most two words that are not stop words, pairs where they come twice. A word is
 * known to name something where German writes it with a capital inside of a sentence, elsewhere where it stands after a
 * word like {@code the}; without a list of such words everything names.
 */
final class PlainPhrases {
    private static final int MOST_WORDS = 2;
    private static final Pattern WORD = Pattern.compile("\\p{IsHan}+|\\p{IsKatakana}+"
            + "|(?:(?i)(?:l|d|c|qu|n|s|j|m|t|dell|all|nell|sull|un)['’])(?=\\p{L})"
            + "|[\\p{L}\\p{M}][\\p{L}\\p{M}'’-]*|[.,;:?!]");
    private static final Map<String, Set<String>> DETERMINERS = Lines.of("determiners.txt").stream()
            .map(line -> line.split("\t", -1))
            .collect(Collectors.toUnmodifiableMap(line -> line[0], line -> Set.of(line[1].split(" ", -1))));

    private final Talk talk;
    private final String language;
    private final Set<String> stops;
    private final Map<String, List<Integer>> found = new LinkedHashMap<>();
    private final Map<String, String> written = new HashMap<>();
    private final Set<String> named = new HashSet<>();

    PlainPhrases(Talk talk) {
        this.talk = talk;
        this.language = String.valueOf(talk.language());
        this.stops = StopWords.known(language) ? StopWords.of(language) : frequent();
        for (int i = 0; i < talk.sentences().size(); i++) {
            runs(words(talk.sentences().get(i).text()), i);
        }
    }

    /** In the order of their first mention. */
    List<Phrase> found() {
        return found.entrySet().stream()
                .filter(e -> e.getValue().size() > 1 || !e.getKey().contains(" "))
                .map(e -> new Phrase(
                        e.getKey(),
                        written.getOrDefault(e.getKey(), e.getKey()),
                        List.copyOf(e.getValue()),
                        names(e.getKey())))
                .toList();
    }

    private boolean names(String phrase) {
        boolean telling = language.equals("de") || DETERMINERS.containsKey(language);
        return !telling || Arrays.stream(phrase.split(" ", -1)).anyMatch(named::contains);
    }

    private void runs(List<String> words, int sentence) {
        Set<String> determiners = DETERMINERS.getOrDefault(language, Set.of());
        var run = new ArrayList<String>();
        var forms = new ArrayList<String>();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i).toLowerCase(Locale.ROOT);
            boolean ideographs = word.codePoints().anyMatch(Character::isIdeographic);
            if (stops.contains(word) || word.length() < (ideographs ? 2 : 3) || !word.matches(".*\\p{L}")) {
                run.clear();
                forms.clear();
                continue;
            }
            boolean capital = Character.isUpperCase(words.get(i).codePointAt(0)) && i > 0;
            String before =
                    i == 0 ? "" : words.get(i - 1).toLowerCase(Locale.ROOT).replace('’', '\'');
            if (capital || (!language.equals("de") && determiners.contains(before))) {
                named.add(word);
            }
            run.add(word);
            forms.add(capital ? words.get(i) : word);
            for (int n = 1; n <= Math.min(MOST_WORDS, run.size()); n++) {
                String phrase = String.join(" ", run.subList(run.size() - n, run.size()));
                String form = String.join(" ", forms.subList(forms.size() - n, forms.size()));
                found.computeIfAbsent(phrase, k -> new ArrayList<>()).add(sentence);
                written.merge(phrase, form, (a, b) -> a.equals(phrase) ? b : a);
            }
        }
    }

    /** Without a list of stop words, those are left out that stand in every fourth sentence. */
    private Set<String> frequent() {
        Map<String, Integer> sentences = new HashMap<>();
        for (Sentence sentence : talk.sentences()) {
            new LinkedHashSet<>(words(sentence.text().toLowerCase(Locale.ROOT)))
                    .forEach(w -> sentences.merge(w, 1, Integer::sum));
        }
        int often = Math.max(3, talk.sentences().size() / 4);
        return sentences.entrySet().stream()
                .filter(e -> e.getValue() >= often)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private static List<String> words(String text) {
        return WORD.matcher(text).results().map(MatchResult::group).toList();
    }
}
