package io.reelflow.media.captions;

import io.reelflow.media.captions.Line.Piece;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Takes out labels of sounds that begin on one line of a cue and end on the next: {@code [dramatic / music]}. */
final class BrokenLabels {
    private static final int LONGEST = 8;

    /**
     * Where a label begins that its line does not end, and where one ends that its line does not begin. Round brackets
     * are a label only where there is nothing else: people write asides in them.
     */
    private enum Brackets {
        SQUARE("[\\[【][^\\[\\]【】]*$", "^[^\\[\\]【】]*[]】]"),
        ROUND("^[(（][^()（）]*$", "^[^()（）]*[)）][.:]?$");

        private final Pattern opens;
        private final Pattern closes;

        Brackets(String opens, String closes) {
            this.opens = Pattern.compile(opens);
            this.closes = Pattern.compile(closes);
        }
    }

    private BrokenLabels() {}

    /** @param lines of one cue */
    static List<Line> without(List<Line> lines) {
        List<Line> kept = new ArrayList<>(lines);
        for (int i = 0; i + 1 < kept.size(); i++) {
            for (Brackets brackets : Brackets.values()) {
                String above = text(kept.get(i));
                String below = text(kept.get(i + 1));
                Matcher begins = brackets.opens.matcher(above.stripTrailing());
                Matcher ends = brackets.closes.matcher(below.stripTrailing());
                if (begins.find() && ends.find() && words(begins.group() + " " + ends.group()) <= LONGEST) {
                    kept.set(i, cut(kept.get(i), 0, begins.start()));
                    kept.set(i + 1, cut(kept.get(i + 1), ends.end(), below.length()));
                }
            }
        }
        return kept.stream().filter(line -> !line.text().isEmpty()).toList();
    }

    private static int words(String text) {
        return CleanText.spaces(text).split(" ", -1).length;
    }

    private static String text(Line line) {
        return line.pieces().stream().map(Piece::text).collect(Collectors.joining());
    }

    /** The characters from {@code from} up to {@code to}; none where they are only a dash. */
    private static Line cut(Line line, int from, int to) {
        List<Piece> pieces = new ArrayList<>();
        int at = 0;
        for (Piece piece : line.pieces()) {
            int begin = Math.max(from - at, 0);
            int end = Math.min(to - at, piece.text().length());
            if (begin < end) {
                pieces.add(new Piece(piece.time(), piece.text().substring(begin, end), piece.probability()));
            }
            at += piece.text().length();
        }
        Line cut = new Line(line.voice(), pieces);
        boolean written = cut.text().codePoints().anyMatch(Character::isLetterOrDigit);
        return written ? cut : new Line(line.voice(), List.of());
    }
}
