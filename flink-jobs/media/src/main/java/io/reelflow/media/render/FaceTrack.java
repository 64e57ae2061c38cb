package io.reelflow.media.render;

import io.reelflow.schemas.result.Picture.Face;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** One person's faces in one shot, by time, at least one. */
record FaceTrack(List<Face> faces) {
    /** Not seen for longer than this, a person is gone. */
    private static final double AWAY_SECONDS = 0.8;

    /** Mouths rest between words: what counts is how they move around a moment. */
    private static final double AROUND_SECONDS = 0.75;

    /** By track, those seen most first. */
    static List<FaceTrack> of(List<Face> faces) {
        Map<Integer, List<Face>> tracks =
                faces.stream().collect(Collectors.groupingBy(Face::track, TreeMap::new, Collectors.toList()));
        return tracks.values().stream()
                .map(FaceTrack::new)
                .sorted(Comparator.comparingDouble(FaceTrack::weight).reversed())
                .toList();
    }

    /** How much of the picture it takes for how long. */
    double weight() {
        return faces.stream().mapToDouble(FaceTrack::size).sum();
    }

    /** How large and sure it is at a time; 0 where it is not there. */
    double size(double time) {
        Face nearest = nearest(time);
        return Math.abs(nearest.time() - time) > AWAY_SECONDS ? 0 : size(nearest);
    }

    /** How much its mouth moves around a time; 0 where that can not be seen. */
    double mouth(double time) {
        double sum = 0;
        int count = 0;
        for (Face face : faces) {
            Double mouth = face.mouth();
            if (mouth != null && Math.abs(face.time() - time) <= AROUND_SECONDS) {
                sum += mouth;
                count++;
            }
        }
        return count == 0 || size(time) == 0 ? 0 : sum / count;
    }

    Face nearest(double time) {
        Face nearest = faces.get(0);
        for (Face face : faces) {
            if (Math.abs(face.time() - time) < Math.abs(nearest.time() - time)) {
                nearest = face;
            }
        }
        return nearest;
    }

    private static double size(Face face) {
        return face.score() * Math.sqrt(face.width() * face.height());
    }
}
