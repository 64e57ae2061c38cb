package io.reelflow.media.watch;

import io.reelflow.media.watch.FaceFinder.Found;
import io.reelflow.schemas.result.Picture.Face;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Gives faces of the same person in one shot the same number, by the overlap of their boxes from look to look. */
final class FaceTracker {
    private static final double MIN_OVERLAP = 0.15;

    /** A face not seen for longer than this is a new one. */
    private static final double MAX_GAP_SECONDS = 1.5;

    private record Pair(Face known, Found found, double overlap) {}

    private final List<Face> faces = new ArrayList<>();
    private List<Face> latest = List.of();
    private int tracks;

    /** Takes the faces of the next look, in pixels of the shown picture. Tracks end at a cut. */
    void accept(double time, double shotStart, List<Found> found) {
        List<Face> open = latest.stream()
                .filter(face -> face.time() >= shotStart && time - face.time() <= MAX_GAP_SECONDS)
                .toList();
        Set<Found> placed = new HashSet<>();
        Set<Face> continued = new HashSet<>();
        List<Face> now = new ArrayList<>();
        for (Pair pair : pairs(open, found)) {
            if (!placed.contains(pair.found()) && !continued.contains(pair.known())) {
                placed.add(pair.found());
                continued.add(pair.known());
                now.add(face(time, pair.known().track(), pair.found()));
            }
        }
        for (Found each : found) {
            if (!placed.contains(each)) {
                now.add(face(time, ++tracks, each));
            }
        }
        faces.addAll(now);
        open.stream().filter(face -> !continued.contains(face)).forEach(now::add);
        latest = now;
    }

    /** All faces taken so far, by time. */
    List<Face> faces() {
        return Collections.unmodifiableList(faces);
    }

    private static List<Pair> pairs(List<Face> open, List<Found> found) {
        List<Pair> pairs = new ArrayList<>();
        for (Face known : open) {
            for (Found each : found) {
                double overlap = overlap(known, each);
                if (overlap >= MIN_OVERLAP) {
                    pairs.add(new Pair(known, each, overlap));
                }
            }
        }
        pairs.sort(Comparator.comparingDouble(Pair::overlap).reversed());
        return pairs;
    }

    /** Area in common divided by the area of both together. */
    private static double overlap(Face a, Found b) {
        double width = Math.min(a.x() + a.width(), b.x() + b.width()) - Math.max(a.x(), b.x());
        double height = Math.min(a.y() + a.height(), b.y() + b.height()) - Math.max(a.y(), b.y());
        if (width <= 0 || height <= 0) {
            return 0;
        }
        double common = width * height;
        return common / (a.width() * a.height() + b.width() * b.height() - common);
    }

    private static Face face(double time, int track, Found found) {
        return new Face(time, track, found.x(), found.y(), found.width(), found.height(), found.score());
    }
}
