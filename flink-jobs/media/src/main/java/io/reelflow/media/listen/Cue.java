package io.reelflow.media.listen;

import io.reelflow.schemas.result.Subtitles;
import io.reelflow.schemas.result.Word;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a viewer reads at one time. Cues of one list are in order and do not overlap.
 *
 * @param start seconds
 * @param end seconds, after {@code start}
 * @param lines from top to bottom, each with its words in order
 * @param separator between the words of a line: a space, or nothing in scripts that have none
 * @param speaker whose words they are; null where nobody knows
 */
public record Cue(
        double start,
        double end,
        List<List<Word>> lines,
        String separator,
        @Nullable String speaker) implements Subtitles.Entry {
    /** The text of line {@code index}. */
    public String line(int index) {
        return lines.get(index).stream()
                .map(Word::text)
                .collect(Collectors.joining(separator))
                .strip();
    }

    /** The lines, joined by newlines. */
    @Override
    public String text() {
        return IntStream.range(0, lines.size()).mapToObj(this::line).collect(Collectors.joining("\n"));
    }

    /** All words in order. */
    public List<Word> words() {
        return lines.stream().flatMap(List::stream).toList();
    }
}
