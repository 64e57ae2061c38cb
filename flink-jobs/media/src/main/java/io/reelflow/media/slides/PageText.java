package io.reelflow.media.slides;

import java.util.List;
import java.util.stream.Collectors;

/** What is written on a picture, in reading order. Boxes are pixels of the picture. */
record PageText(int width, int height, List<Line> lines) {
    /** @param size height of the line's letters, with those that rise and those that hang */
    record Line(List<Word> words, double size) {
        String text() {
            return words.stream().map(Word::text).collect(Collectors.joining(" "));
        }

        int top() {
            return words.stream().mapToInt(Word::top).min().orElse(0);
        }

        int bottom() {
            return words.stream().mapToInt(Word::bottom).max().orElse(0);
        }
    }

    record Word(String text, int left, int top, int right, int bottom) {}

    /** A line of text for each line on the picture. */
    String text() {
        return lines.stream().map(Line::text).collect(Collectors.joining("\n"));
    }
}
