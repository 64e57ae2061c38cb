package io.reelflow.media.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelflow.media.MediaException;
import io.reelflow.schemas.Json;
import io.reelflow.schemas.job.ErrorCode;
import io.reelflow.schemas.job.SourceKind;
import io.reelflow.schemas.result.Chapter;
import io.reelflow.schemas.result.Source;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SiteInfoTest {
    private static final FetchRequest REQUEST =
            new FetchRequest("https://example.org/v", SourceKind.WEB, null, false, false, 1000, 60, List.of(), null);

    @Test
    void whatThePublisherSaysIsTakenOver() throws Exception {
        Source.Metadata metadata = info("""
                        {"id": "abc", "title": "A talk", "description": "About\\nthings", "channel": "People",
                         "channel_id": "UC1", "upload_date": "20240131", "language": "en-US", "view_count": 12,
                         "like_count": null, "thumbnail": "https://example.org/t.jpg", "tags": ["a", "b"],
                         "categories": ["Education", "a"], "duration": 30, "extractor": "youtube",
                         "chapters": [{"start_time": 0, "end_time": 10.5, "title": "One"},
                                      {"start_time": 10.5, "title": "Two"}]}
                        """).metadata();

        assertThat(metadata.title()).isEqualTo("A talk");
        assertThat(metadata.channel()).isEqualTo("People");
        assertThat(metadata.published()).isEqualTo("2024-01-31");
        assertThat(metadata.language()).isEqualTo("en");
        assertThat(metadata.viewCount()).isEqualTo(12);
        assertThat(metadata.likeCount()).isNull();
        assertThat(metadata.tags()).containsExactly("a", "b");
        assertThat(metadata.categories()).containsExactly("Education", "a");
        assertThat(metadata.chapters()).containsExactly(new Chapter(0, 10.5, "One"), new Chapter(10.5, 30, "Two"));
        assertThat(metadata.extra()).containsEntry("id", "abc");
    }

    @Test
    void aSiteThatSaysNothingIsNoError() throws Exception {
        Source.Metadata metadata = info("{\"id\": null, \"chapters\": null}").metadata();

        assertThat(metadata.title()).isNull();
        assertThat(metadata.chapters()).isEmpty();
    }

    @Test
    void allThatIsSaidOfAVideoIsTakenOver() throws Exception {
        Source.Metadata metadata = info("""
                        {"uploader": "Anna", "uploader_id": "@anna", "uploader_url": "https://example.org/@anna",
                         "channel_url": "https://example.org/c", "channel_follower_count": 35000,
                         "timestamp": 1705795200, "release_timestamp": 1705881600, "comment_count": 44, "age_limit": 18,
                         "live_status": "was_live", "availability": "public", "license": "CC BY",
                         "webpage_url": "https://example.org/v", "duration": 20,
                         "heatmap": [{"start_time": 10, "end_time": 20, "value": 0.4},
                                     {"start_time": 0, "end_time": 10, "value": 0.8}],
                         "thumbnails": [{"url": "https://example.org/big.webp", "width": 1280, "height": 720},
                                        {"url": "https://example.org/small.jpg", "width": 320, "height": 180},
                                        {"url": "https://example.org/poor.jpg", "width": 4000, "preference": -9},
                                        {"url": null}, "https://example.org/text.jpg"]}
                        """).metadata();

        assertThat(metadata.channel()).isEqualTo("Anna");
        assertThat(metadata.uploaderId()).isEqualTo("@anna");
        assertThat(metadata.channelFollowerCount()).isEqualTo(35000);
        assertThat(metadata.published()).as("the day of the timestamp").isEqualTo("2024-01-21");
        assertThat(metadata.publishedAt()).isEqualTo("2024-01-21T00:00:00Z");
        assertThat(metadata.releasedAt()).isEqualTo("2024-01-22T00:00:00Z");
        assertThat(metadata.commentCount()).isEqualTo(44);
        assertThat(metadata.ageLimit()).isEqualTo(18);
        assertThat(metadata.liveStatus()).isEqualTo("was_live");
        assertThat(metadata.license()).isEqualTo("CC BY");
        assertThat(metadata.heatmap()).containsExactly(new Source.Heat(0, 10, 1), new Source.Heat(10, 20, 0.5));
        assertThat(metadata.thumbnailUrl()).isEqualTo("https://example.org/big.webp");
    }

    /** As youtube-dl wrote it ten years ago, and as extractors write what they scraped. */
    @Test
    void oldAndOddFieldsAreReadAsWhatTheyMean() throws Exception {
        Source.Metadata metadata = info("""
                        {"title": 1984, "uploader": "Anna", "upload_date": 20140131, "view_count": "1,234,567",
                         "like_count": 12.0, "duration": "1:00:10", "tags": "one", "categories": null,
                         "is_live": "false", "was_live": true, "age_limit": "18", "timestamp": "1391126400",
                         "chapters": [{"start_time": "60", "title": null}, {"start_time": 0, "title": "One"},
                                      {"title": "nowhere"}, null, 7]}
                        """).metadata();

        assertThat(metadata.title()).isEqualTo("1984");
        assertThat(metadata.channel()).isEqualTo("Anna");
        assertThat(metadata.published()).isEqualTo("2014-01-31");
        assertThat(metadata.publishedAt()).isEqualTo("2014-01-31T00:00:00Z");
        assertThat(metadata.viewCount()).isEqualTo(1_234_567);
        assertThat(metadata.likeCount()).isEqualTo(12);
        assertThat(metadata.tags()).containsExactly("one");
        assertThat(metadata.liveStatus()).isEqualTo("was_live");
        assertThat(metadata.ageLimit()).isEqualTo(18);
        assertThat(metadata.chapters()).containsExactly(new Chapter(0, 60, "One"), new Chapter(60, 3610, ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "true",
                "-1",
                "1e300",
                "\"\"",
                "\"N/A\"",
                "[]",
                "{}",
                "[[], {}, null]",
                "{\"url\": 1}",
                "[{\"start_time\": \"soon\", \"end_time\": [], \"value\": {}}]"
            })
    void whateverAFieldHoldsItIsNoError(String odd) throws Exception {
        String fields = Stream.of(
                        "title",
                        "description",
                        "channel",
                        "channel_id",
                        "uploader",
                        "upload_date",
                        "release_date",
                        "timestamp",
                        "release_timestamp",
                        "view_count",
                        "like_count",
                        "comment_count",
                        "age_limit",
                        "channel_follower_count",
                        "duration",
                        "duration_string",
                        "language",
                        "thumbnail",
                        "thumbnails",
                        "chapters",
                        "heatmap",
                        "tags",
                        "categories",
                        "live_status",
                        "is_live",
                        "availability",
                        "license",
                        "extractor",
                        "webpage_url",
                        "filesize")
                .map(field -> "\"" + field + "\": " + odd)
                .collect(Collectors.joining(", ", "{", "}"));

        Source.Metadata metadata = info(fields).metadata();

        assertThat(metadata.published()).isNull();
        assertThat(metadata.publishedAt()).isNull();
        assertThat(metadata.viewCount())
                .satisfiesAnyOf(
                        count -> assertThat(count).isNull(),
                        count -> assertThat(count).isNotNegative());
        assertThat(metadata.chapters()).isEmpty();
        assertThat(metadata.heatmap()).isNull();
        assertThat(Json.read(Json.bytes(metadata), Source.Metadata.class)).isEqualTo(metadata);
    }

    @Test
    void ofAPageWithSeveralVideosTheFirstIsTaken() throws Exception {
        assertThat(info("{\"_type\": \"playlist\", \"title\": \"page\", \"entries\": [{\"title\": \"first\"}]}")
                        .metadata()
                        .title())
                .isEqualTo("first");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"live_status\": \"is_live\"} | SOURCE_NOT_READY",
                "{\"live_status\": \"is_upcoming\"} | SOURCE_NOT_READY",
                "{\"is_live\": true} | SOURCE_NOT_READY",
                "{\"duration\": 61} | SOURCE_TOO_LONG",
                "{\"requested_formats\": [{\"filesize\": 800}, {\"filesize\": 201}]} | SOURCE_TOO_LARGE"
            })
    void whatMayNotBeFetchedIsKnownBeforeTheDownload(String json, ErrorCode code) throws Exception {
        SiteInfo info = info(json);

        assertThatThrownBy(() -> info.check(REQUEST))
                .isInstanceOfSatisfying(
                        MediaException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void aPageWithoutEntriesHoldsNoMedia() {
        assertThatThrownBy(() -> info("{\"_type\": \"playlist\", \"entries\": []}"))
                .isInstanceOf(MediaException.class);
        assertThatThrownBy(() -> info("null")).isInstanceOf(MediaException.class);
    }

    private static SiteInfo info(String json) throws MediaException {
        return SiteInfo.of(Json.MAPPER.readTree(json));
    }
}
