package io.reelflow.media.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelflow.media.MediaException;
import io.reelflow.media.Progress;
import io.reelflow.schemas.Json;
import io.reelflow.schemas.job.ChannelRequest;
import io.reelflow.schemas.job.ChannelRequest.Filters;
import io.reelflow.schemas.job.ErrorCode;
import io.reelflow.schemas.job.JobType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListTaskTest {
    private static final Instant NEW_YEAR = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    Path directory;

    private final ListTask task = new ListTask(SmallMedia.CONFIG);
    private SourceSite site;

    @BeforeEach
    void openSite() throws IOException {
        site = new SourceSite();
    }

    @AfterEach
    void closeSite() {
        site.close();
    }

    @Test
    void aFeedOf5000IsListedWithOneRequestAndCanBeReadWhileItGrows() throws Exception {
        site.body("/feed.xml", "application/rss+xml", rss(5_000));
        List<Long> grown = new ArrayList<>();

        ListFound found = task.run(
                request("/feed.xml", all()),
                directory,
                (stage, fraction, message, counters) -> grown.add(lines().count()));

        assertThat(found.listed()).isEqualTo(5_000);
        assertThat(found.title()).isEqualTo("Talks & more");
        assertThat(found.skipped()).isEmpty();
        assertThat(found.complete()).isTrue();
        assertThat(site.requests()).hasSize(1);
        assertThat(grown).isSorted().contains(100L, 2_500L).endsWith(5_000L);
        assertThat(videos().map(ListedVideo::url).distinct()).hasSize(5_000);
        ListedVideo first = videos().findFirst().orElseThrow();
        assertThat(first).isEqualTo(ListedVideo.of(site.url("/talks/0.mp4"), "Talk 0", 61.0, NEW_YEAR));
    }

    @Test
    void theMediaFileOfAnItemGoesBeforeItsPage() throws Exception {
        site.body(
                "/feed.xml",
                "text/xml",
                ("<rss version='2.0'><channel><title>x</title>"
                                + "<item><link>/page/1</link><enclosure url='/1.mp3' type='audio/mpeg' length='1'/></item>"
                                + "<item><link>/page/2</link><enclosure url='/2.jpg' type='image/jpeg' length='1'/></item>"
                                + "<item><title>nothing</title></item></channel></rss>")
                        .getBytes(StandardCharsets.UTF_8));

        ListFound found = list("/feed.xml", all());

        assertThat(videos().map(ListedVideo::url)).containsExactly(site.url("/1.mp3"), site.url("/page/2"));
        assertThat(found.skipped()).containsExactly(Map.entry("no_address", 1L));
    }

    @Test
    void pagesOfAFeedFollowAndEachIsAskedForOnce() throws Exception {
        site.body("/one.xml", "application/atom+xml", atom(1, "/two.xml"));
        site.body("/two.xml", "application/atom+xml", atom(2, "one.xml"));

        ListFound found = list("/one.xml", all());

        assertThat(found.listed()).isEqualTo(2);
        assertThat(videos().map(ListedVideo::url)).containsExactly(site.url("/watch/1"), site.url("/watch/2"));
        assertThat(site.requests()).containsExactly("GET /one.xml null", "GET /two.xml null");
    }

    @Test
    void noPageIsAskedForOnceThereAreEnough() throws Exception {
        site.body("/one.xml", "application/atom+xml", atom(1, "/two.xml"));
        site.status("/two.xml", 500);

        ListFound found = list("/one.xml", new ChannelRequest(JobType.METADATA, 1, null, Filters.NONE, null));

        assertThat(found.complete()).isTrue();
        assertThat(videos()).hasSize(1);
        assertThat(site.requests()).hasSize(1);
    }

    @Test
    void aSitemapIndexIsFollowedAndItsVideosAreTold() throws Exception {
        site.body(
                "/sitemap.xml",
                "application/xml",
                ("<?xml version='1.0'?><!-- of ours -->\n<sitemapindex"
                                + " xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><sitemap><loc>"
                                + site.url("/videos.xml.gz")
                                + "</loc></sitemap></sitemapindex>")
                        .getBytes(StandardCharsets.UTF_8));
        site.body(
                "/videos.xml.gz",
                "application/gzip",
                packed(
                        "<urlset"
                                + " xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'"
                                + " xmlns:video='http://www.google.com/schemas/sitemap-video/1.1'><url><loc>"
                                + site.url("/about")
                                + "</loc></url><url><loc>" + site.url("/watch/1")
                                + "</loc><video:video><video:thumbnail_loc>"
                                + site.url("/1.jpg") + "</video:thumbnail_loc><video:title>One</video:title>"
                                + "<video:description>First</video:description><video:content_loc>" + site.url("/1.mp4")
                                + "</video:content_loc><video:duration>90</video:duration>"
                                + "<video:publication_date>2026-01-01T00:00:00Z</video:publication_date></video:video></url></urlset>"));

        ListFound found = list("/sitemap.xml", all());

        assertThat(videos()).containsExactly(ListedVideo.of(site.url("/watch/1"), "One", 90.0, NEW_YEAR));
        assertThat(found.skipped()).containsExactly(Map.entry("no_video", 1L));
    }

    @Test
    void ytDlpListsWhatAPageEmbedsAndAsksForNoneOfIt() throws Exception {
        String frames = List.of("dQw4w9WgXcQ", "oHg5SJYRHA0", "9bZkp7q19f0").stream()
                .map(id -> "<iframe src=\"https://www.youtube.com/embed/" + id + "\"></iframe>")
                .collect(Collectors.joining());
        site.html("/talks", "<html><head><title>All talks</title></head><body>" + frames + "</body></html>");

        ListFound found = list("/talks", all());

        assertThat(found.listed()).isEqualTo(3);
        assertThat(videos().map(ListedVideo::url))
                .containsExactly(
                        "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
                        "https://www.youtube.com/watch?v=oHg5SJYRHA0",
                        "https://www.youtube.com/watch?v=9bZkp7q19f0");
    }

    @Test
    void filtersKeepOutWhatIsKnownNotToFitAndNothingElse() {
        var filters = new Filters(Instant.parse("2026-02-01T00:00:00Z"), 60.0, 3600.0, "talk|lecture", false, false);
        var filter = new VideoFilter(new ChannelRequest(JobType.METADATA, null, NEW_YEAR, filters, null));

        assertThat(filter.reason(ListedVideo.of("x", null, null, null))).isNull();
        assertThat(filter.reason(ListedVideo.of("x", "A TALK", 60.0, NEW_YEAR))).isNull();
        assertThat(filter.reason(ListedVideo.of("x", "A talk", 60.0, NEW_YEAR.minusSeconds(1))))
                .isEqualTo("date");
        assertThat(filter.reason(ListedVideo.of("x", "A talk", 60.0, Instant.parse("2026-02-01T00:00:00Z"))))
                .isEqualTo("date");
        assertThat(filter.reason(ListedVideo.of("x", "A talk", 59.0, null))).isEqualTo("length");
        assertThat(filter.reason(ListedVideo.of("x", "A talk", 3601.0, null))).isEqualTo("length");
        assertThat(filter.reason(ListedVideo.of("x", "A song", null, null))).isEqualTo("title");
        assertThat(filter.reason(video(null, true, null))).isEqualTo("short");
        assertThat(filter.reason(video(true, null, null))).isEqualTo("live");
        assertThat(filter.reason(video(null, null, "private"))).isEqualTo("private");
    }

    @Test
    void whatYtDlpSaysOfAListIsUnderstood() {
        ListedVideo upcoming =
                entry("{'live_status': 'is_upcoming', 'release_timestamp': 1767225600, 'duration': null}");
        assertThat(upcoming.starts()).isEqualTo(NEW_YEAR);
        assertThat(upcoming.live()).isTrue();
        assertThat(entry("{'title': '[Private video]'}").missing()).isEqualTo("private");
        assertThat(entry("{'title': '[Deleted video]'}").missing()).isEqualTo("deleted");
        assertThat(entry("{'availability': 'subscriber_only'}").missing()).isEqualTo("restricted");
        assertThat(entry("{'url': 'https://www.youtube.com/shorts/dQw4w9WgXcQ'}")
                        .isShort())
                .isTrue();
        assertThat(SiteEntries.isList(fields("{'ie_key': 'YoutubeTab', 'url': 'https://www.youtube.com/@x/videos'}")))
                .isTrue();
    }

    @Test
    void aListIsHeldToTheHostPolicy() {
        site.body("/feed.xml", "application/rss+xml", rss(1));

        assertThatThrownBy(() -> task.run(
                        new ListRequest(site.url("/feed.xml"), all(), List.of(), null, null), directory, Progress.NONE))
                .isInstanceOfSatisfying(
                        MediaException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.URL_NOT_ALLOWED));
        assertThat(site.requests()).isEmpty();
    }

    @Test
    void aFeedThatIsAwaySaysWhy() {
        site.status("/feed.xml", 429);

        assertThatThrownBy(() -> list("/feed.xml", all()))
                .isInstanceOfSatisfying(
                        MediaException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SOURCE_RATE_LIMITED));
        assertThat(site.requests()).hasSize(1);
    }

    private static ChannelRequest all() {
        return new ChannelRequest(JobType.METADATA, null, null, Filters.NONE, null);
    }

    private ListRequest request(String path, ChannelRequest channel) {
        return new ListRequest(site.url(path), channel, List.of(site.host()), null, null);
    }

    private ListFound list(String path, ChannelRequest channel) throws Exception {
        return task.run(request(path, channel), directory, Progress.NONE);
    }

    private Stream<String> lines() {
        try {
            return Files.readString(directory.resolve(ListTask.FILE)).lines();
        } catch (NoSuchFileException e) {
            return Stream.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Stream<ListedVideo> videos() {
        return lines().map(line -> Json.read(line.getBytes(StandardCharsets.UTF_8), ListedVideo.class));
    }

    private static ListedVideo video(@Nullable Boolean live, @Nullable Boolean isShort, @Nullable String missing) {
        return new ListedVideo("x", null, null, null, null, live, isShort, missing);
    }

    private static InfoFields fields(String json) {
        return new InfoFields(Json.MAPPER.readTree(json.replace('\'', '"')));
    }

    private static ListedVideo entry(String json) {
        return SiteEntries.video("https://talks.example/1", fields(json));
    }

    private byte[] rss(int items) {
        return IntStream.range(0, items)
                .mapToObj(
                        i -> "<item><title>Talk " + i + "</title><guid>" + i + "</guid><link>" + site.url("/talks/" + i)
                                + ".mp4</link><pubDate>Thu, 01 Jan 2026 00:00:00 GMT</pubDate>"
                                + "<itunes:duration>1:01</itunes:duration></item>")
                .collect(Collectors.joining(
                        "\n",
                        "<?xml version='1.0'?><rss version='2.0'"
                                + " xmlns:itunes='http://www.itunes.com/dtds/podcast-1.0.dtd'><channel>"
                                + "<title>Talks &amp; more</title>",
                        "</channel></rss>"))
                .getBytes(StandardCharsets.UTF_8);
    }

    private byte[] atom(int number, String next) {
        return ("<feed xmlns='http://www.w3.org/2005/Atom'><title>Talks</title><id>x</id>"
                        + "<link rel='next' href='" + next + "'/><entry><id>" + number + "</id><title>Talk</title>"
                        + "<link href='" + site.url("/watch/" + number) + "'/></entry></feed>")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] packed(String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
