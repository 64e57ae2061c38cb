package io.reelflow.status.search;

import java.text.BreakIterator;
import java.util.Locale;
import org.apache.lucene.search.uhighlight.LengthGoalBreakIterator;
import org.apache.lucene.search.uhighlight.Passage;
import org.apache.lucene.search.uhighlight.PassageFormatter;

/** Marks what was found in a text: {@code <mark>…</mark>}; the rest is escaped, so that it is safe as HTML. */
final class Marks extends PassageFormatter {
    /** A text that is longer is shown as sentences of about this length. */
    private static final int LENGTH = 400;

    /** @param at where the first mark begins in the whole text */
    record Marked(String text, int at) {}

    static BreakIterator sentences() {
        return LengthGoalBreakIterator.createMinLength(BreakIterator.getSentenceInstance(Locale.ROOT), LENGTH, 0.5f);
    }

    @Override
    public Marked format(Passage[] passages, String content) {
        var out = new StringBuilder();
        int at = -1;
        for (Passage passage : passages) {
            if (!out.isEmpty()) {
                out.append(" … ");
            }
            int position = passage.getStartOffset();
            for (int i = 0; i < passage.getNumMatches(); i++) {
                int start = Math.max(position, passage.getMatchStarts()[i]);
                int end = Math.min(passage.getEndOffset(), passage.getMatchEnds()[i]);
                if (end > start) {
                    at = at < 0 ? start : at;
                    escape(out, content, position, start);
                    escape(out.append("<mark>"), content, start, end);
                    out.append("</mark>");
                    position = end;
                }
            }
            escape(out, content, position, passage.getEndOffset());
        }
        return new Marked(out.toString().strip(), at);
    }

    static Marked none(String content) {
        var out = new StringBuilder();
        escape(out, content, 0, Math.min(content.length(), LENGTH));
        return new Marked(out.toString().strip(), -1);
    }

    private static void escape(StringBuilder out, String content, int from, int to) {
        for (int i = from; i < to; i++) {
            switch (content.charAt(i)) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.append(content.charAt(i));
            }
        }
    }
}
