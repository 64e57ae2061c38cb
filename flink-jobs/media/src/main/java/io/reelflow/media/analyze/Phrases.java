package io.reelflow.media.analyze;

import io.reelflow.media.analyze.PartsOfSpeech.Token;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a talk could be about: in English noun phrases of at most three words, elsewhere {@link PlainPhrases}. */
final class Phrases {
    /**
     * @param text in lower case
     * @param written as people write it: {@code John Dashwood}
     * @param sentences in which it stands, in order, once for each time
     * @param named whether it is known to name something
     */
    record Phrase(String text, String written, List<Integer> sentences, boolean named) {
        int count() {
            return sentences.size();
        }

        int count(int from, int to) {
            return Math.toIntExact(
                    sentences.stream().filter(s -> s >= from && s < to).count());
        }
    }

    private static final int ENGLISH_WORDS = 3;
    private static final Pattern CONTENT = Pattern.compile("\\p{L}[\\p{L}'-]+");
    private static final Set<String> NAMING = Set.of("NOUN", "PROPN", "ADJ");

    private Phrases() {}

    /** In the order of their first mention. */
    static List<Phrase> of(Talk talk) {
        if (!talk.isEnglish()) {
            return new PlainPhrases(talk).found();
        }
        Map<String, List<Integer>> found = new LinkedHashMap<>();
        Map<String, String> written = new HashMap<>();
        var tagger = new PartsOfSpeech();
        for (int i = 0; i < talk.sentences().size(); i++) {
            english(tagger.tokens(talk.sentences().get(i).text()), i, found, written);
        }
        return found.entrySet().stream()
                .map(e -> new Phrase(
                        e.getKey(), written.getOrDefault(e.getKey(), e.getKey()), List.copyOf(e.getValue()), true))
                .toList();
    }

    /** Whether one says no more than the other: all its words, plural or not, are in the other. */
    static boolean overlap(String a, String b) {
        Set<String> x = stems(a);
        Set<String> y = stems(b);
        return x.containsAll(y) || y.containsAll(x);
    }

    private static void english(
            List<Token> tokens, int sentence, Map<String, List<Integer>> found, Map<String, String> written) {
        for (int from = 0; from < tokens.size(); from++) {
            var words = new ArrayList<String>();
            var forms = new ArrayList<String>();
            for (int at = from; at < Math.min(tokens.size(), from + ENGLISH_WORDS) && names(tokens, at); at++) {
                Token token = tokens.get(at);
                words.add(token.text().toLowerCase(Locale.ROOT));
                boolean name = token.tag().equals("PROPN") && at > 0;
                boolean acronym = token.text().equals(token.text().toUpperCase(Locale.ROOT));
                forms.add(name || acronym ? token.text() : words.get(words.size() - 1));
                if (!token.tag().equals("ADJ")) {
                    String phrase = String.join(" ", words);
                    found.computeIfAbsent(phrase, k -> new ArrayList<>()).add(sentence);
                    written.merge(phrase, String.join(" ", forms), (a, b) -> a.equals(phrase) ? b : a);
                }
            }
        }
    }

    /** Whether a token may stand in a noun phrase: the halves of {@code ill-disposed} may not, they are no words. */
    private static boolean names(List<Token> tokens, int at) {
        String word = tokens.get(at).text().toLowerCase(Locale.ROOT);
        return word.length() > 2
                && NAMING.contains(tokens.get(at).tag())
                && !StopWords.of("en").contains(word)
                && CONTENT.matcher(word).matches()
                && !isHyphen(tokens, at - 1)
                && !isHyphen(tokens, at + 1);
    }

    private static boolean isHyphen(List<Token> tokens, int at) {
        return at >= 0 && at < tokens.size() && tokens.get(at).text().equals("-");
    }

    private static Set<String> stems(String phrase) {
        return Arrays.stream(phrase.toLowerCase(Locale.ROOT).split(" ", -1))
                .map(Phrases::stem)
                .collect(Collectors.toSet());
    }

    private static String stem(String word) {
        if (word.endsWith("ies")) {
            return word.substring(0, word.length() - 3) + "y";
        }
        return word.endsWith("s") && !word.endsWith("ss") ? word.substring(0, word.length() - 1) : word;
    }
}
