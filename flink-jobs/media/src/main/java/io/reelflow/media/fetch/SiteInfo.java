package io.reelflow.media.fetch;

import io.reelflow.media.MediaException;
import io.reelflow.schemas.job.ErrorCode;
import io.reelflow.schemas.result.Chapter;
import io.reelflow.schemas.result.Source;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** yt-dlp's info JSON of one video. Sites leave out what they like: every field may be missing or null. */
record SiteInfo(JsonNode json) {
    private static final Set<String> NOT_READY = Set.of("is_live", "is_upcoming", "post_live");
    private static final List<String> EXTRA = List.of(
            "id",
            "webpage_url",
            "uploader",
            "uploader_url",
            "channel_url",
            "channel_follower_count",
            "comment_count",
            "average_rating",
            "age_limit",
            "availability",
            "license",
            "series",
            "location",
            "original_url");

    /** The video itself, or the first of what a page embeds. */
    static SiteInfo of(JsonNode answer) throws MediaException {
        JsonNode first = answer;
        while (first.path("_type").asString("video").equals("playlist")) {
            first = first.path("entries").path(0);
        }
        if (!first.isObject()) {
            throw new MediaException(ErrorCode.MEDIA_UNREADABLE, "the page holds no media");
        }
        return new SiteInfo(first);
    }

    /** @throws MediaException {@code SOURCE_NOT_READY}, {@code SOURCE_TOO_LONG} or {@code SOURCE_TOO_LARGE} */
    void check(FetchRequest request) throws MediaException {
        String live = text("live_status");
        if (json.path("is_live").asBoolean(false) || (live != null && NOT_READY.contains(live))) {
            throw new MediaException(
                    ErrorCode.SOURCE_NOT_READY, "the video is not there yet: " + (live == null ? "is_live" : live));
        }
        Double duration = duration();
        if (duration != null && duration > request.maxSeconds()) {
            throw Site.tooLong(duration, request.maxSeconds());
        }
        long bytes = formatBytes();
        if (!request.metadataOnly() && bytes > request.maxBytes()) {
            throw HttpTransfer.tooLarge(bytes, request.maxBytes());
        }
    }

    @Nullable
    Double duration() {
        JsonNode value = json.path("duration");
        return value.isNumber() ? Double.valueOf(value.asDouble()) : null;
    }

    /** Sum over the formats that are going to be downloaded; 0 where the site does not say. */
    long formatBytes() {
        JsonNode formats = json.path("requested_formats");
        if (!formats.isArray()) {
            return json.path("filesize").asLong(0);
        }
        return formats.valueStream()
                .mapToLong(format -> format.path("filesize").asLong(0))
                .sum();
    }

    Source.Metadata metadata() {
        return new Source.Metadata(
                text("title"),
                text("description"),
                either("channel", "uploader"),
                either("channel_id", "uploader_id"),
                published(),
                Streams.language(text("language")),
                number("view_count"),
                number("like_count"),
                text("thumbnail"),
                tags(),
                chapters(),
                Objects.requireNonNullElse(text("extractor"), "yt-dlp"),
                extra());
    }

    private List<String> tags() {
        return Stream.of("tags", "categories")
                .flatMap(field -> json.path(field).valueStream())
                .filter(JsonNode::isString)
                .map(JsonNode::asString)
                .distinct()
                .toList();
    }

    private List<Chapter> chapters() {
        double end = Objects.requireNonNullElse(duration(), 0.0);
        return json.path("chapters")
                .valueStream()
                .map(chapter -> new Chapter(
                        chapter.path("start_time").asDouble(0),
                        chapter.path("end_time").asDouble(end),
                        chapter.path("title").asString("")))
                .toList();
    }

    /** {@code 20240131} to {@code 2024-01-31}. */
    private @Nullable String published() {
        String date = either("upload_date", "release_date");
        return date == null || date.length() != 8
                ? null
                : date.substring(0, 4) + "-" + date.substring(4, 6) + "-" + date.substring(6);
    }

    private Map<String, String> extra() {
        Map<String, String> extra = new LinkedHashMap<>();
        for (String field : EXTRA) {
            JsonNode value = json.path(field);
            if (value.isString() || value.isNumber()) {
                extra.put(field, value.asString());
            }
        }
        return extra;
    }

    private @Nullable String either(String field, String other) {
        String value = text(field);
        return value != null ? value : text(other);
    }

    private @Nullable String text(String field) {
        JsonNode value = json.path(field);
        return value.isString() && !value.asString().isBlank() ? value.asString() : null;
    }

    private @Nullable Long number(String field) {
        JsonNode value = json.path(field);
        return value.isNumber() ? Long.valueOf(value.asLong()) : null;
    }
}
