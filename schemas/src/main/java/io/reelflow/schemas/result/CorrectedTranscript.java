package io.reelflow.schemas.result;

import io.reelflow.schemas.result.Edits.Line;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A transcript as people have corrected it. A line takes the place of every word whose middle lies in it, whatever the
 * segments, so that it fits what another model has heard, too; words that it keeps keep their times. Correcting what is
 * corrected changes nothing.
 */
public final class CorrectedTranscript {
    private CorrectedTranscript() {}

    public static Transcript of(Transcript heard, Edits edits) {
        return new Transcript(
                heard.language(),
                heard.languageProbability(),
                heard.source(),
                heard.model(),
                heard.duration(),
                segments(heard.segments(), edits));
    }

    public static List<Segment> segments(List<Segment> heard, Edits edits) {
        List<Segment> corrected = heard;
        for (Line line : edits.transcript()) {
            corrected = replaced(corrected, line);
        }
        return named(corrected, edits.speakers());
    }

    /** What is said from {@code start} to {@code end}: the words that a line of these seconds would take the place of. */
    public static String between(List<Segment> segments, double start, double end) {
        var parts = new ArrayList<String>();
        for (Segment segment : segments) {
            boolean isWithin = segment.start() >= start && segment.end() <= end;
            List<Word> words = SpokenWords.of(segment).stream()
                    .filter(word -> isWithin || (middle(word) >= start && middle(word) < end))
                    .toList();
            if (!words.isEmpty()) {
                parts.add(isWithin ? segment.text() : SpokenWords.text(segment, words));
            }
        }
        return String.join(" ", parts);
    }

    private static List<Segment> replaced(List<Segment> segments, Line line) {
        var kept = new ArrayList<Segment>();
        var said = new ArrayList<Word>();
        String speaker = speakerAt(segments, line);
        for (Segment segment : segments) {
            if (segment.end() <= line.start() || segment.start() >= line.end()) {
                kept.add(segment);
                continue;
            }
            List<Word> words = SpokenWords.of(segment);
            boolean isWithin = segment.start() >= line.start() && segment.end() <= line.end();
            List<Word> before = words.stream()
                    .filter(word -> !isWithin && middle(word) < line.start())
                    .toList();
            List<Word> after = words.stream()
                    .filter(word -> !isWithin && middle(word) >= line.end())
                    .toList();
            said.addAll(words.subList(before.size(), words.size() - after.size()));
            if (before.size() == words.size() || after.size() == words.size()) {
                kept.add(segment);
                continue;
            }
            part(segment, before, line.start(), false, kept);
            part(segment, after, line.end(), true, kept);
        }
        if (!line.text().isBlank()) {
            boolean isTimed =
                    segments.stream().anyMatch(segment -> !segment.words().isEmpty());
            kept.add(new Segment(
                    line.start(),
                    line.end(),
                    line.text().strip(),
                    speaker,
                    isTimed ? SpokenWords.said(line, said) : List.of()));
        }
        kept.sort(Comparator.comparingDouble(Segment::start));
        return kept;
    }

    /** What is left of a segment beside a line, which it may not reach into. */
    private static void part(Segment whole, List<Word> words, double border, boolean after, List<Segment> into) {
        if (!words.isEmpty()) {
            double start = after ? Math.max(border, words.get(0).start()) : whole.start();
            double end = after
                    ? whole.end()
                    : Math.min(border, words.get(words.size() - 1).end());
            into.add(new Segment(
                    start,
                    Math.max(start, end),
                    SpokenWords.text(whole, words),
                    whole.speaker(),
                    whole.words().isEmpty() ? List.of() : words));
        }
    }

    private static double middle(Word word) {
        return (word.start() + word.end()) / 2;
    }

    /** Of the segment that shares most of its time with the line; null where none does or nobody is known. */
    private static @Nullable String speakerAt(List<Segment> segments, Line line) {
        return segments.stream()
                .filter(segment -> shared(segment, line) > 0)
                .max(Comparator.comparingDouble(segment -> shared(segment, line)))
                .map(Segment::speaker)
                .orElse(null);
    }

    private static double shared(Segment segment, Line line) {
        return Math.min(segment.end(), line.end()) - Math.max(segment.start(), line.start());
    }

    private static List<Segment> named(List<Segment> segments, Map<String, String> names) {
        return segments.stream()
                .map(each -> {
                    String speaker = each.speaker();
                    String name = speaker == null ? null : names.getOrDefault(speaker, speaker);
                    return Objects.equals(name, speaker)
                            ? each
                            : new Segment(each.start(), each.end(), each.text(), name, each.words());
                })
                .toList();
    }
}
