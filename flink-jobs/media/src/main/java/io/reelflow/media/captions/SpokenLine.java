package io.reelflow.media.captions;

import io.reelflow.media.captions.Line.Piece;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is said in a line, and whether somebody else says it: a dash or {@code >>} before it, a name in capitals, a
 * voice in the markup.
 *
 * @param speaker where the captions name one
 * @param turn whether another begins to speak
 */
record SpokenLine(@Nullable String speaker, boolean turn, List<CaptionWord> words) {
    private static final Pattern DASH = Pattern.compile("^ ?(?:[-‐–] ?(?=[^\\d\\s-])|— +|>{2,3} ?)");
    private static final Pattern NAME =
            Pattern.compile("^ ?(\\p{Lu}[\\p{Lu}\\d .'’-]{1,30}): +(?=.*\\p{Ll})", Pattern.DOTALL);

    static SpokenLine of(Line line) {
        List<Piece> pieces = new ArrayList<>(line.pieces());
        while (!pieces.isEmpty() && pieces.get(0).text().isBlank()) {
            pieces.remove(0);
        }
        boolean turn = strip(pieces, DASH) != null;
        String name = strip(pieces, NAME);
        String speaker = name == null ? line.voice() : name;
        return new SpokenLine(speaker, turn || name != null, Labels.without(CaptionWord.of(pieces)));
    }

    /** Takes a prefix off; what its group holds, or all of it, or null where there is none. */
    private static @Nullable String strip(List<Piece> pieces, Pattern prefix) {
        if (pieces.isEmpty()) {
            return null;
        }
        Piece first = pieces.get(0);
        Matcher matcher = prefix.matcher(first.text());
        if (!matcher.find()) {
            return null;
        }
        pieces.set(0, new Piece(first.time(), first.text().substring(matcher.end()), first.probability()));
        return matcher.group(matcher.groupCount());
    }
}
