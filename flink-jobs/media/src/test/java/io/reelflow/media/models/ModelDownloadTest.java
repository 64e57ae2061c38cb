package io.reelflow.media.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelflow.media.MediaException;
import io.reelflow.media.models.Origin.Download;
import io.reelflow.schemas.job.ErrorCode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Getting a model from a site that does what sites do. */
class ModelDownloadTest {
    private static final byte[] WEIGHTS = ModelSite.weights(1, 100_000);

    @TempDir
    Path folder;

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private ModelSite site;

    @BeforeEach
    void open() throws IOException {
        site = new ModelSite();
    }

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void redirectsAreFollowed() throws Exception {
        site.at("/model", ModelSite.status(302, "Location", "/elsewhere"));
        site.at("/elsewhere", ModelSite.file(WEIGHTS));

        assertThat(ensure()).hasBinaryContent(WEIGHTS);
    }

    @Test
    void bytesOfBytesAreReportedWhileTheyCome() throws Exception {
        CountDownLatch seen = new CountDownLatch(1);
        site.at("/model", exchange -> {
            ModelSite.send(exchange, WEIGHTS, 0, 60_000);
            seen.await();
            exchange.getResponseBody().write(WEIGHTS, 60_000, 40_000);
        });

        Path file = models().ensure("small", line -> {
            lines.add(line);
            if (line.startsWith("small: 60000 of 100000 bytes")) {
                seen.countDown();
            }
        });

        assertThat(file).hasBinaryContent(WEIGHTS);
        assertThat(lines).contains("small: 60000 of 100000 bytes from our site");
    }

    @Test
    void whatWasCutIsGoneOnWith() throws Exception {
        site.at("/model", exchange -> {
            int from = ModelSite.from(exchange);
            ModelSite.send(exchange, WEIGHTS, from, Math.min(WEIGHTS.length, from + 40_000));
        });

        assertThat(ensure()).hasBinaryContent(WEIGHTS);
        assertThat(site.requests).containsExactly("/model", "/model bytes=40000-", "/model bytes=80000-");
    }

    @Test
    void aServerThatKnowsNoRangesSendsItAllAgain() throws Exception {
        AtomicInteger requests = new AtomicInteger();
        site.at("/model", exchange -> {
            boolean first = requests.getAndIncrement() == 0;
            ModelSite.send(exchange, WEIGHTS, 0, first ? 40_000 : WEIGHTS.length);
        });

        assertThat(ensure()).hasBinaryContent(WEIGHTS);
    }

    @Test
    void whatAnEarlierRunLeftIsTakenUp() throws Exception {
        leave(Arrays.copyOf(WEIGHTS, 70_000));
        site.at("/model", ModelSite.file(WEIGHTS));

        assertThat(ensure()).hasBinaryContent(WEIGHTS);
        assertThat(site.requests).containsExactly("/model bytes=70000-");
        assertThat(cache().resolve("small.bin.part")).doesNotExist();
    }

    @Test
    void leftoversThatDoNotFitAreThrownAway() throws Exception {
        leave(ModelSite.weights(2, 70_000));
        site.at("/model", ModelSite.file(WEIGHTS));

        assertThat(ensure()).hasBinaryContent(WEIGHTS);
        assertThat(site.requests).containsExactly("/model bytes=70000-", "/model");
    }

    @Test
    void aBusyServerIsAskedAgainAndNotForEver() throws Exception {
        AtomicInteger requests = new AtomicInteger();
        site.at("/model", exchange -> {
            if (requests.getAndIncrement() < 2) {
                ModelSite.status(429, "Retry-After", "0").to(exchange);
            } else {
                ModelSite.file(WEIGHTS).to(exchange);
            }
        });
        assertThat(ensure()).hasBinaryContent(WEIGHTS);

        site.at("/busy", ModelSite.status(503));
        assertUnavailable(
                () -> models(site.origin("/busy", ModelSite.weights(3, 10))).ensure("tiny", lines::add),
                "our site: answered 503");
        assertThat(site.requests.stream().filter("/busy"::equals)).hasSize(3);
    }

    @Test
    void whatIsNotThereIsSaidAtOnceAndNotAskedForAgainForAMinute() throws Exception {
        site.at("/model", ModelSite.status(404));

        assertUnavailable(this::ensure, "our site: answered 404");
        assertUnavailable(this::ensure, "our site: answered 404");
        assertThat(site.requests).containsExactly("/model");

        assertUnavailable(() -> models().pull("small", lines::add), "our site: answered 404");
        assertThat(site.requests).containsExactly("/model", "/model");
        assertThat(cache().resolve("small.bin.part")).doesNotExist();
    }

    @Test
    void anUnknownHostIsNamed() {
        Origin nowhere = new Origin("nowhere", 10, "00", new Download(URI.create("http://models.invalid/small.bin")));

        assertUnavailable(() -> models(nowhere).ensure("small", lines::add), "nowhere: unknown host models.invalid");
    }

    @Test
    void wrongBytesAreRefused() throws Exception {
        site.at("/model", ModelSite.file(ModelSite.weights(2, WEIGHTS.length)));

        assertUnavailable(this::ensure, "our site: its SHA-256 must be " + ModelSite.sha256(WEIGHTS) + ", was ");
        assertThat(site.requests).hasSize(1);
        assertThat(cache().resolve("small.bin.part")).doesNotExist();
    }

    @Test
    void moreBytesThanItMayHaveAreRefused() {
        site.at("/model", ModelSite.file(ModelSite.weights(2, WEIGHTS.length + 1)));

        assertUnavailable(this::ensure, "our site: sends more than the 100000 bytes it must have");
    }

    @Test
    void aServerThatFallsSilentIsGivenUp() {
        site.at("/model", exchange -> {
            exchange.sendResponseHeaders(200, WEIGHTS.length);
            exchange.getResponseBody().flush();
            new CountDownLatch(1).await();
        });
        Http impatient = new Http(Duration.ofMillis(300), Duration.ofMillis(1));

        assertThatThrownBy(
                        () -> impatient.download(site.uri("/model"), folder.resolve("small.bin"), 100_000, done -> {}))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("fell silent for");
        assertThat(site.requests).hasSize(3);
    }

    private void assertUnavailable(ThrowingCallable call, String reason) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        MediaException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MODEL_UNAVAILABLE))
                .hasMessageContaining(reason);
    }

    private Path ensure() throws Exception {
        return models().ensure("small", lines::add);
    }

    private Models models() throws IOException {
        return models(site.origin("/model", WEIGHTS));
    }

    /** All of its models come from there. */
    private Models models(Origin origin) {
        return new Models(
                ModelSite.config(folder, 1_000_000),
                List.of(ModelSite.model("small", origin), ModelSite.model("tiny", origin)),
                ModelSite.http(),
                Duration.ZERO);
    }

    private void leave(byte[] content) throws IOException {
        Files.write(Files.createDirectories(cache().resolve("small.bin.part")).resolve("small.bin"), content);
    }

    private Path cache() {
        return folder.resolve("cache/models");
    }
}
