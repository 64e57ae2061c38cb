package io.reelflow.media.captions;

import io.reelflow.media.MediaException;
import io.reelflow.media.captions.Line.Piece;
import io.reelflow.schemas.Json;
import io.reelflow.schemas.job.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** YouTube's json3: events in milliseconds, their segments with offsets where they are single words. */
final class Json3 {
    private static final double MOST_CONFIDENT = 255;

    private Json3() {}

    static CueList read(String text) throws MediaException {
        JsonNode events = events(text);
        CueList cues = new CueList();
        for (JsonNode event : events.values()) {
            JsonNode start = event.path("tStartMs");
            if (!event.path("segs").isArray()) {
                continue; // a window's place and style
            }
            if (!start.isNumber()) {
                cues.addDamaged();
                continue;
            }
            double seconds = start.asDouble() / 1000;
            double length = event.path("dDurationMs").asDouble(0) / 1000;
            cues.add(seconds, seconds + length, lines(event.path("segs"), seconds));
        }
        return cues;
    }

    private static JsonNode events(String text) throws MediaException {
        try {
            JsonNode events = Json.MAPPER.readTree(text).path("events");
            if (events.isArray()) {
                return events;
            }
        } catch (JacksonException e) {
            throw new MediaException(ErrorCode.MEDIA_UNREADABLE, "the captions are no whole JSON", e);
        }
        throw new MediaException(ErrorCode.MEDIA_UNREADABLE, "the captions are JSON without 'events'");
    }

    private static List<Line> lines(JsonNode segments, double start) {
        List<Line> lines = new ArrayList<>();
        List<Piece> pieces = new ArrayList<>();
        for (JsonNode segment : segments.values()) {
            Double time = time(segment, start);
            boolean first = true;
            for (String part : segment.path("utf8").asString("").split("\n", -1)) {
                if (!first) {
                    lines.add(new Line(null, List.copyOf(pieces)));
                    pieces.clear();
                }
                first = false;
                if (!part.isEmpty()) {
                    pieces.add(new Piece(time, CleanText.decode(part), probability(segment)));
                    time = null;
                }
            }
        }
        lines.add(new Line(null, List.copyOf(pieces)));
        return lines;
    }

    private static @Nullable Double time(JsonNode segment, double start) {
        JsonNode offset = segment.path("tOffsetMs");
        return offset.isNumber() ? Double.valueOf(start + offset.asDouble() / 1000) : null;
    }

    private static double probability(JsonNode segment) {
        double confidence = segment.path("acAsrConf").asDouble(0);
        return confidence <= 0 ? 1 : Math.min(1, confidence / MOST_CONFIDENT);
    }
}
