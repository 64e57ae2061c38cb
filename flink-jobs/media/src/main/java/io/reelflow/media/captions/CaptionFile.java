package io.reelflow.media.captions;

import io.reelflow.media.MediaException;
import io.reelflow.schemas.job.ErrorCode;
import io.reelflow.schemas.result.Segment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Reads a caption file. Its format is told by what is in it, not by its name. */
public final class CaptionFile {
    /** Twelve hours of captions with the time of each word are half of this. */
    public static final long MOST_BYTES = 20L << 20;

    private CaptionFile() {}

    /**
     * The file's captions.
     *
     * @throws MediaException {@code MEDIA_UNREADABLE}: no caption format, or nothing is said in it
     */
    public static CaptionTrack read(Path file) throws MediaException, IOException {
        long bytes = Files.size(file);
        if (bytes > MOST_BYTES) {
            throw unreadable("captions may have at most " + MOST_BYTES + " bytes, these have " + bytes);
        }
        return read(CaptionBytes.text(Files.readAllBytes(file)));
    }

    static CaptionTrack read(String text) throws MediaException {
        CueList cues = cues(text.stripLeading());
        List<Segment> segments = CaptionSegments.of(cues.cues());
        if (segments.isEmpty()) {
            throw unreadable("nothing is said in the captions"
                    + (cues.damaged() == 0 ? "" : "; " + cues.damaged() + " cues can not be read"));
        }
        String damaged = cues.damaged() + " of the captions' "
                + (cues.damaged() + cues.cues().size()) + " cues can not be read, and were passed over";
        return new CaptionTrack(segments, cues.damaged() == 0 ? List.of() : List.of(damaged));
    }

    private static CueList cues(String text) throws MediaException {
        if (text.startsWith("{")) {
            return Json3.read(text);
        }
        if (text.startsWith("<")) {
            if (text.regionMatches(true, 0, "<!doctype html", 0, 14) || text.regionMatches(true, 0, "<html", 0, 5)) {
                throw unreadable("the captions are a web page");
            }
            return Ttml.read(text);
        }
        if (text.startsWith("WEBVTT") || text.contains("-->")) {
            return CueLines.read(text);
        }
        String beginning = text.substring(0, Math.min(20, text.length()));
        throw unreadable(String.format(
                Locale.ROOT, "the captions are no WebVTT, SubRip, json3 or TTML: they begin with '%s'", beginning));
    }

    private static MediaException unreadable(String message) {
        return new MediaException(ErrorCode.MEDIA_UNREADABLE, message);
    }
}
