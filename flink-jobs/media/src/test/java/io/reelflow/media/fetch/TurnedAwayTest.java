package io.reelflow.media.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import io.reelflow.media.MediaException;
import io.reelflow.media.Progress;
import io.reelflow.schemas.job.ErrorCode;
import io.reelflow.schemas.job.SourceKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.hc.core5.http.message.BasicHeader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A site that wants us to wait hears nothing more of us, and is told of with how long. */
class TurnedAwayTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    Path directory;

    private SourceSite site;

    @BeforeEach
    void open() throws IOException {
        site = new SourceSite();
    }

    @AfterEach
    void close() {
        site.close();
    }

    @ParameterizedTest
    @CsvSource({
        "60, 60",
        "0, 0",
        "'Thu, 01 Jan 2026 00:02:00 GMT', 120",
        "'Wed, 31 Dec 2025 23:00:00 GMT', 0",
        "999999, 86400",
        "soon,",
        "-5,"
    })
    void itMaySayHowLongInSecondsOrAsADate(String value, @Nullable Integer seconds) {
        Duration wait = RateLimit.retryAfter(new BasicHeader("Retry-After", value), NOW);
        assertThat(wait).isEqualTo(seconds == null ? null : Duration.ofSeconds(seconds));
    }

    @Test
    void aFileIsAskedForOnce() {
        site.answer("/a.mp4", exchange -> refuse(exchange, 429, "Retry-After", "60"));
        MediaException failure = failure("/a.mp4");
        assertThat(failure.retryAfter()).isEqualTo(Duration.ofMinutes(1));
        assertThat(failure).hasMessage("the source answered 429");
        assertThat(site.requests()).hasSize(1);
    }

    @Test
    void aBotCheckInsteadOfAFileIsNoMissingRight() {
        site.answer("/a.mp4", exchange -> refuse(exchange, 403, "cf-mitigated", "challenge"));
        assertThat(failure("/a.mp4")).hasMessageContaining("bot check");
        assertThat(site.requests()).hasSize(1);
    }

    @Test
    void aBotCheckOfYtDlpIsOne() {
        site.answer("/watch", exchange -> {
            String agent = exchange.getRequestHeaders().getFirst("User-Agent");
            if (agent.startsWith("Reelflow")) {
                html(exchange, "<html><body>Watch</body></html>");
            } else {
                refuse(exchange, 403, "cf-mitigated", "challenge");
            }
        });
        assertThat(failure("/watch")).hasMessageStartingWith("yt-dlp: ");
        assertThat(site.requests())
                .as("the file that it might have been, and the page")
                .hasSize(2);
    }

    @Test
    void whereTheMediaOfAPageAreRefusedYtDlpAsksOnce() {
        site.html("/watch", page("/media.mp4", null))
                .answer("/media.mp4", exchange -> refuse(exchange, 429, "Retry-After", "60"));
        failure("/watch");
        assertThat(site.requests().stream().filter(each -> each.contains("/media.mp4")))
                .hasSize(1);
    }

    @Test
    void aPictureThatIsRefusedEndsIt() {
        site.html("/watch", page("/media.mp4", "/picture.png"))
                .body("/media.mp4", "video/mp4", new byte[1000])
                .answer("/picture.png", exchange -> refuse(exchange, 429, "Retry-After", "60"));
        assertThat(failure("/watch").retryAfter()).isEqualTo(Duration.ofMinutes(1));
        assertThat(site.requests().get(site.requests().size() - 1)).contains("/picture.png");
    }

    private String page(String media, @Nullable String picture) {
        return "<html><head><title>A talk</title><meta property=\"og:title\" content=\"A talk\">"
                + "<meta property=\"og:video\" content=\"" + site.url(media) + "\">"
                + "<meta property=\"og:video:type\" content=\"video/mp4\">"
                + (picture == null ? "" : "<meta property=\"og:image\" content=\"" + site.url(picture) + "\">")
                + "</head><body></body></html>";
    }

    private MediaException failure(String path) {
        FetchRequest request = new FetchRequest(
                site.url(path), SourceKind.WEB, null, false, false, 1 << 30, 1000, List.of(site.host()));
        MediaException failure = catchThrowableOfType(
                MediaException.class, () -> new FetchTask(SmallMedia.CONFIG).run(request, directory, Progress.NONE));
        assertThat(failure).isNotNull();
        assertThat(failure.code()).isEqualTo(ErrorCode.SOURCE_RATE_LIMITED);
        return failure;
    }

    private static void refuse(HttpExchange exchange, int status, String header, String value) throws IOException {
        exchange.getResponseHeaders().add(header, value);
        exchange.sendResponseHeaders(status, -1);
    }

    private static void html(HttpExchange exchange, String html) throws IOException {
        byte[] body = html.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "text/html; charset=utf-8");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
    }
}
