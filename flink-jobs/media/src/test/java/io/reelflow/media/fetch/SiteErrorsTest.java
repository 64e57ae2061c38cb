package io.reelflow.media.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.media.MediaException;
import io.reelflow.schemas.job.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SiteErrorsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[youtube] x: Video unavailable | SOURCE_NOT_FOUND",
                "[youtube] x: Video unavailable. This video has been removed by the uploader | SOURCE_NOT_FOUND",
                "[youtube] x: This video is no longer available because the YouTube account associated with this video"
                        + " has been terminated. | SOURCE_NOT_FOUND",
                "[youtube] x: Video unavailable. The uploader has not made this video available in your country"
                        + " | SOURCE_FORBIDDEN",
                "[youtube] x: Private video. Sign in if you've been granted access to this video | SOURCE_FORBIDDEN",
                "[youtube] x: Sign in to confirm your age. This video may be inappropriate for some users."
                        + " | SOURCE_FORBIDDEN",
                "[youtube] x: Join this channel to get access to members-only content | SOURCE_FORBIDDEN",
                "[youtube] x: Sign in to confirm you’re not a bot. Use --cookies-from-browser | SOURCE_RATE_LIMITED",
                "[youtube] x: This live event will begin in 3 days. | SOURCE_NOT_READY",
                "[youtube] x: Premieres in 4 hours | SOURCE_NOT_READY",
                "[twitch:stream] x: The channel is not currently live | SOURCE_NOT_READY",
                "[vimeo] 1: This video is DRM protected | SOURCE_FORBIDDEN",
                "[generic] Unable to download webpage: HTTP Error 404: Not Found (caused by <HTTPError 404: Not Found>)"
                        + " | SOURCE_NOT_FOUND",
                "[generic] Unable to download webpage: HTTP Error 403: Forbidden | SOURCE_FORBIDDEN",
                "unable to download video data: HTTP Error 429: Too Many Requests | SOURCE_RATE_LIMITED",
                "[generic] Unable to download webpage: HTTP Error 503: Service Unavailable | SOURCE_UNAVAILABLE",
                "[generic] Unable to download webpage: [Errno -2] Name or service not known | SOURCE_UNAVAILABLE",
                "[generic] Unable to download webpage: timed out | SOURCE_UNAVAILABLE",
                "1000 bytes read, 5000 more expected | DOWNLOAD_INTERRUPTED",
                "Unsupported URL: http://example.org/page | MEDIA_UNREADABLE",
                "[youtube] x: Requested format is not available. Use --list-formats | MEDIA_UNREADABLE",
                "something nobody has seen before | SOURCE_UNAVAILABLE"
            })
    void whatYtDlpSaysHasACode(String words, ErrorCode code) {
        assertThat(SiteErrors.of("WARNING: nothing\nERROR: " + words).code()).isEqualTo(code);
    }

    @Test
    void theMessageIsShortAndLeavesOutWhatIsForDevelopers() {
        MediaException error = SiteErrors.of("ERROR: [generic] Unable to download webpage: HTTP Error 404: Not Found"
                + " (caused by <HTTPError 404: Not Found>); please report this issue on https://example.org");

        assertThat(error).hasMessage("yt-dlp: [generic] Unable to download webpage: HTTP Error 404: Not Found");
    }
}
