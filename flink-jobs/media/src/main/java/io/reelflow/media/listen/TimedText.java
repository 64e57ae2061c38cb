package io.reelflow.media.listen;

import io.reelflow.schemas.result.Segment;
import io.reelflow.schemas.result.Word;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Segments as words with times, whatever they came with; cut to a window. */
public final class TimedText {
    private static final String PHRASE_ENDS = ",;:.?!…—、，；：。？！";

    private TimedText() {}

    /** The segment's words; where it has none, its text cut at spaces and its time shared out by their lengths. */
    public static List<Word> words(Segment segment) {
        return segment.words().isEmpty() ? sharedOut(segment) : segment.words();
    }

    /** In scripts without spaces it is cut where lines may end; what is joined by nothing has its spaces with it. */
    static List<Word> sharedOut(Segment segment) {
        String text = segment.text().strip();
        List<String> pieces =
                TextWidth.isWithoutSpaces(text) ? TextWidth.pieces(text) : List.of(text.split("\\s+", -1));
        List<Word> words = new ArrayList<>();
        double perChar = (segment.end() - segment.start()) / Math.max(1, text.length());
        int at = 0;
        for (String piece : pieces) {
            if (!piece.isEmpty()) {
                at = text.indexOf(piece, at);
                double start = segment.start() + at * perChar;
                at += piece.length();
                words.add(new Word(start, segment.start() + at * perChar, piece, 1));
            }
        }
        return words;
    }

    /** What stands between the segment's words: a space, or nothing in scripts that have none. */
    static String separator(Segment segment) {
        return separator(segment, words(segment));
    }

    static String separator(Segment segment, List<Word> words) {
        String joined = String.join("", words.stream().map(Word::text).toList());
        return words.size() > 1 && joined.strip().equals(segment.text().strip()) ? "" : " ";
    }

    /**
     * The part of the segments that is spoken in {@code [start, end)}, its times counted from {@code start}: a word
     * belongs to it if its middle does.
     */
    public static List<Segment> window(List<Segment> segments, double start, double end) {
        List<Segment> window = new ArrayList<>();
        for (Segment segment : segments) {
            List<Word> words = words(segment).stream()
                    .filter(w -> (w.start() + w.end()) / 2 >= start && (w.start() + w.end()) / 2 < end)
                    .map(w -> new Word(
                            Math.max(0, w.start() - start), Math.min(end, w.end()) - start, w.text(), w.probability()))
                    .toList();
            if (!words.isEmpty()) {
                window.add(segment(words, segment.speaker(), separator(segment)));
            }
        }
        return window;
    }

    static Segment segment(List<Word> words, @Nullable String speaker, String separator) {
        return new Segment(
                words.get(0).start(),
                words.get(words.size() - 1).end(),
                String.join(separator, words.stream().map(Word::text).toList()).strip(),
                speaker,
                List.copyOf(words));
    }

    static boolean endsPhrase(String word) {
        String bare = word.stripTrailing();
        return !bare.isEmpty() && PHRASE_ENDS.indexOf(bare.charAt(bare.length() - 1)) >= 0;
    }
}
