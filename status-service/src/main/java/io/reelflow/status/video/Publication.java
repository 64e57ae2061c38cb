package io.reelflow.status.video;

import io.reelflow.schemas.Json;
import io.reelflow.schemas.result.Clip;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Clips as they are to be published: for people as a table, for programs as JSON. */
final class Publication {
    private static final List<String> COLUMNS =
            List.of("file", "title", "description", "hashtags", "post", "thumbnail", "captions", "start", "end");

    /** A spreadsheet would calculate what begins so. */
    private static final String FORMULAS = "=+-@";

    private Publication() {}

    /**
     * @param post title, description and hashtags, to be pasted as they are
     * @param start seconds of the video
     * @param end seconds of the video
     */
    record Line(
            String clipId,
            String file,
            String thumbnail,
            String captions,
            String title,
            String description,
            List<String> hashtags,
            @Nullable String hook,
            String post,
            double start,
            double end) {

        /** @param name of the clip's files in the package, without an extension */
        static Line of(Clip clip, @Nullable String edited, String name, String videoExtension) {
            String title = Objects.requireNonNullElse(edited == null ? clip.title() : edited, clip.clipId());
            String description = Objects.requireNonNullElse(clip.description(), "");
            String post = Stream.of(title, description, String.join(" ", clip.hashtags()))
                    .filter(part -> !part.isBlank())
                    .collect(Collectors.joining("\n\n"));
            return new Line(
                    clip.clipId(),
                    name + videoExtension,
                    name + ".jpg",
                    name + ".srt",
                    title,
                    description,
                    clip.hashtags(),
                    clip.hook(),
                    post,
                    clip.startTime(),
                    clip.endTime());
        }
    }

    static String json(List<Line> lines) {
        return Json.text(lines);
    }

    /** RFC 4180, with the mark that makes spreadsheets read UTF-8. */
    static String csv(List<Line> lines) {
        String rows = lines.stream()
                .map(line -> row(
                        line.file(),
                        line.title(),
                        line.description(),
                        String.join(" ", line.hashtags()),
                        line.post(),
                        line.thumbnail(),
                        line.captions(),
                        String.format(Locale.ROOT, "%.3f", line.start()),
                        String.format(Locale.ROOT, "%.3f", line.end())))
                .collect(Collectors.joining());
        return "\ufeff" + String.join(",", COLUMNS) + "\r\n" + rows;
    }

    private static String row(String... fields) {
        return Stream.of(fields).map(Publication::field).collect(Collectors.joining(",")) + "\r\n";
    }

    private static String field(String text) {
        boolean formula = !text.isEmpty() && FORMULAS.indexOf(text.charAt(0)) >= 0;
        return "\"" + (formula ? "'" : "") + text.replace("\"", "\"\"") + "\"";
    }
}
