package io.reelflow.media.render;

import io.reelflow.schemas.result.Clip.Crop;
import io.reelflow.schemas.result.Picture;
import io.reelflow.schemas.result.Picture.Face;
import io.reelflow.schemas.result.Picture.Shot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where a clip's crop is at each moment: around the main face of each shot, else in the middle. It holds still while
 * the face stays near, moves smoothly when it does not, and jumps only where the shot changes.
 */
final class CropPath {
    /** A face seen less often leads the crop only where there is no other. */
    private static final int MIN_LOOKS = 2;

    /** A face's centre is put at this share of the crop's height: room for the body, little above the head. */
    private static final double EYE_LINE = 0.42;

    private final Framing framing;

    CropPath(Framing framing) {
        this.framing = framing;
    }

    /**
     * The crop's boxes, in source seconds and pixels, by time; between two the box moves evenly. Two of the same time
     * are a jump. Empty where nothing is cropped.
     *
     * @param picture null where nobody watched: the crop is the middle
     */
    List<Crop> between(double start, double end, @Nullable Picture picture) {
        if (!framing.crops()) {
            return List.of();
        }
        List<Crop> path = new ArrayList<>();
        for (Shot shot : shots(start, end, picture)) {
            path.addAll(inShot(shot, picture == null ? List.of() : picture.faces()));
        }
        return List.copyOf(path);
    }

    private List<Crop> inShot(Shot shot, List<Face> faces) {
        List<Face> led = leading(faces.stream()
                .filter(face -> face.time() >= shot.start() && face.time() < shot.end())
                .toList());
        if (led.isEmpty()) {
            return hold(shot, framing.maxX() / 2.0, framing.maxY() / 2.0);
        }
        CameraMove x = CameraMove.along(
                shot,
                led,
                face -> face.x() + face.width() / 2 - framing.cropWidth() / 2.0,
                framing.cropWidth(),
                framing.maxX());
        CameraMove y = CameraMove.along(
                shot,
                led,
                face -> face.y() + face.height() / 2 - framing.cropHeight() * EYE_LINE,
                framing.cropHeight(),
                framing.maxY());
        List<Double> times = CameraMove.times(x, y);
        return times.stream().map(time -> crop(time, x.at(time), y.at(time))).toList();
    }

    private List<Crop> hold(Shot shot, double x, double y) {
        return List.of(crop(shot.start(), x, y), crop(shot.end(), x, y));
    }

    private Crop crop(double time, double x, double y) {
        return new Crop(time, Math.round(x), Math.round(y), framing.cropWidth(), framing.cropHeight());
    }

    /** The face that takes most room for most time; those that flicker by lead nothing. */
    private static List<Face> leading(List<Face> faces) {
        Map<Integer, List<Face>> tracks =
                faces.stream().collect(Collectors.groupingBy(Face::track, TreeMap::new, Collectors.toList()));
        return tracks.values().stream()
                .filter(track -> track.size() >= MIN_LOOKS || tracks.size() == 1)
                .max(Comparator.comparingDouble(CropPath::weight))
                .orElse(List.of());
    }

    private static double weight(List<Face> track) {
        return track.stream()
                .mapToDouble(face -> face.score() * Math.sqrt(face.width() * face.height()))
                .sum();
    }

    /** The shots of the picture cut to the clip; one for all where none are known. */
    private static List<Shot> shots(double start, double end, @Nullable Picture picture) {
        List<Shot> within = new ArrayList<>();
        double at = start;
        for (Shot shot : picture == null ? List.<Shot>of() : picture.shots()) {
            if (shot.end() > at && shot.end() < end) {
                within.add(new Shot(at, shot.end()));
                at = shot.end();
            }
        }
        within.add(new Shot(at, end));
        return within;
    }
}
