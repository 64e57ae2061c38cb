package io.reelflow.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.reelflow.media.fetch.FetchRequest;
import io.reelflow.media.listen.ListenRequest;
import io.reelflow.media.render.RenderRequest;
import io.reelflow.media.tools.Child;
import io.reelflow.media.tools.ToolSetup;
import io.reelflow.media.watch.WatchRequest;
import io.reelflow.schemas.job.JobOptions;
import io.reelflow.schemas.job.SourceKind;
import io.reelflow.schemas.result.ClipPlan;
import io.reelflow.schemas.result.Source;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A playlist, a manifest or a script that calls itself a video: no task reads what it names, a file or a host. */
@SuppressWarnings("NullAway.Init") // each test opens its server
class DisguisedSourceTest {
    private static final MediaConfig CONFIG = MediaConfig.fromEnvironment(System.getenv());
    private static final String SECRET = "a-secret-of-this-machine";
    private static final String HLS = "#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXT-X-MEDIA-SEQUENCE:0\n";

    @TempDir
    Path directory;

    private final AtomicInteger requests = new AtomicInteger();
    private HttpServer server;
    private Path film;
    private Path secret;

    @BeforeEach
    void open() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        film = directory.resolve("inner.ts");
        secret = Files.writeString(directory.resolve("secret"), SECRET.repeat(1000));
        var tools = ToolSetup.ensure(CONFIG, line -> {});
        Child.Exit made = Child.of(tools.ffmpeg(
                        ("-f lavfi -i testsrc2=size=320x180:rate=10:duration=3 -f lavfi -i sine=duration=3 -c:v libx264"
                                        + " -pix_fmt yuv420p -f mpegts " + film)
                                .split(" ")))
                .run();
        assertThat(made.ok()).as(made.errorTail()).isTrue();
        byte[] body = Files.readAllBytes(film);
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                HLS + "#EXTINF:3,\nFILM\n#EXT-X-ENDLIST\n",
                HLS + "#EXTINF:3,\nfile://FILM\n#EXT-X-ENDLIST\n",
                HLS + "#EXTINF:3,\nfile://SECRET\n#EXT-X-ENDLIST\n",
                HLS + "#EXTINF:3,\nURL/film.ts\n#EXT-X-ENDLIST\n",
                HLS + "#EXTINF:3,\nconcat:SECRET|FILM\n#EXT-X-ENDLIST\n",
                HLS + "#EXT-X-KEY:METHOD=AES-128,URI=\"URL/key\"\n#EXTINF:3,\nFILM\n#EXT-X-ENDLIST\n",
                HLS + "#EXT-X-MAP:URI=\"file://SECRET\"\n#EXTINF:3,\nURL/film.ts\n#EXT-X-ENDLIST\n",
                "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\nURL/inner.m3u8\n",
                "ffconcat version 1.0\nfile FILM\n",
                "ffconcat version 1.0\nfile inner.ts\n",
                "ffconcat version 1.0\nfile 'URL/film.ts'\n",
                "ffconcat version 1.0\nfile 'subfile,,start,0,end,0,,:SECRET'\n",
                "<?xml version=\"1.0\"?><MPD xmlns=\"urn:mpeg:dash:schema:mpd:2011\" type=\"static\""
                        + " mediaPresentationDuration=\"PT3S\"><Period><AdaptationSet mimeType=\"video/mp2t\">"
                        + "<Representation id=\"1\" bandwidth=\"1\"><BaseURL>URL/film.ts</BaseURL></Representation>"
                        + "</AdaptationSet></Period></MPD>",
                "<?xml version=\"1.0\"?><MPD xmlns=\"urn:mpeg:dash:schema:mpd:2011\" type=\"static\""
                        + " mediaPresentationDuration=\"PT3S\"><Period><AdaptationSet mimeType=\"video/mp2t\">"
                        + "<Representation id=\"1\" bandwidth=\"1\"><BaseURL>file://FILM</BaseURL></Representation>"
                        + "</AdaptationSet></Period></MPD>",
                "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video 5004 RTP/AVP 96\n",
                "[playlist]\nFile1=URL/film.ts\n",
                "<smil><body><video src=\"URL/film.ts\"/></body></smil>",
                "RTSPtext\nrtsp://127.0.0.1/\n",
            })
    void isNoMediaToAnyTask(String text) throws Exception {
        Path disguised = Files.writeString(
                directory.resolve("film.mp4"),
                text.replace("FILM", film.toString())
                        .replace("SECRET", secret.toString())
                        .replace(
                                "URL", "http://127.0.0.1:" + server.getAddress().getPort()));

        assertThatThrownBy(() -> run(TaskType.FETCH, fetch(disguised))).isInstanceOf(MediaException.class);
        assertThatThrownBy(() -> run(TaskType.WATCH, watch(disguised))).isInstanceOf(MediaException.class);
        assertThatThrownBy(() -> run(TaskType.LISTEN, listen(disguised))).isInstanceOf(MediaException.class);
        assertThatThrownBy(() -> run(TaskType.RENDER, render(disguised))).isInstanceOf(Exception.class);

        assertThat(requests).hasValue(0);
        try (Stream<Path> files = Files.walk(directory)) {
            List<Path> made = files.filter(Files::isRegularFile)
                    .filter(file -> !List.of(film, secret, disguised).contains(file))
                    .toList();
            for (Path file : made) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain(SECRET);
            }
        }
    }

    @Test
    void theFilmItselfIsMediaToTheSameTasks() throws Exception {
        assertThat(run(TaskType.FETCH, fetch(film)).duration()).isPositive();
        assertThat(run(TaskType.WATCH, watch(film)).width()).isEqualTo(320);
        assertThat(run(TaskType.RENDER, render(film)).duration()).isPositive();
    }

    private <I, O> O run(TaskType<I, O> type, I input) throws Exception {
        Path out = Files.createTempDirectory(directory, "out");
        return TaskCatalog.of(CONFIG).task(type).run(input, out, Progress.NONE);
    }

    private static FetchRequest fetch(Path file) {
        return new FetchRequest(
                "upload:1/film.mp4", SourceKind.UPLOAD, file.toString(), false, false, 1 << 30, 1000, List.of());
    }

    private static WatchRequest watch(Path file) {
        return new WatchRequest(file.toString(), source(), true, 2);
    }

    private static ListenRequest listen(Path file) {
        return new ListenRequest(file.toString(), source(), "en", "tiny.en");
    }

    private static RenderRequest render(Path file) {
        var clip = new ClipPlan.Planned("clip", 0, 2, 1, "Clip", null, null, List.of(), List.of(), "", List.of());
        return new RenderRequest(file.toString(), source(), clip, null, List.of(), JobOptions.DEFAULTS);
    }

    private static Source source() {
        Source.Metadata metadata = new Source.Metadata(
                null, null, null, null, null, null, null, null, null, List.of(), List.of(), "http", Map.of());
        return new Source(
                "https://example.org/film",
                "film.mp4",
                "mov",
                1,
                null,
                3,
                0,
                new Source.Picture(0, "h264", 320, 180, 10, 0),
                new Source.Sound(1, "mp2", 1, 44_100, null),
                metadata,
                List.of());
    }
}
