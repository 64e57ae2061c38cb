package io.reelflow.media.slides;

import io.reelflow.media.slides.PageText.Line;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The title of a slide: its largest line in the upper half, with the lines of the same size right below it. */
final class SlideTitle {
    private static final double UPPER = 0.5;

    /** Lines at most this much smaller than the largest are as large: letters that hang make a line look higher. */
    private static final double AS_LARGE = 0.85;

    /** A title's next line begins within this many line heights. */
    private static final double NEXT_LINE = 0.9;

    private static final int MIN_LETTERS = 2;
    private static final int MAX_LINES = 3;

    private SlideTitle() {}

    /** Null where nothing is written. */
    static @Nullable String of(PageText page) {
        List<Line> said = page.lines().stream()
                .filter(line -> letters(line.text()) >= MIN_LETTERS)
                .toList();
        List<Line> upper = said.stream()
                .filter(line -> line.top() + line.bottom() < 2 * UPPER * page.height())
                .toList();
        List<Line> candidates = upper.isEmpty() ? said : upper;
        double largest = candidates.stream().mapToDouble(Line::size).max().orElse(0);
        return candidates.stream()
                .filter(line -> line.size() >= AS_LARGE * largest)
                .min(Comparator.comparingInt(Line::top))
                .map(first -> withNextLines(first, candidates))
                .orElse(null);
    }

    private static String withNextLines(Line first, List<Line> candidates) {
        StringBuilder title = new StringBuilder(first.text());
        Line last = first;
        int lines = 1;
        for (Line line : candidates) {
            boolean follows = line.top() >= (last.top() + last.bottom()) / 2
                    && line.top() - last.bottom() < NEXT_LINE * first.size()
                    && line.size() >= AS_LARGE * first.size();
            if (follows && lines < MAX_LINES) {
                title.append(' ').append(line.text());
                last = line;
                lines++;
            }
        }
        return title.toString();
    }

    private static long letters(String text) {
        return text.codePoints().filter(Character::isLetterOrDigit).count();
    }
}
