package io.reelflow.media.captions;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The line of a cue that says when it is shown. */
record CueTimes(double start, double end) {
    private static final String CLOCK = "(?:(\\d{1,4}):)?(\\d{1,2}):(\\d{1,2})(?:[.,](\\d{1,3}))?";
    private static final Pattern TIME = Pattern.compile(CLOCK);
    private static final Pattern TIMES =
            Pattern.compile("\\s*(?<from>" + CLOCK + ")\\s*-->\\s*(?<to>" + CLOCK + ")(?:\\s.*)?");

    static boolean announcedBy(String line) {
        return line.contains("-->");
    }

    /** Null where the line does not say it. */
    static @Nullable CueTimes of(String line) {
        Matcher times = TIMES.matcher(line);
        if (!times.matches()) {
            return null;
        }
        Double from = clock(times.group("from"));
        Double to = clock(times.group("to"));
        return from == null || to == null ? null : new CueTimes(from, to);
    }

    /** Seconds of {@code [hours:]minutes:seconds[.fraction]}; null where it is something else. */
    static @Nullable Double clock(String text) {
        Matcher time = TIME.matcher(text);
        if (!time.matches()) {
            return null;
        }
        double hours = time.group(1) == null ? 0 : Integer.parseInt(time.group(1));
        double fraction = time.group(4) == null ? 0 : Double.parseDouble("0." + time.group(4));
        return hours * 3600 + Integer.parseInt(time.group(2)) * 60.0 + Integer.parseInt(time.group(3)) + fraction;
    }
}
