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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        assertThat(metadata.tags()).containsExactly("a", "b", "Education");
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
