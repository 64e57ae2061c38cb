package io.reelflow.media.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.reelflow.media.MediaException;
import io.reelflow.media.Progress;
import io.reelflow.media.captions.CaptionFile;
import io.reelflow.schemas.job.ErrorCode;
import io.reelflow.schemas.job.SourceKind;
import io.reelflow.schemas.result.Segment;
import io.reelflow.schemas.result.Source;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FetchTaskTest {
    @TempDir
    static Path made;

    private static byte[] video = new byte[0];

    @TempDir
    Path directory;

    private final FetchTask task = new FetchTask(SmallMedia.CONFIG);
    private SourceSite site;

    @BeforeAll
    static void makeVideo() throws Exception {
        video = Files.readAllBytes(SmallMedia.video(made.resolve("video.mp4")));
    }

    @AfterAll
    static void forgetVideo() {
        video = new byte[0];
    }

    @BeforeEach
    void openSite() throws IOException {
        site = new SourceSite();
    }

    @AfterEach
    void closeSite() {
        site.close();
    }

    @Test
    void aFileIsDownloadedAndDescribed() throws Exception {
        site.file("/talks/My talk.mp4", video, "\"v1\"", 0);

        Source source = fetch("/talks/My%20talk.mp4");

        assertThat(source.file()).isEqualTo("source.mp4");
        assertThat(directory.resolve("source.mp4")).hasBinaryContent(video);
        assertThat(files()).containsExactly("source.mp4");
        assertThat(source.bytes()).isEqualTo(video.length);
        assertThat(source.sha256()).hasSize(64);
        assertThat(source.duration()).isCloseTo(3, within(0.1));
        assertThat(source.picture()).isEqualTo(new Source.Picture(0, "h264", 320, 180, 10, 0));
        assertThat(source.sound()).isEqualTo(new Source.Sound(1, "aac", 1, 44100, null));
        assertThat(source.metadata().title()).isEqualTo("My talk");
        assertThat(source.metadata().extractor()).isEqualTo("http");
        assertThat(source.warnings()).isEmpty();
    }

    @Test
    void progressCountsBytesAndThenReadsMetadata() throws Exception {
        site.file("/a.mp4", video, "\"v1\"", 0);
        List<String> heard = new ArrayList<>();

        task.run(
                request("/a.mp4"),
                directory,
                (stage, fraction, message, counters) -> heard.add(
                        stage + " " + (counters == null ? "" : counters.bytesDone() + "/" + counters.bytesTotal())));

        assertThat(heard)
                .contains("DOWNLOADING " + video.length + "/" + video.length)
                .endsWith("EXTRACTING_METADATA ");
    }

    @Test
    void aDownloadThatIsCutGoesOnWhereItWas() throws Exception {
        site.file("/a.mp4", video, "\"v1\"", 3);

        fetch("/a.mp4");

        assertThat(directory.resolve("source.mp4")).hasBinaryContent(video);
        assertThat(site.requests()).hasSize(4);
        assertThat(site.requests().get(1)).isEqualTo("GET /a.mp4 bytes=" + video.length / 2 + "-");
    }

    @Test
    void withoutAValidatorACutDownloadBeginsAnew() throws Exception {
        site.file("/a.mp4", video, "", 1);

        fetch("/a.mp4");

        assertThat(directory.resolve("source.mp4")).hasBinaryContent(video);
        assertThat(site.requests()).containsExactly("GET /a.mp4 null", "GET /a.mp4 null");
    }

    @Test
    void aDownloadThatIsAlwaysCutIsInterrupted() throws Exception {
        site.file("/a.mp4", video, "\"v1\"", 100);
        HostCheck hosts = new HostCheck(List.of(site.host()));
        try (Outbound outbound = Outbound.of(SmallMedia.CONFIG, hosts, null)) {
            HttpDownload download = new HttpDownload(outbound, Duration.ofMillis(1));

            assertFails(
                    () -> download.get(
                            URI.create(site.url("/a.mp4")),
                            directory.resolve("source.part"),
                            1 << 30,
                            false,
                            Deadline.in(Duration.ofMinutes(1)),
                            (done, total) -> {}),
                    ErrorCode.DOWNLOAD_INTERRUPTED);
        }
    }

    @Test
    void whatAnEarlierRunLeftIsTakenUp() throws Exception {
        site.file("/a.mp4", video, "\"v1\"", 0);
        PartialFile left = new PartialFile(directory.resolve("source.part"));
        left.restart(new PartialFile.Identity(site.url("/a.mp4"), "\"v1\"", (long) video.length));
        Files.write(left.path(), Arrays.copyOf(video, 1000));

        fetch("/a.mp4");

        assertThat(directory.resolve("source.mp4")).hasBinaryContent(video);
        assertThat(site.requests()).containsExactly("GET /a.mp4 bytes=1000-");
    }

    @Test
    void aFileThatHasChangedMeanwhileIsTakenWhole() throws Exception {
        site.file("/a.mp4", video, "\"v2\"", 0);
        PartialFile left = new PartialFile(directory.resolve("source.part"));
        left.restart(new PartialFile.Identity(site.url("/a.mp4"), "\"v1\"", 5000L));
        Files.write(left.path(), new byte[1000]);

        fetch("/a.mp4");

        assertThat(directory.resolve("source.mp4")).hasBinaryContent(video);
    }

    @ParameterizedTest
    @CsvSource({
        "404, SOURCE_NOT_FOUND", "410, SOURCE_NOT_FOUND", "401, SOURCE_FORBIDDEN", "403, SOURCE_FORBIDDEN",
        "451, SOURCE_FORBIDDEN", "429, SOURCE_RATE_LIMITED", "500, SOURCE_UNAVAILABLE", "503, SOURCE_UNAVAILABLE"
    })
    void anAnswerThatIsNoSuccessHasItsCode(int status, ErrorCode code) {
        site.status("/a.mp4", status);

        assertFails(() -> fetch("/a.mp4"), code);
    }

    @Test
    void aServerThatIsAwayIsUnavailable() {
        site.close();

        assertFails(() -> fetch("/a.mp4"), ErrorCode.SOURCE_UNAVAILABLE);
    }

    @Test
    void aRedirectIsFollowed() throws Exception {
        site.file("/files/b.mp4", video, "\"v1\"", 0).redirect("/a", "/files/b.mp4");

        assertThat(fetch("/a").metadata().title()).isEqualTo("b");
    }

    @Test
    void redirectsWithoutEndAreRefused() {
        site.redirect("/a", "/a");

        assertFails(() -> fetch("/a"), ErrorCode.SOURCE_FORBIDDEN);
    }

    @ParameterizedTest
    @CsvSource({
        "http://169.254.169.254/latest/meta-data/",
        "http://10.0.0.1/a.mp4",
        "http://[::1]/a.mp4",
        "http://2130706433/a.mp4",
        "file:///etc/passwd",
        "ftp://example.org/a.mp4"
    })
    void aRedirectToWhatIsNotPublicIsRefused(String to) {
        site.redirect("/a", to);

        assertFails(() -> fetch("/a"), ErrorCode.URL_NOT_ALLOWED);
    }

    @Test
    void aHostThatIsNotAllowedIsRefused() {
        site.file("/a.mp4", video, "\"v1\"", 0);
        FetchRequest request = request(site.url("/a.mp4"), SourceKind.WEB, null, List.of(), 1 << 30, 1000);

        assertFails(() -> task.run(request, directory, Progress.NONE), ErrorCode.URL_NOT_ALLOWED);
        assertThat(site.requests()).isEmpty();
    }

    @Test
    void aPageThatSendsYtDlpElsewhereIsRefusedByTheProxy() throws Exception {
        try (SourceSite inner = new SourceSite()) {
            inner.file("/secret.mp4", video, "\"v1\"", 0);
            site.html("/watch", videoPage(inner.url("/secret.mp4")));

            assertFails(() -> fetch("/watch"), ErrorCode.URL_NOT_ALLOWED);
            assertThat(inner.requests()).isEmpty();
        }
    }

    @Test
    void aStreamOfManyPiecesIsFetchedThroughTheProxy() throws Exception {
        Path piece = SmallMedia.make(made.resolve("piece.ts"), true, true);
        site.body("/piece.ts", "video/mp2t", Files.readAllBytes(piece)).body("/a.m3u8", "text/plain", playlist(""));

        Source source = fetch("/a.m3u8");

        assertThat(source.duration()).isCloseTo(3, within(0.2));
    }

    @Test
    void aStreamThatOnlyFfmpegCouldFetchIsRefusedForItWouldPassTheProxyBy() throws Exception {
        site.body("/piece.ts", "video/mp2t", video)
                .body("/a.m3u8", "text/plain", playlist("#EXT-X-KEY:METHOD=SAMPLE-AES-CTR,URI=\"piece.ts\"\n"));

        assertFails(() -> fetch("/a.m3u8"), ErrorCode.MEDIA_UNREADABLE);
        assertThat(site.requests()).noneMatch(request -> request.contains("piece.ts"));
    }

    private static byte[] playlist(String key) {
        return ("#EXTM3U\n#EXT-X-VERSION:5\n#EXT-X-TARGETDURATION:3\n" + key
                        + "#EXTINF:3.0,\npiece.ts\n#EXT-X-ENDLIST\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void whatIsTooLargeIsNotDownloaded() {
        site.file("/a.mp4", video, "\"v1\"", 0);
        FetchRequest request =
                request(site.url("/a.mp4"), SourceKind.WEB, null, List.of(site.host()), video.length - 1, 1000);

        assertFails(() -> task.run(request, directory, Progress.NONE), ErrorCode.SOURCE_TOO_LARGE);
    }

    @Test
    void whatIsTooLongIsRefused() {
        site.file("/a.mp4", video, "\"v1\"", 0);
        FetchRequest request = request(site.url("/a.mp4"), SourceKind.WEB, null, List.of(site.host()), 1 << 30, 2);

        assertFails(() -> task.run(request, directory, Progress.NONE), ErrorCode.SOURCE_TOO_LONG);
    }

    @Test
    void aPageWithAVideoIsFetchedByYtDlp() throws Exception {
        site.file("/media/talk.mp4", video, "\"v1\"", 0).html("/watch", videoPage(site.url("/media/talk.mp4")));

        Source source = fetch("/watch");

        assertThat(directory.resolve("source.mp4")).hasBinaryContent(video);
        assertThat(files()).containsExactly("info.json", "source.mp4");
        assertThat(source.metadata().title()).isEqualTo("A talk <about> things");
        assertThat(source.metadata().extractor()).isEqualTo("generic");
        assertThat(source.duration()).isCloseTo(3, within(0.1));
    }

    @Test
    void captionsOfAPageAreStoredBesideItsVideo() throws Exception {
        site.file("/media/talk.mp4", video, "\"v1\"", 0)
                .html("/watch", captionedPage("es", "en"))
                .body(
                        "/es.vtt",
                        "text/vtt",
                        "WEBVTT\n\n00:00.000 --> 00:01.000\nHola.\n".getBytes(StandardCharsets.UTF_8));

        Source source = task.run(captionsRequest("es"), directory, Progress.NONE);

        assertThat(source.captions())
                .containsExactly(new Source.Captions("es", Source.Captions.MANUAL, "captions.es.vtt"));
        assertThat(CaptionFile.read(directory.resolve("captions.es.vtt")).segments())
                .extracting(Segment::text)
                .containsExactly("Hola.");
        assertThat(files()).containsExactly("captions.es.vtt", "info.json", "source.mp4");
        assertThat(source.warnings()).isEmpty();
    }

    @Test
    void captionsThatCanNotBeHadAreAWarning() throws Exception {
        site.file("/media/talk.mp4", video, "\"v1\"", 0)
                .html("/watch", captionedPage("es"))
                .status("/es.vtt", 404);

        Source source = task.run(captionsRequest("auto"), directory, Progress.NONE);

        assertThat(source.captions()).isEmpty();
        assertThat(source.file()).isEqualTo("source.mp4");
        assertThat(source.warnings()).singleElement().asString().contains("captions in es are not used", "404");
    }

    @Test
    void captionsThatAreNoneAreAWarning() throws Exception {
        site.file("/media/talk.mp4", video, "\"v1\"", 0)
                .html("/watch", captionedPage("es"))
                .html("/es.vtt", "<!DOCTYPE html><html><body>Sign in</body></html>");

        Source source = task.run(captionsRequest("es"), directory, Progress.NONE);

        assertThat(source.captions()).isEmpty();
        assertThat(source.warnings())
                .containsExactly("the publisher's captions in es are not used: the captions are a web page");
        assertThat(files()).containsExactly("info.json", "source.mp4");
    }

    @Test
    void captionsElsewhereAreRefusedByTheProxyAndTheVideoStays() throws Exception {
        try (SourceSite inner = new SourceSite()) {
            inner.html("/es.vtt", "WEBVTT\n");
            site.file("/media/talk.mp4", video, "\"v1\"", 0)
                    .html("/watch", captionedPage("es").replace("/es.vtt", inner.url("/es.vtt")));

            Source source = task.run(captionsRequest("es"), directory, Progress.NONE);

            assertThat(source.warnings()).hasSize(1);
            assertThat(source.file()).isEqualTo("source.mp4");
            assertThat(inner.requests()).isEmpty();
        }
    }

    private String captionedPage(String... languages) {
        StringBuilder tracks = new StringBuilder();
        for (String language : languages) {
            tracks.append("<track kind=\"subtitles\" srclang=\"%1$s\" src=\"/%1$s.vtt\">".formatted(language));
        }
        return "<html><head><title>A talk</title></head><body><video src=\"" + site.url("/media/talk.mp4")
                + "\" type=\"video/mp4\">" + tracks + "</video></body></html>";
    }

    private FetchRequest captionsRequest(String language) {
        return new FetchRequest(
                site.url("/watch"), SourceKind.WEB, null, false, false, 1 << 30, 1000, List.of(site.host()), language);
    }

    @Test
    void aPageNamedLikeAVideoIsUnreadable() {
        site.body(
                "/a.mp4",
                "video/mp4",
                "<!DOCTYPE html><html><body>Not found, sorry</body></html>".getBytes(StandardCharsets.UTF_8));

        assertFails(() -> fetch("/a.mp4"), ErrorCode.MEDIA_UNREADABLE);
    }

    @Test
    void aPageWithoutMediaIsUnreadable() {
        site.html("/page", "<html><head><title>Words</title></head><body>Only words.</body></html>");

        assertFails(() -> fetch("/page"), ErrorCode.MEDIA_UNREADABLE);
    }

    @Test
    void anEmptyFileIsUnreadable() {
        site.body("/a.mp4", "video/mp4", new byte[0]);

        assertFails(() -> fetch("/a.mp4"), ErrorCode.MEDIA_UNREADABLE);
    }

    @Test
    void metadataOfAFileNeedsItsHeadersOnly() throws Exception {
        site.file("/a.mp4", video, "\"v1\"", 0);

        Source source = task.run(metadataRequest("/a.mp4"), directory, Progress.NONE);

        assertThat(source.file()).isNull();
        assertThat(source.bytes()).isEqualTo(video.length);
        assertThat(files()).isEmpty();
    }

    @Test
    void metadataOfAPageNeedsNoMedia() throws Exception {
        site.file("/media/talk.mp4", video, "\"v1\"", 0).html("/watch", videoPage(site.url("/media/talk.mp4")));

        Source source = task.run(metadataRequest("/watch"), directory, Progress.NONE);

        assertThat(source.file()).isNull();
        assertThat(source.metadata().title()).isEqualTo("A talk <about> things");
        assertThat(files()).containsExactly("info.json");
    }

    @Test
    void aMetadataJobAsksForThePageAndThePictureAndNeverForTheMedia() throws Exception {
        site.file("/media/talk.mp4", video, "\"v1\"", 0)
                .html("/watch", picturedPage("/thumb.png"))
                .body("/thumb.png", "image/png", picture());

        Source source = task.run(metadataRequest("/watch"), directory, Progress.NONE);

        assertThat(files()).containsExactly("info.json", "thumbnail.jpg");
        assertThat(source.metadata().thumbnail()).isEqualTo("thumbnail.jpg");
        assertThat(source.metadata().thumbnailUrl()).isEqualTo(site.url("/thumb.png"));
        assertThat(Files.readAllBytes(directory.resolve("thumbnail.jpg"))).startsWith(0xFF, 0xD8, 0xFF);
        assertThat(source.warnings()).isEmpty();
        assertThat(site.requests())
                .filteredOn(request -> request.contains("/thumb.png"))
                .hasSize(1);
        assertThat(site.requests())
                .as("headers of the video at most, to know what it is")
                .filteredOn(request -> request.contains("/media/"))
                .allMatch(request -> request.startsWith("HEAD "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/gone.png", "/page.png", "http://169.254.169.254/thumb.png", "file:///etc/hostname"})
    void aPictureThatCanNotBeHadIsAWarning(String address) throws Exception {
        site.file("/media/talk.mp4", video, "\"v1\"", 0)
                .html("/watch", picturedPage(address))
                .status("/gone.png", 404)
                .html("/page.png", "<html><body>Sign in</body></html>");

        Source source = task.run(metadataRequest("/watch"), directory, Progress.NONE);

        assertThat(source.metadata().title()).isEqualTo("A talk <about> things");
        assertThat(source.metadata().thumbnail()).isNull();
        assertThat(files()).containsExactly("info.json");
        assertThat(source.warnings())
                .allSatisfy(warning -> assertThat(warning).startsWith("the publisher's thumbnail is not stored: "));
    }

    @Test
    void aPageWhoseSiteGivesNoCommentsIsNoError() throws Exception {
        site.file("/media/talk.mp4", video, "\"v1\"", 0).html("/watch", videoPage(site.url("/media/talk.mp4")));

        CommentsFound found = new CommentsTask(SmallMedia.CONFIG)
                .run(new CommentsRequest(site.url("/watch"), 100, List.of(site.host())), directory, Progress.NONE);

        assertThat(found)
                .isEqualTo(new CommentsFound(0, false, List.of("the site gives no comments, or does not allow any")));
        assertThat(files()).containsExactly("comments.json");
    }

    @Test
    void anUploadIsTakenAsItIsAndStaysForAnotherTry() throws Exception {
        Path upload = Files.write(made.resolve("upload"), video);
        FetchRequest request = request(
                "upload:1234/My talk.final.mp4", SourceKind.UPLOAD, upload.toString(), List.of(), 1 << 30, 1000);

        Source source = task.run(request, directory, Progress.NONE);

        assertThat(source.metadata().title()).isEqualTo("My talk.final");
        assertThat(source.metadata().extractor()).isEqualTo("upload");
        assertThat(directory.resolve("source.mp4")).hasBinaryContent(video);
        assertThat(upload).exists();
    }

    @Test
    void aPlaylistThatClaimsToBeAVideoReadsNoFileOfOurs() throws Exception {
        Path upload = Files.writeString(
                made.resolve("evil"),
                "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n");
        FetchRequest request =
                request("upload:1234/evil.mp4", SourceKind.UPLOAD, upload.toString(), List.of(), 1 << 30, 1000);

        assertFails(() -> task.run(request, directory, Progress.NONE), ErrorCode.MEDIA_UNREADABLE);
    }

    private static String videoPage(String media) {
        return "<html><head><title>A talk &lt;about&gt; things</title>"
                + "<meta property=\"og:title\" content=\"A talk &lt;about&gt; things\">"
                + "<meta property=\"og:video\" content=\"" + media + "\">"
                + "<meta property=\"og:video:type\" content=\"video/mp4\"></head><body></body></html>";
    }

    private String picturedPage(String picture) {
        String address = picture.startsWith("/") ? site.url(picture) : picture;
        return videoPage(site.url("/media/talk.mp4"))
                .replace("</head>", "<meta property=\"og:image\" content=\"" + address + "\"></head>");
    }

    private static byte[] picture() throws Exception {
        Path picture = made.resolve("picture.png");
        SmallMedia.run(
                "-f", "lavfi", "-i", "testsrc2=size=640x361:rate=1:duration=1", "-frames:v", "1", "file:" + picture);
        return Files.readAllBytes(picture);
    }

    private Source fetch(String path) throws Exception {
        return task.run(request(path), directory, Progress.NONE);
    }

    private FetchRequest request(String path) {
        return request(site.url(path), SourceKind.WEB, null, List.of(site.host()), 1 << 30, 1000);
    }

    private FetchRequest metadataRequest(String path) {
        return new FetchRequest(
                site.url(path), SourceKind.WEB, null, false, true, 1 << 30, 1000, List.of(site.host()), null);
    }

    private static FetchRequest request(
            String url,
            SourceKind kind,
            @Nullable String file,
            List<String> allowed,
            long maxBytes,
            double maxSeconds) {
        return new FetchRequest(url, kind, file, false, false, maxBytes, maxSeconds, allowed, "auto");
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static void assertFails(ThrowingCallable call, ErrorCode code) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        MediaException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
