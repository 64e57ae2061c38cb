package io.reelflow.media.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelflow.media.MediaException;
import io.reelflow.media.models.Origin.OnClasspath;
import io.reelflow.schemas.job.ErrorCode;
import io.reelflow.schemas.job.WhisperModels;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
    private ModelSite site;

    @BeforeEach
    void serve() throws IOException {
        site = new ModelSite();
        site.at("/model.bin", ModelSite.file(WEIGHTS));
        site.at("/gone.bin", ModelSite.status(404));
    }

    @AfterEach
    void stop() {
        site.close();
    }

    @Test
    void aMissingModelIsGottenOnceAndThenFound() throws Exception {
        Models models = models(download("/model.bin", WEIGHTS));

        Path file = models.ensure("small", lines::add);

        assertThat(file).isEqualTo(cache().resolve("small.bin")).hasBinaryContent(WEIGHTS);
        assertThat(models.ensure("small", lines::add)).isEqualTo(file);
        assertThat(models.find("small")).contains(file);
        assertThat(site.requests).hasSize(1);
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
        assertThat(site.requests).hasSize(1);
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
        assertThat(lines).anyMatch(line -> line.contains("sends more than") || line.contains("ended after"));
        assertThat(cache().resolve("small.bin")).doesNotExist();
        assertThat(cache().resolve("small.bin.part")).doesNotExist();
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
        assertThat(site.requests).isEmpty();
    }

    @Test
    void anUnknownNameIsAnsweredWithTheKnownOnes() {
        assertThatThrownBy(() -> models(download("/model.bin", WEIGHTS)).ensure("huge", lines::add))
                .isInstanceOf(MediaException.class)
                .hasMessage("model 'huge': must be one of small");
    }

    @Test
    void everyNameAJobMayChooseIsInTheCatalogue() {
        assertThat(ModelCatalogue.models().stream()
                        .filter(Model::isChosenByJobs)
                        .map(Model::name))
                .containsExactlyElementsOf(WhisperModels.NAMES);
        assertThat(ModelCatalogue.models())
                .allSatisfy(model -> assertThat(model.origins())
                        .isNotEmpty()
                        .allMatch(origin -> origin.sha256().matches("[0-9a-f]{64}") && origin.bytes() > 0));
        assertThat(ModelCatalogue.models().stream()
                        .map(Model::file)
                        .distinct()
                        .map(file -> ModelCatalogue.models().stream()
                                .filter(model -> model.file().equals(file))
                                .map(Model::origins)
                                .distinct()
                                .count()))
                .as("models of one file have one origin")
                .containsOnly(1L);
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
        return new Models(
                ModelSite.config(folder, 1_000),
                List.of(ModelSite.model("small", origins)),
                ModelSite.http(),
                Duration.ZERO);
    }

    private Origin download(String path, byte[] content) throws IOException {
        return site.origin(path, content);
    }

    private Path cache() {
        return folder.resolve("cache").resolve("models");
    }
}
