package io.reelflow.schemas.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.reelflow.schemas.job.SourceKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VideoAddressTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
                "http://www.youtube.com/watch?v=dQw4w9WgXcQ",
                "https://youtube.com/watch?v=dQw4w9WgXcQ",
                "HTTPS://WWW.YOUTUBE.COM/watch?v=dQw4w9WgXcQ",
                "https://www.YouTube.com:443/watch?v=dQw4w9WgXcQ",
                "http://www.youtube.com:80/watch?v=dQw4w9WgXcQ",
                "https://www.youtube.com./watch?v=dQw4w9WgXcQ",
                "  https://www.youtube.com/watch?v=dQw4w9WgXcQ\n",
                "https://m.youtube.com/watch?v=dQw4w9WgXcQ",
                "https://music.youtube.com/watch?v=dQw4w9WgXcQ&list=RDAMVM",
                "https://gaming.youtube.com/watch?v=dQw4w9WgXcQ",
                "https://www.m.youtube.com/watch?v=dQw4w9WgXcQ",
                "https://www.youtubekids.com/watch?v=dQw4w9WgXcQ",
                "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ",
                "https://youtube-nocookie.com/embed/dQw4w9WgXcQ?rel=0",
                "https://youtube.googleapis.com/v/dQw4w9WgXcQ",
                "https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=42s",
                "https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=1m30s#t=5",
                "https://www.youtube.com/watch?v=dQw4w9WgXcQ#t=0m10s",
                "https://www.youtube.com/watch?t=42&v=dQw4w9WgXcQ",
                "https://www.youtube.com/watch?v=dQw4w9WgXcQ&list=PLrAXtmRdnEQy6nuLMH7wW5fTnQy7BBZgJ&index=2",
                "https://www.youtube.com/watch?list=PLrAXtmRdnEQy6nuLMH7wW5fTnQy7BBZgJ&v=dQw4w9WgXcQ",
                "https://www.youtube.com/watch?app=desktop&v=dQw4w9WgXcQ",
                "https://www.youtube.com/watch?v=dQw4w9WgXcQ&feature=youtu.be",
                "https://www.youtube.com/watch?v=dQw4w9WgXcQ&pp=ygUJcmljayByb2xs",
                "https://www.youtube.com/watch?v=dQw4w9WgXcQ&ab_channel=RickAstley",
                "https://www.youtube.com/watch?v=dQw4w9WgXcQ&utm_source=x",
                "https://www.youtube.com/watch?v=dQw4w9WgXcQ&amp;t=3",
                "https://www.youtube.com/watch?v=dQw4w9WgXcQ?si=abcdefgh",
                "https://www.youtube.com/watch?v=dQw4w9WgXcQ/",
                "https://www.youtube.com/watch?v=dQw4w9WgXcQ%20",
                "https://www.youtube.com/watch?feature=share&v=dQw4w9WgXcQ&v=xxxxxxxxxxx",
                "https://www.youtube.com/watch/?v=dQw4w9WgXcQ",
                "https://www.youtube.com//watch?v=dQw4w9WgXcQ",
                "https://www.youtube.com/watch/dQw4w9WgXcQ",
                "https://www.youtube.com/watch_popup?v=dQw4w9WgXcQ",
                "https://www.youtube.com/?v=dQw4w9WgXcQ",
                "https://www.youtube.com/movie?v=dQw4w9WgXcQ",
                "https://www.youtube.com/playlist?list=PLx&v=dQw4w9WgXcQ",
                "https://youtu.be/dQw4w9WgXcQ",
                "http://youtu.be/dQw4w9WgXcQ",
                "https://YOUTU.BE/dQw4w9WgXcQ",
                "https://www.youtu.be/dQw4w9WgXcQ",
                "https://youtu.be/dQw4w9WgXcQ?t=42",
                "https://youtu.be/dQw4w9WgXcQ?si=Xs2bqBqfYkEaQ1ZM",
                "https://youtu.be/dQw4w9WgXcQ?list=PLx&index=3",
                "https://youtu.be/dQw4w9WgXcQ/",
                "https://youtu.be//dQw4w9WgXcQ",
                "https://youtu.be/dQw4w9WgXcQ#t=1",
                "https://youtu.be/dQw4w9WgXcQ&feature=share",
                "https://youtu.be/watch?v=dQw4w9WgXcQ",
                "https://youtu.be/shorts/dQw4w9WgXcQ",
                "https://www.youtube.com/shorts/dQw4w9WgXcQ",
                "https://youtube.com/shorts/dQw4w9WgXcQ?feature=share",
                "https://m.youtube.com/shorts/dQw4w9WgXcQ/",
                "https://www.youtube.com/embed/dQw4w9WgXcQ",
                "https://www.youtube.com/embed/dQw4w9WgXcQ?start=30&autoplay=1",
                "https://www.youtube.com/live/dQw4w9WgXcQ",
                "https://www.youtube.com/live/dQw4w9WgXcQ?feature=shared",
                "https://www.youtube.com/v/dQw4w9WgXcQ",
                "https://www.youtube.com/v/dQw4w9WgXcQ?version=3&hl=en_US",
                "https://www.youtube.com/v/dQw4w9WgXcQ&hl=en",
                "https://www.youtube.com/vi/dQw4w9WgXcQ",
                "https://www.youtube.com/e/dQw4w9WgXcQ",
                "https://www.youtube.com/attribution_link?a=abc&u=%2Fwatch%3Fv%3DdQw4w9WgXcQ%26feature%3Dshare",
                "https://www.youtube.com/attribution_link?u=/watch?v=dQw4w9WgXcQ&a=abc",
                "http://www.youtube.com/attribution_link?u=https%3A%2F%2Fyoutu.be%2FdQw4w9WgXcQ",
                "https://www.youtube.com/oembed?url=https%3A//www.youtube.com/watch?v%3DdQw4w9WgXcQ&format=json",
                "https://www.youtube.com/oembed?url=http%3A%2F%2Fyoutu.be%2FdQw4w9WgXcQ",
                "https://consent.youtube.com/m?continue=https%3A%2F%2Fwww.youtube.com%2Fwatch%3Fv%3DdQw4w9WgXcQ&gl=DE",
                "https://www.youtube.com/redirect?q=https%3A%2F%2Fyoutu.be%2FdQw4w9WgXcQ",
                "https://www.youtube.com/signin?next=%2Fwatch%3Fv%3DdQw4w9WgXcQ",
                "https://m.youtube.com/#/watch?v=dQw4w9WgXcQ",
                "https://www.youtube.com/#!v=dQw4w9WgXcQ",
                "youtu.be/dQw4w9WgXcQ",
                "youtube.com/watch?v=dQw4w9WgXcQ",
                "www.youtube.com/shorts/dQw4w9WgXcQ",
                "M.YouTube.com/watch?v=dQw4w9WgXcQ",
            })
    void everyFormOfAYouTubeAddressIsTheSameVideo(String form) throws Exception {
        VideoAddress address = VideoAddress.parse(form);

        assertThat(address.videoId()).isEqualTo("dQw4w9WgXcQ");
        assertThat(address.url()).isEqualTo("https://www.youtube.com/watch?v=dQw4w9WgXcQ");
        assertThat(address.youtubeUrl()).isEqualTo(address.url());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://www.youtube.com/",
                "https://www.youtube.com/watch",
                "https://www.youtube.com/watch?v=",
                "https://www.youtube.com/watch?v=short",
                "https://www.youtube.com/watch?v=dQw4w9WgXcQx",
                "https://www.youtube.com/watch?V=dQw4w9WgXcQ",
                "https://www.youtube.com/playlist?list=PLrAXtmRdnEQy6nuLMH7wW5fTnQy7BBZgJ",
                "https://www.youtube.com/embed/videoseries?list=PLrAXtmRdnEQy6nuLMH7wW5fTnQy7BBZgJ",
                "https://www.youtube.com/embed/live_stream?channel=UC_x5XG1OV2P6uZZ5FSM9Ttw",
                "https://www.youtube.com/@google",
                "https://www.youtube.com/@google/videos",
                "https://www.youtube.com/channel/UC_x5XG1OV2P6uZZ5FSM9Ttw",
                "https://www.youtube.com/c/GoogleDevelopers",
                "https://www.youtube.com/user/Google",
                "https://www.youtube.com/feed/trending",
                "https://www.youtube.com/results?search_query=flink",
                "https://www.youtube.com/redirect?q=https%3A%2F%2Fexample.com%2F",
                "https://youtu.be/",
                "https://youtu.be/short",
            })
    void anAddressOfTheSiteThatIsNoVideoIsRefused(String form) {
        assertThatExceptionOfType(AddressException.class)
                .isThrownBy(() -> VideoAddress.parse(form))
                .withMessageContaining("one YouTube video");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://notyoutube.com/watch?v=dQw4w9WgXcQ",
                "https://youtube.com.example/watch?v=dQw4w9WgXcQ",
                "https://example.com/?u=https://youtu.be/dQw4w9WgXcQ",
                "https://youtu.be.example/dQw4w9WgXcQ",
            })
    void aSiteThatOnlyLooksLikeYouTubeIsAnotherSite(String form) throws Exception {
        assertThat(VideoAddress.parse(form).youtubeUrl()).isNull();
        assertThat(VideoAddress.parse(form).videoId()).matches("[0-9a-f]{16}");
    }

    @ParameterizedTest
    @CsvSource({
        "https://Example.COM/a.mp4, https://example.com/a.mp4",
        "HTTP://example.com:80/a.mp4, http://example.com/a.mp4",
        "https://example.com:443/a.mp4, https://example.com/a.mp4",
        "https://example.com:8443/a.mp4, https://example.com:8443/a.mp4",
        "http://example.com:443/a.mp4, http://example.com:443/a.mp4",
        "https://example.com, https://example.com/",
        "https://example.com./a.mp4, https://example.com/a.mp4",
        "https://example.com/a.mp4#t=10, https://example.com/a.mp4",
        "https://example.com/x/./y/../a.mp4, https://example.com/x/a.mp4",
        "https://example.com/a.mp4?, https://example.com/a.mp4",
        "https://example.com/%7euser/%41.mp4, https://example.com/~user/A.mp4",
        "https://example.com/a%2fb%c3%a9.mp4, https://example.com/a%2Fb%C3%A9.mp4",
        "https://example.com/é x.mp4, https://example.com/%C3%A9%20x.mp4",
        "https://example.com/100%.mp4, https://example.com/100%25.mp4",
        "https://bücher.example/a, https://xn--bcher-kva.example/a",
        "https://example.com/a?b=2&a=1, https://example.com/a?b=2&a=1",
        "https://example.com/a?utm_source=x&b=2&fbclid=y, https://example.com/a?b=2",
        "https://example.com/a?utm_source=x, https://example.com/a",
        "https://example.com/a?utm_source=x&X-Amz-Signature=y, https://example.com/a?utm_source=x&X-Amz-Signature=y",
        "https://example.com/a?q=%e9, https://example.com/a?q=%E9",
        "http://0x7f.1/a, http://127.0.0.1/a",
        "http://2130706433/a, http://127.0.0.1/a",
    })
    void anyOtherAddressIsWrittenInOneWay(String given, String canonical) throws Exception {
        VideoAddress address = VideoAddress.parse(given);

        assertThat(address.url()).isEqualTo(canonical);
        assertThat(java.net.URI.create(address.url())).hasToString(canonical);
        assertThat(VideoAddress.parse(canonical)).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://example.com/a.mp4",
                "file:///etc/passwd",
                "javascript:alert(1)",
                "data:video/mp4;base64,AAAA",
                "rtmp://example.com/live",
                "gopher://example.com/",
                "example.com/a.mp4",
                "/a.mp4",
                "//example.com/a.mp4",
                "http://",
                "http:///a.mp4",
                "http:example.com/a.mp4",
                "http:\\\\example.com\\a.mp4",
                "https://user:secret@example.com/a.mp4",
                "https://example.com:99999/a.mp4",
                "https://exa mple.com/a.mp4",
                "http://[::1",
                "not an address",
                "upload:",
                "upload:x/y.mp4",
                "upload:0123456789abcdef-0123456789abcdef",
                "upload:0123456789abcdef-0123456789abcdef/",
                "upload:0123456789abcdef-0123456789abcdef/../x",
            })
    void whatIsNoUsableAddressIsRefused(String text) {
        assertThatExceptionOfType(AddressException.class).isThrownBy(() -> VideoAddress.parse(text));
    }

    @Test
    void anUploadIsTheVideoThatItsIdBeginsWith() throws Exception {
        VideoAddress address = VideoAddress.parse("upload:0123456789abcdef-fedcba9876543210/My talk é.mp4");

        assertThat(address.kind()).isEqualTo(SourceKind.UPLOAD);
        assertThat(address.videoId()).isEqualTo("0123456789abcdef");
        assertThat(address.url()).isEqualTo("upload:0123456789abcdef-fedcba9876543210/My talk é.mp4");
    }
}
