package io.reelflow.media.listen;

import io.reelflow.schemas.result.Segment;
import io.reelflow.schemas.result.Word;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one speaker says without a long pause: words, and where a segment ends among them. Words are addressed by index,
 * stretches by {@code [from, to)}.
 */
final class Run {
    private static final double PAUSE_SECONDS = 1.5;
    private static final int SHORT_LETTERS = 3;

    private final List<Word> words = new ArrayList<>();
    private final BitSet segmentEnds = new BitSet();
    private final String separator;
    private final @Nullable String speaker;
    private int[] columns = {0};

    private Run(String separator, @Nullable String speaker) {
        this.separator = separator;
        this.speaker = speaker;
    }

    /** @param widest columns of a line: what is wider, in a script without spaces, is cut into pieces */
    static List<Run> of(List<Segment> segments, int widest) {
        List<Run> runs = new ArrayList<>();
        for (Segment segment : segments) {
            List<Word> words = words(segment, widest);
            if (words.isEmpty()) {
                continue;
            }
            String separator = TimedText.separator(segment, words);
            Run run = runs.isEmpty() ? null : runs.get(runs.size() - 1);
            if (run == null || !run.goesOnWith(segment, words, separator)) {
                run = new Run(separator, segment.speaker());
                runs.add(run);
            }
            run.words.addAll(words);
            run.segmentEnds.set(run.words.size());
        }
        runs.forEach(Run::measure);
        return runs;
    }

    private static List<Word> words(Segment segment, int widest) {
        List<Word> words = TimedText.words(segment).stream()
                .filter(word -> !word.text().isBlank())
                .toList();
        boolean tooWide = words.stream()
                .anyMatch(word -> TextWidth.of(word.text()) > widest && TextWidth.isWithoutSpaces(word.text()));
        return tooWide ? TimedText.sharedOut(segment) : words;
    }

    private boolean goesOnWith(Segment segment, List<Word> next, String nextSeparator) {
        return Objects.equals(speaker, segment.speaker())
                && separator.equals(nextSeparator)
                && next.get(0).start() - words.get(words.size() - 1).end() < PAUSE_SECONDS;
    }

    private void measure() {
        columns = new int[words.size() + 1];
        for (int i = 0; i < words.size(); i++) {
            columns[i + 1] = columns[i] + TextWidth.of(words.get(i).text());
        }
    }

    int size() {
        return words.size();
    }

    String separator() {
        return separator;
    }

    @Nullable
    String speaker() {
        return speaker;
    }

    List<Word> words(int from, int to) {
        return List.copyOf(words.subList(from, to));
    }

    double start(int from) {
        return words.get(from).start();
    }

    double end(int to) {
        return words.get(to - 1).end();
    }

    /** Columns that the words take on one line. */
    int columns(int from, int to) {
        return columns[to] - columns[from] + separator.length() * (to - from - 1);
    }

    /** How many lines the words need. */
    int lines(int from, int to, int width) {
        int lines = 1;
        int first = from;
        for (int i = from + 1; i < to; i++) {
            if (columns(first, i + 1) > width) {
                lines++;
                first = i;
            }
        }
        return lines;
    }

    boolean endsSegment(int to) {
        return segmentEnds.get(to);
    }

    /** How many segments end inside. */
    int segmentEnds(int from, int to) {
        return segmentEnds.get(from + 1, to).cardinality();
    }

    /** The pause behind word {@code to - 1}, seconds. */
    double pause(int to) {
        return words.get(to).start() - words.get(to - 1).end();
    }

    boolean endsPhrase(int to) {
        return TimedText.endsPhrase(words.get(to - 1).text());
    }

    /** Short words mostly belong to the next: articles, prepositions. */
    boolean endsShort(int to) {
        return !separator.isEmpty() && words.get(to - 1).text().length() <= SHORT_LETTERS;
    }
}
