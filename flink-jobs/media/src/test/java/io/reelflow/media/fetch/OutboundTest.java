package io.reelflow.media.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.reelflow.media.MediaConfig;
import io.reelflow.media.Progress;
import io.reelflow.media.identity.Identities;
import io.reelflow.schemas.job.SourceKind;
import io.reelflow.schemas.result.Source;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who asks, by which way, and that nobody learns of it. */
class OutboundTest {
    private static final String SECRET = "pa55";
    private static final String COOKIE = "c00kie";

    @TempDir
    Path directory;

    private final List<String> cookies = new CopyOnWriteArrayList<>();
    private SourceSite site;
    private TestProxy proxy;
    private Path jar;

    @BeforeEach
    void open() throws Exception {
        site = new SourceSite();
        proxy = new TestProxy("user", SECRET);
        jar = Files.writeString(
                directory.resolve("private-jar.txt"),
                "# Netscape HTTP Cookie File\n127.0.0.1\tFALSE\t/\tFALSE\t0\tsession\t" + COOKIE + "\n");
        byte[] video = Files.readAllBytes(SmallMedia.video(directory.resolve("made.mp4")));
        site.answer("/talk.mp4", exchange -> {
            note(exchange.getRequestHeaders().getFirst("Cookie"));
            exchange.getResponseHeaders().add("Content-Type", "video/mp4");
            exchange.sendResponseHeaders(200, exchange.getRequestMethod().equals("HEAD") ? -1 : video.length);
            exchange.getResponseBody().write(video);
        });
        site.answer("/watch", exchange -> {
            note(exchange.getRequestHeaders().getFirst("Cookie"));
            byte[] page = ("<html><head><title>A talk</title><meta property=\"og:video\" content=\""
                            + site.url("/talk.mp4") + "\"></head></html>")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
        });
    }

    @AfterEach
    void close() throws IOException {
        site.close();
        proxy.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http/talk.mp4", "http/watch", "socks5/talk.mp4", "socks5/watch"})
    void everyRequestIsTheIdentitys(String way) throws Exception {
        String[] parts = way.split("/", 2);
        Source source = fetch("/" + parts[1], parts[0] + "://user:" + SECRET + "@" + proxy.host());

        assertThat(source.duration()).isPositive();
        assertThat(proxy.connections()).as("each by the proxy").hasSameSizeAs(site.requests());
        assertThat(proxy.connections()).containsOnly(site.host());
        assertThat(cookies).hasSameSizeAs(site.requests()).containsOnly("session=" + COOKIE);
        assertThat(jar).content().contains(COOKIE).hasLineCount(2);
        assertThat(leftBehind()).isEmpty();
    }

    @Test
    void aFailureNamesNoneOfIt() throws Exception {
        Throwable failure =
                catchThrowable(() -> fetch("/talk.mp4", "http://user:wrong-" + SECRET + "@" + proxy.host()));
        for (Throwable each = failure; each != null; each = each.getCause()) {
            assertThat(String.valueOf(each))
                    .doesNotContain(SECRET)
                    .doesNotContain(proxy.host())
                    .doesNotContain("private-jar");
        }
        assertThat(failure).isNotNull();
        assertThat(site.requests()).isEmpty();
        assertThat(leftBehind()).isEmpty();
    }

    @Test
    void theCopyOfCookiesIsOursAlone() throws Exception {
        try (CookieCopy copy = CookieCopy.of(jar, directory.resolve("temp"))) {
            assertThat(Files.getPosixFilePermissions(copy.file()))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        }
    }

    private void note(@Nullable String cookie) {
        cookies.add(String.valueOf(cookie));
    }

    private Source fetch(String path, String way) throws Exception {
        Path file = Files.writeString(
                directory.resolve("identities.json"),
                "{\"identities\":[{\"name\":\"home\",\"sources\":[\"*\"],\"proxy\":\"%s\",\"cookies\":\"%s\"}]}"
                        .formatted(way, jar));
        MediaConfig like = SmallMedia.CONFIG;
        MediaConfig config = new MediaConfig(
                like.cache(),
                like.modelFolders(),
                directory.resolve("temp"),
                like.threads(),
                like.downloadTime(),
                like.downloadSilence(),
                like.modelBytes(),
                like.span(),
                null,
                file,
                Identities.fromEnvironment(Map.of("REELFLOW_IDENTITIES", file.toString())));
        assertThat(config.toString()).doesNotContain(SECRET).doesNotContain("private-jar");
        FetchRequest request = new FetchRequest(
                site.url(path), SourceKind.WEB, null, false, false, 1 << 30, 1000, List.of(site.host()), null, "home");
        return new FetchTask(config).run(request, Files.createDirectory(directory.resolve("out")), Progress.NONE);
    }

    private List<Path> leftBehind() throws IOException {
        try (Stream<Path> left = Files.list(directory.resolve("temp"))) {
            return left.toList();
        }
    }
}
