package io.reelflow.media.listen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.reelflow.media.MediaException;
import io.reelflow.media.fetch.SourceSite;
import io.reelflow.media.watch.Films;
import io.reelflow.schemas.Json;
import io.reelflow.schemas.job.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Every odd file of the development corpus, where it is, from the file to its transcript with the base model. */
class EdgeCasesIT {
    private static final Path FOLDER = Films.CORPUS.resolve("edge_cases");
    private static final String MODEL = "base";

    /** Films with a sound of their own; in all others that say something it is the sentence of {@code jfk.wav}. */
    private static final Set<String> OTHER_SOUND =
            Set.of("no_duration.webm", "rotated_phone_90.mp4", "video_with_failing_audio.mp4");

    /** Of 22 words one may be another; the films end half a second before the sentence's own file. */
    private static final double LIMIT = 0.05;

    @TempDir
    Path out;

    @TestFactory
    Stream<DynamicTest> everyFileGivesWhatItsTruthNames() throws IOException {
        assumeThat(FOLDER).isDirectory();
        try (Stream<Path> files = Files.list(FOLDER)) {
            List<Path> media = files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
            return media.stream().map(file -> dynamicTest(file.getFileName().toString(), () -> check(file)));
        }
    }

    @Test
    void aPlaylistOnTheWebIsHeardAsOneFile() throws Exception {
        Path folder = FOLDER.resolve("hls");
        assumeThat(folder).isDirectory();
        try (SourceSite site = new SourceSite();
                Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                site.body("/" + file.getFileName(), "video/mp2t", Files.readAllBytes(file));
            }
            ListenRequest request = Talk.fetched(
                    site.url("/index.m3u8"), null, List.of(site.host()), out.resolve("source"), "auto", MODEL);

            String text = Talk.transcribe(Talk.listen(request, out), out).text();
            assertThat(WordErrors.rate(jfk(), text)).isLessThanOrEqualTo(LIMIT);
        }
    }

    private void check(Path file) throws Exception {
        JsonNode expect = Json.MAPPER
                .readTree(Files.readAllBytes(file.resolveSibling(file.getFileName() + ".json")))
                .path("expect");
        check(file, expect, Files.createTempDirectory(out, "file"));
    }

    private void check(Path file, JsonNode expect, Path folder) throws Exception {
        if (expect.path("ok").isBoolean() && !expect.path("ok").asBoolean()) {
            assertThatThrownBy(() -> request(file, folder))
                    .isInstanceOfSatisfying(
                            MediaException.class,
                            e -> assertThat(e.code()).isIn(ErrorCode.MEDIA_UNREADABLE, ErrorCode.MEDIA_EMPTY));
            return;
        }
        ListenRequest request = request(file, folder);
        if (request.source().sound() == null) {
            assertThat(expect.path("audio").asBoolean(false)).isFalse();
            assertThatThrownBy(() -> Talk.listen(request, folder))
                    .isInstanceOfSatisfying(
                            MediaException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MEDIA_EMPTY));
            return;
        }
        assertThat(expect.path("audio").asBoolean(true)).isTrue();
        if (expect.has("video")) {
            assertThat(request.source().picture() != null)
                    .isEqualTo(expect.path("video").asBoolean());
        }
        Path audio = Files.createDirectories(folder.resolve("audio"));
        ListenPlan plan = Talk.listen(request, audio);
        String text = Talk.transcribe(plan, audio).text();
        if (expect.has("transcript")) {
            assertThat(text).isEqualTo(expect.path("transcript").asString());
        } else if (!expect.path("ok").isBoolean()) {
            assertThat(Stream.concat(request.source().warnings().stream(), plan.warnings().stream()))
                    .isNotEmpty();
            assertThat(text).containsIgnoringCase("my fellow Americans");
        } else if (!OTHER_SOUND.contains(file.getFileName().toString())) {
            assertThat(WordErrors.rate(jfk(), text)).isLessThanOrEqualTo(LIMIT);
        }
    }

    private static ListenRequest request(Path file, Path folder) throws Exception {
        return Talk.fetched(file, folder.resolve("source"), "auto", MODEL);
    }

    private static String jfk() throws IOException {
        Path truth = Films.CORPUS.resolve("speech").resolve("jfk.wav.json");
        return Json.MAPPER.readTree(Files.readAllBytes(truth)).path("text").asString();
    }
}
