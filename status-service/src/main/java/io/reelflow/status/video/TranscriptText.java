package io.reelflow.status.video;

import io.reelflow.schemas.Json;
import io.reelflow.schemas.result.Segment;
import io.reelflow.schemas.result.Transcript;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
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
            case "vtt" -> vtt(transcript.segments()).getBytes(StandardCharsets.UTF_8);
            case "srt" -> srt(transcript.segments()).getBytes(StandardCharsets.UTF_8);
            default -> txt(transcript.segments()).getBytes(StandardCharsets.UTF_8);
        };
    }

    private static String vtt(List<Segment> segments) {
        var out = new StringBuilder("WEBVTT\n");
        for (Segment each : segments) {
            String voice = each.speaker() == null ? "" : "<v " + escaped(line(each.speaker())) + ">";
            out.append('\n').append(times(each, '.')).append('\n');
            out.append(voice).append(escaped(line(each.text()))).append('\n');
        }
        return out.toString();
    }

    private static String srt(List<Segment> segments) {
        var out = new StringBuilder();
        @Nullable String before = null;
        for (int i = 0; i < segments.size(); i++) {
            Segment each = segments.get(i);
            String name = each.speaker() == null || each.speaker().equals(before) ? "" : line(each.speaker()) + ": ";
            out.append(i + 1).append('\n').append(times(each, ',')).append('\n');
            out.append(name).append(line(each.text())).append("\n\n");
            before = each.speaker();
        }
        return out.toString();
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

    private static String times(Segment segment, char point) {
        long start = Math.round(segment.start() * 1000);
        return time(start, point) + " --> " + time(Math.max(start + 1, Math.round(segment.end() * 1000)), point);
    }

    private static String time(long millis, char point) {
        long seconds = millis / 1000;
        return String.format(
                Locale.ROOT,
                "%02d:%02d:%02d%c%03d",
                seconds / 3600,
                seconds / 60 % 60,
                seconds % 60,
                point,
                millis % 1000);
    }

    /** An empty line would end the cue. */
    private static String line(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
