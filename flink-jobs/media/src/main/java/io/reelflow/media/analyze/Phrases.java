package io.reelflow.media.analyze;

import io.reelflow.media.analyze.PartsOfSpeech.Token;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a talk could be about: in English noun phrases of at most three words, elsewhere runs of at most two words that
 * are not stop words, pairs where they come twice.
 */
final class Phrases {
    /**
     * @param text in lower case
     * @param written as people write it: {@code John Dashwood}
     * @param sentences in which it stands, in order, once for each time
     */
    record Phrase(String text, String written, List<Integer> sentences) {
        int count() {
            return sentences.size();
        }

        int count(int from, int to) {
            return Math.toIntExact(
                    sentences.stream().filter(s -> s >= from && s < to).count());
        }
    }

    private static final int ENGLISH_WORDS = 3;
    private static final int OTHER_WORDS = 2;
    private static final Pattern CONTENT = Pattern.compile("\\p{L}[\\p{L}'-]+");
    private static final Pattern WORD =
            Pattern.compile("\\p{IsHan}+|\\p{IsKatakana}+|[\\p{L}\\p{M}][\\p{L}\\p{M}'’-]*|[.,;:?!]");
    private static final Set<String> NAMING = Set.of("NOUN", "PROPN", "ADJ");

    private Phrases() {}

    /** In the order of their first mention. */
    static List<Phrase> of(Talk talk) {
        Map<String, List<Integer>> found = new LinkedHashMap<>();
        Map<String, String> written = new HashMap<>();
        if (talk.isEnglish()) {
            var tagger = new PartsOfSpeech();
            for (int i = 0; i < talk.sentences().size(); i++) {
                english(tagger.tokens(talk.sentences().get(i).text()), i, found, written);
            }
        } else {
            Set<String> stops = StopWords.known(talk.language()) ? StopWords.of(talk.language()) : frequent(talk);
            for (int i = 0; i < talk.sentences().size(); i++) {
                runs(talk.sentences().get(i).text(), stops, i, found);
            }
        }
        return found.entrySet().stream()
                .filter(e -> talk.isEnglish()
                        || e.getValue().size() > 1
                        || !e.getKey().contains(" "))
                .map(e ->
                        new Phrase(e.getKey(), written.getOrDefault(e.getKey(), e.getKey()), List.copyOf(e.getValue())))
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

    private static void runs(String text, Set<String> stops, int sentence, Map<String, List<Integer>> found) {
        var run = new ArrayList<String>();
        for (String word : words(text)) {
            boolean ideographs = word.codePoints().anyMatch(Character::isIdeographic);
            if (stops.contains(word) || word.length() < (ideographs ? 2 : 4)) {
                run.clear();
                continue;
            }
            run.add(word);
            for (int n = 1; n <= Math.min(OTHER_WORDS, run.size()); n++) {
                String phrase = String.join(" ", run.subList(run.size() - n, run.size()));
                found.computeIfAbsent(phrase, k -> new ArrayList<>()).add(sentence);
            }
        }
    }

    /** Without a list of stop words, those are left out that stand in every fourth sentence. */
    private static Set<String> frequent(Talk talk) {
        Map<String, Integer> sentences = new HashMap<>();
        for (Sentence sentence : talk.sentences()) {
            new LinkedHashSet<>(words(sentence.text())).forEach(w -> sentences.merge(w, 1, Integer::sum));
        }
        int often = Math.max(3, talk.sentences().size() / 4);
        return sentences.entrySet().stream()
                .filter(e -> e.getValue() >= often)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private static List<String> words(String text) {
        var words = new ArrayList<String>();
        Matcher matcher = WORD.matcher(text.toLowerCase(Locale.ROOT));
        while (matcher.find()) {
            words.add(matcher.group());
        }
        return words;
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
