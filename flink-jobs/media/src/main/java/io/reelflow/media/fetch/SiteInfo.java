package io.reelflow.media.fetch;

import io.reelflow.media.MediaException;
import io.reelflow.schemas.job.ErrorCode;
import io.reelflow.schemas.result.Source;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
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
    /** Years; what is more is no age. */
    private static final int OLDEST = 99;

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
        if (fields().truth("is_live") || (live != null && NOT_READY.contains(live))) {
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
        Double exact = fields().seconds("duration");
        return exact != null ? exact : fields().seconds("duration_string");
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

    /** Addresses of the publisher's pictures, best first. */
    List<String> thumbnails() {
        Comparator<InfoFields> size = Comparator.comparing(
                        (InfoFields each) -> each.json().path("preference").asDouble(-1))
                .thenComparing(each -> each.json().path("width").asDouble(-1))
                .thenComparing(each -> each.json().path("height").asDouble(-1));
        Stream<@Nullable String> listed =
                fields().objects("thumbnails").stream().sorted(size.reversed()).map(each -> each.text("url"));
        return Stream.concat(Stream.of(fields().text("thumbnail")), listed)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .distinct()
                .toList();
    }

    Source.Metadata metadata() {
        InfoFields fields = fields();
        Instant publishedAt = fields.moment("timestamp");
        Instant releasedAt = fields.moment("release_timestamp");
        Long age = fields.count("age_limit");
        List<String> pictures = thumbnails();
        return new Source.Metadata(
                fields.either("title", "fulltitle"),
                fields.text("description"),
                fields.either("channel", "uploader"),
                fields.either("channel_id", "uploader_id"),
                published(fields, publishedAt, releasedAt),
                Streams.language(fields.text("language")),
                fields.count("view_count"),
                fields.count("like_count"),
                pictures.isEmpty() ? null : pictures.get(0),
                fields.texts("tags"),
                InfoTimes.chapters(fields.objects("chapters"), duration()),
                Objects.requireNonNullElse(fields.text("extractor"), "yt-dlp"),
                extra(),
                fields.text("uploader"),
                fields.text("uploader_id"),
                fields.text("uploader_url"),
                fields.text("channel_url"),
                fields.count("channel_follower_count"),
                publishedAt,
                releasedAt,
                fields.count("comment_count"),
                fields.texts("categories"),
                age == null || age > OLDEST ? null : Integer.valueOf(age.intValue()),
                liveStatus(fields),
                fields.text("availability"),
                fields.text("license"),
                fields.either("webpage_url", "original_url"),
                InfoTimes.heatmap(fields.objects("heatmap")),
                null);
    }

    /** Old dumps say it in two truths. */
    private static @Nullable String liveStatus(InfoFields fields) {
        String said = fields.text("live_status");
        if (said != null) {
            return said;
        }
        return fields.truth("is_live") ? "is_live" : fields.truth("was_live") ? "was_live" : null;
    }

    private static @Nullable String published(
            InfoFields fields, @Nullable Instant publishedAt, @Nullable Instant releasedAt) {
        return Stream.of(
                        fields.day("upload_date"),
                        InfoFields.dayOf(publishedAt),
                        fields.day("release_date"),
                        InfoFields.dayOf(releasedAt))
                .filter(Objects::nonNull)
                .findFirst()
                .map(LocalDate::toString)
                .orElse(null);
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

    private @Nullable String text(String field) {
        return fields().text(field);
    }

    private InfoFields fields() {
        return new InfoFields(json);
    }
}
