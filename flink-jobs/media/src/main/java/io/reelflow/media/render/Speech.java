package io.reelflow.media.render;

import io.reelflow.media.listen.TimedText;
import io.reelflow.schemas.result.Segment;
import io.reelflow.schemas.result.Word;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** When somebody speaks, who, as far as is known, and when a turn may begin. Times are seconds of the video. */
final class Speech {
    /** A pause before a word: another may speak from then on. */
    private static final double PAUSE_SECONDS = 0.25;

    private static final double AROUND_SECONDS = 0.3;

    private record Spoken(
            double start, double end, @Nullable String speaker) {}

    private final List<Spoken> spoken = new ArrayList<>();
    private final List<Double> starts = new ArrayList<>();

    Speech(List<Segment> segments) {
        String speaker = null;
        double end = Double.NEGATIVE_INFINITY;
        for (Segment segment : segments) {
            for (Word word : TimedText.words(segment)) {
                boolean turns = segment.speaker() != null && !segment.speaker().equals(speaker);
                if (turns || word.start() - end >= PAUSE_SECONDS) {
                    starts.add(word.start());
                }
                spoken.add(new Spoken(word.start(), word.end(), segment.speaker()));
                speaker = segment.speaker();
                end = word.end();
            }
        }
    }

    /** Whether somebody speaks around a time; true all the time where nothing is known of it. */
    boolean isAt(double time) {
        return spoken.isEmpty()
                || spoken.stream()
                        .anyMatch(word -> word.start() - AROUND_SECONDS <= time && word.end() + AROUND_SECONDS >= time);
    }

    /** Who speaks at a time; null where nobody does, or it is not known. */
    @Nullable
    String speaker(double time) {
        for (Spoken word : spoken) {
            if (word.start() - AROUND_SECONDS <= time && word.end() + AROUND_SECONDS >= time) {
                return word.speaker();
            }
        }
        return null;
    }

    /** The nearest time at which a turn may begin, if one is this near; else the time itself. */
    double turn(double time, double within) {
        double nearest = time;
        double distance = within;
        for (double start : starts) {
            if (Math.abs(start - time) <= distance) {
                distance = Math.abs(start - time);
                nearest = start;
            }
        }
        return nearest;
    }
}
