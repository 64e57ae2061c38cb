package io.reelflow.media.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelflow.media.MediaException;
import io.reelflow.schemas.job.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models of 1,000 bytes where two have room. */
class ModelLimitTest {
    private static final long LIMIT = 2_500;

    @TempDir
    Path folder;

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private ModelSite site;

    @BeforeEach
    void open() throws IOException {
        site = new ModelSite();
        for (String name : List.of("tiny", "base", "small")) {
            site.at("/" + name, ModelSite.file(weights(name)));
        }
    }

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void theLeastRecentlyUsedGoes() throws Exception {
        use("tiny");
        use("base");
        age("tiny", 2);
        age("base", 1);
        use("tiny");

        use("small");

        assertThat(kept()).containsExactlyInAnyOrder("tiny", "small");
        assertThat(lines).contains("small: removed base.bin, the least recently used");
        use("base");
        assertThat(site.requests).as("gotten again").containsExactly("/tiny", "/base", "/small", "/base");
    }

    @Test
    void whatIsInUseStays() throws Exception {
        try (Models.Lease tiny = models(Duration.ZERO).lease("tiny", lines::add)) {
            use("base");
            age("tiny", 2);
            age("base", 1);

            use("small");

            assertThat(tiny.file()).exists();
            assertThat(kept()).containsExactlyInAnyOrder("tiny", "small");
        }
    }

    @Test
    void roomIsWaitedForUntilAModelIsGivenBack() throws Exception {
        Models.Lease tiny = models(Duration.ZERO).lease("tiny", lines::add);
        try (Models.Lease base = models(Duration.ZERO).lease("base", lines::add)) {
            assertThatThrownBy(() -> models(Duration.ZERO).ensure("small", lines::add))
                    .isInstanceOfSatisfying(
                            MediaException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MODEL_UNAVAILABLE))
                    .hasMessage("model 'small': models in use leave no room for its 1000 bytes;"
                            + " REELFLOW_MODELS_BYTES allows 2500");

            Path small = models(Duration.ofMinutes(1)).ensure("small", line -> {
                if (line.equals("small: waiting for room: other models are in use")) {
                    tiny.close();
                }
            });

            assertThat(small).exists();
            assertThat(base.file()).exists();
            assertThat(kept()).containsExactlyInAnyOrder("base", "small");
        }
    }

    @Test
    void aModelLargerThanTheLimitIsRefusedAndNothingGoesForIt() throws Exception {
        use("tiny");

        assertThatThrownBy(() -> models(Duration.ZERO).ensure("medium", lines::add))
                .isInstanceOfSatisfying(
                        MediaException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MODEL_UNAVAILABLE))
                .hasMessage("model 'medium': its 2501 bytes are more than the 2500 that REELFLOW_MODELS_BYTES allows");
        assertThat(kept()).containsExactly("tiny");
    }

    @Test
    void whatACutDownloadLeftCountsAndGoesToo() throws Exception {
        Path left = Files.createDirectories(cache().resolve("base.bin.part"));
        Files.write(left.resolve("base.bin"), new byte[10]);
        Files.setLastModifiedTime(left, FileTime.from(Instant.now().minusSeconds(60)));
        use("tiny");

        use("small");

        assertThat(left).doesNotExist();
        assertThat(kept()).containsExactlyInAnyOrder("tiny", "small");
    }

    @Test
    void otherFilesOfTheFolderAreLeftAlone() throws Exception {
        Files.createDirectories(cache());
        Path own = Files.write(cache().resolve("own.bin"), new byte[10_000]);
        use("tiny");
        use("base");
        use("small");

        assertThat(own).hasSize(10_000);
    }

    private void use(String name) throws Exception {
        models(Duration.ZERO).lease(name, lines::add).close();
    }

    private Models models(Duration patience) throws IOException {
        return new Models(
                ModelSite.config(folder, LIMIT),
                List.of(
                        ModelSite.model("tiny", site.origin("/tiny", weights("tiny"))),
                        ModelSite.model("base", site.origin("/base", weights("base"))),
                        ModelSite.model("small", site.origin("/small", weights("small"))),
                        ModelSite.model("medium", site.origin("/medium", new byte[2_501]))),
                ModelSite.http(),
                patience);
    }

    private static byte[] weights(String name) {
        return ModelSite.weights(name.length() + name.charAt(0), 1_000);
    }

    private void age(String name, int minutes) throws IOException {
        Files.setLastModifiedTime(
                cache().resolve(name + ".bin"), FileTime.from(Instant.now().minusSeconds(60L * minutes)));
    }

    private List<String> kept() throws IOException {
        try (var files = Files.list(cache())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".bin"))
                    .map(name -> name.replace(".bin", ""))
                    .toList();
        }
    }

    private Path cache() {
        return folder.resolve("cache/models");
    }
}
