package io.reelflow.status.video;

import io.reelflow.schemas.Json;
import io.reelflow.schemas.result.Segment;
import io.reelflow.schemas.result.Subtitles;
import io.reelflow.schemas.result.Transcript;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A transcript as a file, a cue for each segment: until a job has laid out the cues of a corrected transcript again, and for
 * corrections that no job has to render.
 */
final class TranscriptText {
    private TranscriptText() {}

    static byte[] of(Transcript transcript, String format) {
        return switch (format) {
            case "json" -> Json.bytes(transcript);
            case "vtt" -> Subtitles.vtt(onOneLine(transcript.segments())).getBytes(StandardCharsets.UTF_8);
            case "srt" -> Subtitles.srt(named(transcript.segments())).getBytes(StandardCharsets.UTF_8);
            default -> txt(transcript.segments()).getBytes(StandardCharsets.UTF_8);
        };
    }

    /** On one line each: an empty one would end the entry. */
    private static List<Segment> onOneLine(List<Segment> segments) {
        return segments.stream()
                .map(each -> with(each, each.text(), each.speaker() == null ? null : line(each.speaker())))
                .toList();
    }

    /** A name goes before the text where another begins to speak. */
    private static List<Segment> named(List<Segment> segments) {
        var named = new ArrayList<Segment>();
        @Nullable String before = null;
        for (Segment each : segments) {
            boolean begins = each.speaker() != null && !each.speaker().equals(before);
            named.add(with(each, begins ? each.speaker() + ": " + each.text() : each.text(), each.speaker()));
            before = each.speaker();
        }
        return named;
    }

    private static Segment with(Segment segment, String text, @Nullable String speaker) {
        return new Segment(segment.start(), segment.end(), line(text), speaker, segment.words());
    }

    private static String txt(List<Segment> segments) {
        var out = new StringBuilder();
        @Nullable String before = null;
        for (Segment each : segments) {
            if (each.speaker() != null && !each.speaker().equals(before)) {
                out.append(before == null ? "" : "\n").append(each.speaker()).append(":\n");
            }
            out.append(each.text()).append('\n');
            before = each.speaker();
        }
        return out.toString();
    }

    private static String line(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }
}
