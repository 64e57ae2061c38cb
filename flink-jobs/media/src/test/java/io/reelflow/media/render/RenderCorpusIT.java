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
    void aWalkingFaceIsInTheCropAllTheTimeAndTheCameraIsCalm() throws Exception {
        List<Crop> path = path("faces/moving_face_wide.mp4", 1, 15.6);

        JsonNode track = truth("faces/moving_face_wide.mp4").get("track");
        int inside = 0;
        int frames = 15 * 25;
        double before = CropCommands.at(path, 0).x();
        double limit = CameraMove.MAX_SPEED * path.get(0).width() / 25;
        for (int frame = 0; frame < frames; frame++) {
            double time = frame / 25.0;
            Crop crop = CropCommands.at(path, time);
            int step = (int) (time / 0.2);
            double share = time / 0.2 - step;
            double middle = (1 - share) * middle(track.get(step)) + share * middle(track.get(step + 1));
            inside += middle > crop.x() && middle < crop.x() + crop.width() ? 1 : 0;
            // The path is told to a tenth of a pixel.
            assertThat(Math.abs(crop.x() - before)).as("at %s s", time).isLessThanOrEqualTo(limit + 0.2);
            before = crop.x();
        }
        assertThat((double) inside / frames).isGreaterThanOrEqualTo(0.98);
    }

    @Test
    void whoSpeaksIsShownAndTheCropCutsBetweenThem() throws Exception {
        List<Crop> path = path("faces/two_speakers_sidebyside.mp4", 1, 30.4);

        double shown = 0;
        double all = 0;
        double moved = 0;
        double before = Double.NaN;
        for (JsonNode segment : truth("faces/two_speakers_sidebyside.mp4").get("segments")) {
            JsonNode box = segment.get("active_box");
            boolean wide = box.get(2).asDouble() > 1000;
            for (double time = segment.get("start").asDouble();
                    time < segment.get("end").asDouble();
                    time += 0.04) {
                Crop crop = CropCommands.at(path, time);
                double middle = crop.x() + crop.width() / 2;
                boolean inside = middle > box.get(0).asDouble()
                        && middle < box.get(0).asDouble() + box.get(2).asDouble();
                shown += inside && !wide ? 1 : 0;
                all += wide ? 0 : 1;
                double step = Math.abs(crop.x() - before);
                moved += step > 0.5 && step < 100 ? 1 : 0;
                before = crop.x();
            }
        }
        assertThat(shown / all).isGreaterThanOrEqualTo(0.9);
        assertThat(moved).as("frames in which it pans").isLessThan(50);
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

    private List<Crop> path(String name, int sound, double end) throws Exception {
        Path file = Films.CORPUS.resolve(name);
        Picture picture = watch(file, Films.source(file, sound));
        return new CropPath(Framing.of(picture.width(), picture.height(), picture.content(), OPTIONS))
                .between(0, end, picture, List.of());
    }

    private static JsonNode truth(String name) throws Exception {
        return Json.read(Files.readAllBytes(Films.CORPUS.resolve(name + ".json")), JsonNode.class);
    }

    private static double middle(JsonNode step) {
        JsonNode box = step.get("box");
        return box.get(0).asDouble() + box.get(2).asDouble() / 2;
    }

    private Picture watch(Path file, Source source) throws Exception {
        return new WatchTask(Films.CONFIG).run(new WatchRequest(file.toString(), source, false, 2), out, Progress.NONE);
    }
}
