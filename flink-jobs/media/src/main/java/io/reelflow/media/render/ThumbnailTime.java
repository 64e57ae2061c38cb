package io.reelflow.media.render;

import io.reelflow.schemas.result.Clip.Crop;
import io.reelflow.schemas.result.Picture;
import io.reelflow.schemas.result.Picture.Face;
import io.reelflow.schemas.result.Picture.Shot;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Which moment of a clip its thumbnail shows. */
final class ThumbnailTime {
    /** Not at the very ends: there a speaker blinks in and out. */
    private static final double MARGIN_SECONDS = 0.5;

    /** Not while one shot fades into the next. */
    private static final double FADE_SECONDS = 0.8;

    private ThumbnailTime() {}

    /**
     * Seconds of the clip at which the surest, sharpest large face is in the crop; without a face, where shots fade into
     * each other, the middle of the longest; else empty.
     */
    static OptionalDouble of(double start, double end, @Nullable Picture picture, List<Crop> path) {
        if (picture == null) {
            return OptionalDouble.empty();
        }
        double margin = Math.min(MARGIN_SECONDS, (end - start) / 4);
        List<Face> faces = picture.faces().stream()
                .filter(face -> face.time() >= start + margin && face.time() <= end - margin)
                .filter(face -> path.isEmpty() || holds(CropCommands.at(path, face.time()), face))
                .filter(face -> picture.shots().stream().noneMatch(shot -> fades(shot, face.time())))
                .toList();
        double sharpest =
                faces.stream().mapToDouble(ThumbnailTime::sharpness).max().orElse(0);
        return faces.stream()
                .max(Comparator.comparingDouble(face -> worth(face, sharpest)))
                .map(face -> OptionalDouble.of(face.time() - start))
                .orElseGet(() -> betweenFades(start, end, picture));
    }

    private static OptionalDouble betweenFades(double start, double end, Picture picture) {
        List<Shot> shots = picture.shots().stream()
                .filter(shot -> shot.end() > start && shot.start() < end)
                .map(shot -> new Shot(Math.max(start, shot.start()), Math.min(end, shot.end()), shot.transition()))
                .toList();
        if (shots.stream().noneMatch(shot -> shot.transition() != null && shot.start() > start)) {
            return OptionalDouble.empty();
        }
        return shots.stream()
                .max(Comparator.comparingDouble(shot -> shot.end() - shot.start()))
                .map(shot -> OptionalDouble.of((shot.start() + shot.end()) / 2 - start))
                .orElse(OptionalDouble.empty());
    }

    /** A blurred face is worth half of a sharp one of its size. */
    private static double worth(Face face, double sharpest) {
        double sharp = sharpest == 0 ? 1 : Math.sqrt(sharpness(face) / sharpest);
        return face.score() * Math.sqrt(face.width() * face.height()) * (1 + sharp);
    }

    private static double sharpness(Face face) {
        Double sharpness = face.sharpness();
        return sharpness == null ? 0 : sharpness;
    }

    private static boolean fades(Shot shot, double time) {
        return shot.transition() != null && Math.abs(shot.start() - time) < FADE_SECONDS;
    }

    private static boolean holds(Crop crop, Face face) {
        return face.x() >= crop.x()
                && face.y() >= crop.y()
                && face.x() + face.width() <= crop.x() + crop.width()
                && face.y() + face.height() <= crop.y() + crop.height();
    }
}
