package io.reelflow.media.analyze;

import io.reelflow.media.listen.TimedText;
import io.reelflow.schemas.result.Segment;
import io.reelflow.schemas.result.Transcript;
import io.reelflow.schemas.result.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Puts a transcript's words into sentences: a recogniser's segments are cut where its window ended, not where a thought
 * did. A sentence ends at its punctuation, at a long silence, and at last where a segment ends or the longest sensible
 * length is reached, so that text without punctuation comes out in readable pieces too.
 */
final class Sentences {
    static final double SILENCE_SECONDS = 2.0;
    private static final double REST_SECONDS = 2.3;
    private static final int LONG_WORDS = 25;
    private static final int LONGEST_WORDS = 50;
    private static final Pattern END = Pattern.compile(".*[.?!…。？！]['\"»”’)\\]]*$", Pattern.DOTALL);
    private static final Pattern INITIAL = Pattern.compile("\\p{Lu}\\.");
    private static final Set<String> ABBREVIATIONS = Set.of(
            "mr.", "mrs.", "ms.", "dr.", "prof.", "st.", "vs.", "no.", "e.g.", "i.e.", "etc.", "jr.", "sr.", "z.b.",
            "sra.", "ing.");
    private static final Set<String> UNSPACED = Set.of("zh", "ja", "th", "lo", "km", "my");

    private Sentences() {}

    static List<Sentence> of(Transcript transcript) {
        String space = space(transcript.language());
        var sentences = new ArrayList<Sentence>();
        var open = new ArrayList<Word>();
        for (Segment segment : transcript.segments()) {
            List<Word> words = words(segment);
            for (int i = 0; i < words.size(); i++) {
                Word word = words.get(i);
                if (!open.isEmpty() && word.start() - open.get(open.size() - 1).end() >= SILENCE_SECONDS) {
                    close(open, space, sentences);
                }
                open.add(word);
                boolean segmentEnds = i == words.size() - 1;
                if (endsSentence(word.text())
                        || (segmentEnds && open.size() >= LONG_WORDS)
                        || open.size() >= LONGEST_WORDS) {
                    close(open, space, sentences);
                }
            }
        }
        close(open, space, sentences);
        return withoutRests(sentences, space);
    }

    /** What was cut for its length alone gets its last words back, where they are few. */
    private static List<Sentence> withoutRests(List<Sentence> sentences, String space) {
        var whole = new ArrayList<Sentence>();
        for (Sentence sentence : sentences) {
            Sentence last = whole.isEmpty() ? null : whole.get(whole.size() - 1);
            if (last != null && isRest(sentence, last)) {
                var words = new ArrayList<>(last.words());
                words.addAll(sentence.words());
                whole.remove(whole.size() - 1);
                close(words, space, whole);
            } else {
                whole.add(sentence);
            }
        }
        return List.copyOf(whole);
    }

    private static boolean isRest(Sentence sentence, Sentence before) {
        return !before.isClosed()
                && sentence.duration() <= REST_SECONDS
                && sentence.start() - before.end() < SILENCE_SECONDS;
    }

    /** What stands between the words of a language. */
    static String space(@Nullable String language) {
        return UNSPACED.contains(String.valueOf(language)) ? "" : " ";
    }

    static boolean endsSentence(String text) {
        String last = text.substring(text.lastIndexOf(' ') + 1);
        return END.matcher(last).matches()
                && !INITIAL.matcher(last).matches()
                && !ABBREVIATIONS.contains(last.toLowerCase(Locale.ROOT));
    }

    private static void close(List<Word> open, String space, List<Sentence> sentences) {
        if (open.isEmpty()) {
            return;
        }
        String text = open.stream().map(Word::text).collect(Collectors.joining(space));
        double start = open.get(0).start();
        double end = Math.max(start, open.get(open.size() - 1).end());
        sentences.add(new Sentence(start, end, text, List.copyOf(open)));
        open.clear();
    }

    private static List<Word> words(Segment segment) {
        return TimedText.words(segment).stream()
                .filter(w -> !w.text().isBlank())
                .map(w -> new Word(w.start(), w.end(), w.text().strip(), w.probability()))
                .toList();
    }
}
