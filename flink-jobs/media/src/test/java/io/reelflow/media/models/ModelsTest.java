package io.reelflow.media.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.reelflow.media.MediaConfig;
import io.reelflow.media.MediaException;
import io.reelflow.media.models.Origin.Download;
import io.reelflow.media.models.Origin.OnClasspath;
import io.reelflow.media.models.Origin.Supply;
import io.reelflow.schemas.job.ErrorCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelsTest {
    private static final byte[] WEIGHTS = "the weights of a very small model".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final AtomicInteger served = new AtomicInteger();
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/model.bin", exchange -> {
            served.incrementAndGet();
            exchange.sendResponseHeaders(200, WEIGHTS.length);
            exchange.getResponseBody().write(WEIGHTS);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aMissingModelIsGottenOnceAndThenFound() throws Exception {
        Models models = models(download("/model.bin", WEIGHTS));

        Path file = models.ensure("small", lines::add);

        assertThat(file).isEqualTo(cache().resolve("small.bin")).hasBinaryContent(WEIGHTS);
        assertThat(models.ensure("small", lines::add)).isEqualTo(file);
        assertThat(models.find("small")).contains(file);
        assertThat(served).hasValue(1);
        assertThat(lines).first().asString().startsWith("small: getting");
    }

    @Test
    void manyAtOnceGetItOnce() throws Exception {
        Models models = models(download("/model.bin", WEIGHTS));
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Path>> files = IntStream.range(0, 4)
                    .mapToObj(i -> threads.submit(() -> models.ensure("small", lines::add)))
                    .toList();
            for (Future<Path> file : files) {
                assertThat(file.get()).hasBinaryContent(WEIGHTS);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(served).hasValue(1);
    }

    @Test
    void theNextOriginIsTriedWhereOneFails() throws Exception {
        Models models = models(download("/gone.bin", WEIGHTS), download("/model.bin", WEIGHTS));

        assertThat(models.ensure("small", lines::add)).hasBinaryContent(WEIGHTS);
        assertThat(lines).anyMatch(line -> line.contains("answered 404"));
    }

    @Test
    void bytesThatAreNotThePinnedOnesAreRefusedAndNothingIsLeft() throws Exception {
        Models models = models(download("/model.bin", "something else".getBytes(StandardCharsets.UTF_8)));

        assertThatThrownBy(() -> models.ensure("small", lines::add))
                .isInstanceOfSatisfying(
                        MediaException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MODEL_UNAVAILABLE))
                .hasMessageContaining("small.bin may be put by hand");
        assertThat(lines).anyMatch(line -> line.contains("SHA-256 must be"));
        try (var left = Files.list(cache())) {
            assertThat(left)
                    .extracting(Path::getFileName)
                    .extracting(Path::toString)
                    .containsExactly("small.lock");
        }
    }

    @Test
    void aDamagedFileInTheCacheIsReplaced() throws Exception {
        Files.createDirectories(cache());
        Files.write(cache().resolve("small.bin"), List.of("cut sh"));

        assertThat(models(download("/model.bin", WEIGHTS)).ensure("small", lines::add))
                .hasBinaryContent(WEIGHTS);
    }

    @Test
    void aFileInTheGivenFolderComesFirstAsItIs() throws Exception {
        Path given = Files.createDirectories(folder.resolve("given"));
        Files.writeString(given.resolve("small-alias.bin"), "my own weights");

        Path file = models(download("/model.bin", WEIGHTS)).ensure("small", lines::add);

        assertThat(file).isEqualTo(given.resolve("small-alias.bin"));
        assertThat(served).hasValue(0);
    }

    @Test
    void anUnknownNameIsAnsweredWithTheKnownOnes() {
        assertThatThrownBy(() -> models(download("/model.bin", WEIGHTS)).ensure("huge", lines::add))
                .isInstanceOf(MediaException.class)
                .hasMessage("model 'huge': must be one of small");
    }

    @Test
    void whatTheCatalogueSaysOfModelsInJarsIsTrue() throws Exception {
        for (Model model : ModelCatalogue.models()) {
            for (Origin origin : model.origins()) {
                if (origin.supply() instanceof OnClasspath onClasspath) {
                    try (InputStream in = Installer.open(onClasspath)) {
                        assertThat(Hash.sha256(in)).as(model.name()).isEqualTo(origin.sha256());
                    }
                }
            }
        }
    }

    private Models models(Origin... origins) {
        Model model = new Model("small", "tests", List.of("small.bin", "small-alias.bin"), "CC0-1.0", List.of(origins));
        MediaConfig config = MediaConfig.fromEnvironment(Map.of(
                "REELFLOW_CACHE", folder.resolve("cache").toString(),
                "REELFLOW_MODELS", folder.resolve("given").toString()));
        return new Models(config, List.of(model));
    }

    private Origin download(String path, byte[] content) throws IOException {
        Supply supply = new Download(URI.create("http://" + server.getAddress().getHostString() + ":"
                + server.getAddress().getPort() + path));
        return new Origin("our own server", content.length, Hash.sha256(new ByteArrayInputStream(content)), supply);
    }

    private Path cache() {
        return folder.resolve("cache").resolve("models");
    }
}
