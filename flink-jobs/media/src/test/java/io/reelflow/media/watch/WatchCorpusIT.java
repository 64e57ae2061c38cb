package io.reelflow.media.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.reelflow.media.MediaException;
import io.reelflow.media.Progress;
import io.reelflow.schemas.Json;
import io.reelflow.schemas.job.ErrorCode;
import io.reelflow.schemas.result.Picture;
import io.reelflow.schemas.result.Picture.Shot;
import io.reelflow.schemas.result.Picture.Still;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** On the development corpus, where it is. */
class WatchCorpusIT {
    @TempDir
    Path out;

    @BeforeEach
    void corpusIsThere() {
        assumeThat(Films.CORPUS).isDirectory();
    }

    @ParameterizedTest
    @CsvSource({
        "slides/slides_debpkg_hardcut.mp4, boundaries_new_slide_only, 1.0, 1.0",
        "slides/slides_debpkg_pip_xfade_noise.mp4, boundaries_new_slide_only, 1.3, 1.0",
        "slides/slides_conf_builds_videoinslide.mp4, boundaries_new_slide_only, 1.0, 0.94",
        "slides/opencast_builds_and_video_1fps.mp4, boundaries, 1.0, 0.85",
        "slides/real_eth_lecture_scene_change.mov, boundaries, 1.0, 1.0",
        "long/long_lecture_en.mp4, boundaries_new_slide_only, 1.0, 1.0",
    })
    void slidesBeginAndEndWhereTheyDo(String file, String truth, double tolerance, double f1) throws Exception {
        Picture picture = watch(file);

        List<Double> found = boundaries(picture);
        List<Double> expected = numbers(truth(file).get(truth));
        assertThat(f1(found, expected, tolerance)).as("found %s", found).isGreaterThanOrEqualTo(f1);
        assertThat(picture.stills())
                .allSatisfy(still -> assertThat(out.resolve(still.image())).isNotEmptyFile());
    }

    @ParameterizedTest
    @CsvSource({
        "scenes/big_buck_bunny_0_30.webm, scene_cuts",
        "scenes/pyscenedetect_testvideo.mp4, scene_cuts",
        "faces/whitehouse_hamilton_clip.mp4, scene_cuts_pts",
        "faces/two_speakers_sidebyside.mp4, scene_cuts",
    })
    void hardCutsAreFoundToTheFrameAndNoOthers(String file, String truth) throws Exception {
        List<Double> cuts = watch(file).shots().stream()
                .skip(1)
                .filter(shot -> shot.transition() == null)
                .map(Shot::start)
                .toList();

        List<Double> expected = numbers(truth(file).get(truth));
        assertThat(cuts).hasSameSizeAs(expected);
        for (int i = 0; i < cuts.size(); i++) {
            assertThat(cuts.get(i)).isCloseTo(expected.get(i), within(0.05));
        }
    }

    @ParameterizedTest
    @CsvSource({
        // Where a picture came out of black, or one dissolved into the next; PySceneDetect's own tests have frames 198
        // and 377 at 29.97 a second, and 84 and 167 at 25.
        "scenes/pyscenedetect_testvideo.mp4, 6.6 12.6 18.0",
        "scenes/pyscenedetect_fades.mp4, 3.36 6.68",
        "scenes/big_buck_bunny_0_30.webm, ''",
        "faces/whitehouse_hamilton_clip.mp4, ''",
        "faces/two_speakers_sidebyside.mp4, ''",
        "faces/moving_face_wide.mp4, ''",
    })
    void fadesAreFoundToHalfASecondAndNoOthers(String file, String expected) throws Exception {
        List<Double> fades = watch(file).shots().stream()
                .filter(shot -> shot.transition() != null)
                .map(Shot::start)
                .toList();

        List<Double> times = Arrays.stream(expected.split(" ", -1))
                .filter(each -> !each.isEmpty())
                .map(Double::valueOf)
                .toList();
        assertThat(fades).hasSameSizeAs(times);
        for (int i = 0; i < fades.size(); i++) {
            assertThat(fades.get(i)).isCloseTo(times.get(i), within(0.5));
        }
    }

    @Test
    void aMovingFaceIsFollowed() throws Exception {
        Picture picture = watch("faces/moving_face_wide.mp4");

        JsonNode track = truth("faces/moving_face_wide.mp4").get("track");
        assertThat(picture.faces()).hasSizeGreaterThan(50).allSatisfy(face -> {
            JsonNode box = track.get((int) Math.min(track.size() - 1, Math.round(face.time() / 0.2)))
                    .get("box");
            assertThat(face.x() + face.width() / 2)
                    .isBetween(
                            box.get(0).asDouble(),
                            box.get(0).asDouble() + box.get(2).asDouble());
        });
    }

    @Test
    void everyOddFileEndsWithAResultOrAReason() throws Exception {
        try (Stream<Path> files = Files.list(Films.CORPUS.resolve("edge_cases"))) {
            for (Path file : files.filter(
                            f -> Files.isRegularFile(f) && !f.toString().endsWith(".json"))
                    .toList()) {
                Path directory = Files.createDirectory(out.resolve("d" + file.getFileName()));
                try {
                    WatchRequest request = new WatchRequest(file.toString(), Films.source(file, null), true, 2);
                    assertThat(new WatchTask(Films.CONFIG)
                                    .run(request, directory, Progress.NONE)
                                    .shots())
                            .isNotEmpty();
                } catch (MediaException e) {
                    assertThat(e.code()).isIn(ErrorCode.MEDIA_UNREADABLE, ErrorCode.MEDIA_EMPTY);
                }
            }
        }
    }

    private Picture watch(String file) throws Exception {
        Path path = Films.CORPUS.resolve(file);
        return new WatchTask(Films.CONFIG)
                .run(new WatchRequest(path.toString(), Films.source(path, null), true, 2), out, Progress.NONE);
    }

    /** Starts and ends of stills inside the video; where one ends and the next begins it is one. */
    private static List<Double> boundaries(Picture picture) {
        List<Double> boundaries = new ArrayList<>();
        double last = picture.shots().get(picture.shots().size() - 1).end();
        for (Still still : picture.stills()) {
            boolean adjoins = !boundaries.isEmpty() && still.start() - boundaries.get(boundaries.size() - 1) < 1.5;
            if (!adjoins && still.start() > 0.5) {
                boundaries.add(still.start());
            }
            if (still.end() < last - 0.5) {
                boundaries.add(still.end());
            }
        }
        return boundaries;
    }

    private static double f1(List<Double> found, List<Double> expected, double tolerance) {
        List<Double> left = new ArrayList<>(expected);
        int right = 0;
        for (double each : found) {
            if (left.removeIf(matching(each, tolerance, left))) {
                right++;
            }
        }
        return 2.0 * right / (found.size() + expected.size());
    }

    private static Predicate<Double> matching(double each, double tolerance, List<Double> left) {
        Double nearest = left.stream()
                .min(Comparator.comparingDouble(other -> Math.abs(other - each)))
                .orElse(Double.NaN);
        return other -> other.equals(nearest) && Math.abs(other - each) <= tolerance;
    }

    private static JsonNode truth(String file) throws IOException {
        return Json.read(Files.readAllBytes(Films.CORPUS.resolve(file + ".json")), JsonNode.class);
    }

    private static List<Double> numbers(JsonNode node) {
        List<Double> numbers = new ArrayList<>();
        node.forEach(each -> numbers.add(each.asDouble()));
        return numbers;
    }
}
