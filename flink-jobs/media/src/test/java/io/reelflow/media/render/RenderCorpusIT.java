package io.reelflow.media.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.reelflow.media.MediaException;
import io.reelflow.media.Progress;
import io.reelflow.media.watch.Films;
import io.reelflow.media.watch.WatchRequest;
import io.reelflow.media.watch.WatchTask;
import io.reelflow.schemas.Json;
import io.reelflow.schemas.job.ErrorCode;
import io.reelflow.schemas.job.JobOptions;
import io.reelflow.schemas.result.Clip;
import io.reelflow.schemas.result.Clip.Crop;
import io.reelflow.schemas.result.Picture;
import io.reelflow.schemas.result.Source;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** On the development corpus, where it is. */
class RenderCorpusIT {
    private static final JobOptions OPTIONS = Requests.options("9:16", "480p", "face");

    @TempDir
    Path out;

    @BeforeEach
    void corpusIsThere() {
        assumeThat(Films.CORPUS).isDirectory();
    }

    @Test
    void aWalkingFaceIsInTheCropAllTheTime() throws Exception {
        Path file = Films.CORPUS.resolve("faces/moving_face_wide.mp4");
        Source source = Films.source(file, 1);
        Picture picture = watch(file, source);
        List<Crop> path = new CropPath(Framing.of(1280, 720, OPTIONS)).between(0, 15.6, picture);

        JsonNode track = Json.read(Files.readAllBytes(Path.of(file + ".json")), JsonNode.class)
                .get("track");
        int inside = 0;
        for (JsonNode step : track) {
            Crop crop = CropCommands.at(path, step.get("t").asDouble());
            JsonNode box = step.get("box");
            double middle = box.get(0).asDouble() + box.get(2).asDouble() / 2;
            inside += middle > crop.x() && middle < crop.x() + crop.width() ? 1 : 0;
        }
        assertThat((double) inside / track.size()).isGreaterThanOrEqualTo(0.98);
    }

    @Test
    void ofEveryOddFileAClipIsMadeOrAReasonGiven() throws Exception {
        try (Stream<Path> files = Files.list(Films.CORPUS.resolve("edge_cases"))) {
            for (Path file : files.filter(
                            f -> Files.isRegularFile(f) && !f.toString().endsWith(".json"))
                    .toList()) {
                Path directory = Files.createDirectory(out.resolve("d" + file.getFileName()));
                try {
                    Source source = Films.source(file, null);
                    double end = Math.min(2.5, Math.max(0.04, source.duration()));
                    Clip clip = new RenderTask(Films.CONFIG)
                            .run(
                                    new RenderRequest(
                                            file.toString(),
                                            source,
                                            Requests.clip(0, end),
                                            null,
                                            List.of(Requests.segment(0, "odd", "file")),
                                            OPTIONS),
                                    directory,
                                    Progress.NONE);
                    assertThat(directory.resolve(clip.files().video()))
                            .as("%s", file)
                            .isNotEmptyFile();
                    assertThat(directory.resolve(clip.files().thumbnail()))
                            .as("%s", file)
                            .isNotEmptyFile();
                } catch (MediaException e) {
                    assertThat(e.code()).isIn(ErrorCode.MEDIA_UNREADABLE, ErrorCode.MEDIA_EMPTY);
                }
            }
        }
    }

    private Picture watch(Path file, Source source) throws Exception {
        return new WatchTask(Films.CONFIG).run(new WatchRequest(file.toString(), source, false, 2), out, Progress.NONE);
    }
}
