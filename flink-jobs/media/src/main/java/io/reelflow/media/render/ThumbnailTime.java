package io.reelflow.media.render;

import io.reelflow.schemas.result.Clip.Crop;
import io.reelflow.schemas.result.Picture;
import io.reelflow.schemas.result.Picture.Face;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Which moment of a clip its thumbnail shows. */
final class ThumbnailTime {
    /** Not at the very ends: there a speaker blinks in and out. */
    private static final double MARGIN_SECONDS = 0.5;

    private ThumbnailTime() {}

    /** Seconds of the clip at which the surest large face is in the crop; empty where none is. */
    static OptionalDouble of(double start, double end, @Nullable Picture picture, List<Crop> path) {
        if (picture == null) {
            return OptionalDouble.empty();
        }
        double margin = Math.min(MARGIN_SECONDS, (end - start) / 4);
        return picture.faces().stream()
                .filter(face -> face.time() >= start + margin && face.time() <= end - margin)
                .filter(face -> path.isEmpty() || holds(CropCommands.at(path, face.time()), face))
                .max(Comparator.comparingDouble(face -> face.score() * Math.sqrt(face.width() * face.height())))
                .map(face -> OptionalDouble.of(face.time() - start))
                .orElse(OptionalDouble.empty());
    }

    private static boolean holds(Crop crop, Face face) {
        return face.x() >= crop.x()
                && face.y() >= crop.y()
                && face.x() + face.width() <= crop.x() + crop.width()
                && face.y() + face.height() <= crop.y() + crop.height();
    }
}
