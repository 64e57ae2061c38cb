package io.reelflow.media.render;

import java.util.Locale;

/** Text and times as Advanced SubStation Alpha wants them. */
final class AssText {
    /** Shows as nothing, and parts a backslash from the letter that would make it a command. */
    private static final char WORD_JOINER = '\u2060';

    private AssText() {}

    /** The text so that libass shows it as it is, on one line. */
    static String escape(String text) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '{', '}' -> escaped.append('\\').append(c);
                case '\\' -> escaped.append(c).append(WORD_JOINER);
                case '\n', '\r', '\t', '\u2028', '\u2029', '\u0085' -> escaped.append(' ');
                default -> escaped.append(Character.isISOControl(c) ? ' ' : c);
            }
        }
        return escaped.toString();
    }

    /** {@code h:mm:ss.cc}. */
    static String time(double seconds) {
        long centis = centis(seconds);
        return String.format(
                Locale.ROOT,
                "%d:%02d:%02d.%02d",
                centis / 360_000,
                centis / 6000 % 60,
                centis / 100 % 60,
                centis % 100);
    }

    /** Hundredths of a second, the unit of a caption's times. */
    static long centis(double seconds) {
        return Math.max(0, Math.round(seconds * 100));
    }
}
