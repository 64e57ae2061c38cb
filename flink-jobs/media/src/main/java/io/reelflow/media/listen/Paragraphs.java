package io.reelflow.media.listen;

import io.reelflow.schemas.result.Segment;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A transcript for reading. A paragraph ends at a long pause, where another speaks, and with the first sentence that
 * makes it long enough; without sentences, where it is too long.
 */
final class Paragraphs {
    private static final double PAUSE_SECONDS = 2;
    private static final int LONG_LETTERS = 600;
    private static final int LONGEST_LETTERS = 1200;

    private final StringBuilder text = new StringBuilder();
    private int from;
    private String speaker = "";

    private Paragraphs() {}

    /** Paragraphs, an empty line between two; a speaker's first begins with a name, where names are known. */
    static String of(List<Segment> segments) {
        Paragraphs paragraphs = new Paragraphs();
        Segment before = null;
        for (Segment segment : segments) {
            if (!segment.text().isBlank()) {
                paragraphs.add(before, segment);
                before = segment;
            }
        }
        return before == null ? "" : paragraphs.text.append('\n').toString();
    }

    private void add(@Nullable Segment before, Segment segment) {
        String speaks = Objects.requireNonNullElse(segment.speaker(), "");
        boolean other = !speaks.equals(speaker);
        if (before == null || other || ends(before, segment)) {
            text.append(before == null ? "" : "\n\n");
            from = text.length();
            text.append(other && !speaks.isEmpty() ? speaks + ": " : "");
            speaker = speaks;
        } else {
            text.append(space(before.text(), segment.text()));
        }
        text.append(segment.text().strip());
    }

    private boolean ends(Segment before, Segment segment) {
        int letters = text.length() - from;
        String last = before.text().substring(before.text().lastIndexOf(' ') + 1);
        return segment.start() - before.end() >= PAUSE_SECONDS
                || letters >= LONGEST_LETTERS
                || (letters >= LONG_LETTERS && Segments.endsSentence(last, segment.text()));
    }

    private static String space(String before, String after) {
        String border = before.strip().substring(before.strip().length() - 1)
                + after.strip().substring(0, 1);
        return TextWidth.isWithoutSpaces(border) || TextWidth.of(border) == 4 ? "" : " ";
    }
}
