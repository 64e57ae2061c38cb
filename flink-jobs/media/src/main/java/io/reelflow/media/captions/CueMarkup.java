package io.reelflow.media.captions;

import io.reelflow.media.captions.Line.Piece;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The text of a WebVTT or SubRip cue, with its tags: voices and times are kept, the rest is styling. */
final class CueMarkup {
    private static final Pattern TAG = Pattern.compile("</?[a-zA-Z][^<>]*>|<(\\d[\\d:.,]*)>|\\{\\\\[^{}]*}|\\n");
    private static final Pattern VOICE = Pattern.compile("<v(?:\\.[^\\s<>]*)?\\s+([^<>]+)>", Pattern.CASE_INSENSITIVE);

    /** How a word is read aloud, written over it: said once, not twice. */
    private static final Pattern READING = Pattern.compile("<rt>[^<]*(?:</rt>)?", Pattern.CASE_INSENSITIVE);

    private final List<Line> lines = new ArrayList<>();
    private List<Piece> pieces = new ArrayList<>();
    private @Nullable String voice;
    private @Nullable Double time;

    private CueMarkup() {}

    static List<Line> lines(String text) {
        CueMarkup markup = new CueMarkup();
        markup.read(READING.matcher(text).replaceAll(""));
        return markup.lines;
    }

    private void read(String text) {
        Matcher tag = TAG.matcher(text);
        int at = 0;
        while (tag.find()) {
            add(text.substring(at, tag.start()));
            meet(tag.group(), tag.group(1));
            at = tag.end();
        }
        add(text.substring(at));
        endLine();
    }

    private void meet(String tag, @Nullable String clock) {
        Matcher named = VOICE.matcher(tag);
        if (clock != null) {
            time = CueTimes.clock(clock);
        } else if (tag.equals("\n") || tag.regionMatches(true, 0, "<br", 0, 3)) {
            endLine();
        } else if (named.matches()) {
            voice = CleanText.spaces(CleanText.decode(named.group(1)));
        }
    }

    private void add(String text) {
        if (!text.isEmpty()) {
            pieces.add(new Piece(time, CleanText.decode(text), 1));
            time = null;
        }
    }

    private void endLine() {
        lines.add(new Line(voice, pieces));
        pieces = new ArrayList<>();
    }
}
