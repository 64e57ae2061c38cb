package io.reelflow.media.watch;

import io.reelflow.media.watch.FaceFinder.Found;
import io.reelflow.schemas.result.Picture.Face;
import io.reelflow.schemas.result.Picture.Shot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gives faces of the same person in one shot the same number: by the overlap of their boxes from look to look, each
 * moved on as fast as it went before, else by how near they are.
 */
final class FaceTracker {
    private static final double MIN_OVERLAP = 0.15;

    /** In widths of the face, and share of its width. */
    private static final double NEAR = 1.1;

    private static final double ALIKE = 0.3;

    /** A face not seen for longer than this is a new one. */
    private static final double MAX_GAP_SECONDS = 1.5;

    /** @param vx pixels a second */
    private record Known(Face face, double vx, double vy) {
        Face at(double time) {
            double by = time - face.time();
            return new Face(
                    time,
                    face.track(),
                    face.x() + vx * by,
                    face.y() + vy * by,
                    face.width(),
                    face.height(),
                    face.score());
        }
    }

    private record Pair(Known known, int found, double alike) {}

    private final List<Face> faces = new ArrayList<>();
    private List<Known> latest = List.of();
    private int looked;
    private int tracks;

    /** Takes the faces of the next look, in pixels of the shown picture. Tracks end at a cut. */
    void accept(double time, double shotStart, List<Found> found) {
        List<Known> open = latest.stream()
                .filter(known ->
                        known.face().time() >= shotStart && time - known.face().time() <= MAX_GAP_SECONDS)
                .toList();
        Map<Integer, Known> continued = continued(time, open, found);
        List<Known> now = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            Known before = continued.get(i);
            Face face = face(time, before == null ? ++tracks : before.face().track(), found.get(i));
            faces.add(face);
            now.add(before == null ? new Known(face, 0, 0) : moved(before.face(), face));
        }
        looked = found.size();
        open.stream().filter(known -> !continued.containsValue(known)).forEach(now::add);
        latest = now;
    }

    /** What is known by now of the faces of the last look, in the order they were given. */
    void tell(List<@Nullable Double> mouths, List<@Nullable Double> sharpness) {
        int from = faces.size() - looked;
        for (int i = 0; i < Math.min(looked, mouths.size()); i++) {
            Face f = faces.get(from + i);
            faces.set(
                    from + i,
                    new Face(
                            f.time(),
                            f.track(),
                            f.x(),
                            f.y(),
                            f.width(),
                            f.height(),
                            f.score(),
                            mouths.get(i),
                            sharpness.get(i)));
        }
    }

    /** All faces taken so far, by time. */
    List<Face> faces() {
        return Collections.unmodifiableList(faces);
    }

    /** All faces, those of one track cut where a shot begins that was not known when they were taken. */
    List<Face> faces(List<Shot> shots) {
        List<Face> cut = new ArrayList<>();
        Map<List<Integer>, Integer> numbers = new HashMap<>();
        int shot = 0;
        for (Face face : faces) {
            while (shot + 1 < shots.size() && shots.get(shot + 1).start() <= face.time()) {
                shot++;
            }
            int number = numbers.computeIfAbsent(List.of(face.track(), shot), key -> numbers.size() + 1);
            cut.add(new Face(
                    face.time(),
                    number,
                    face.x(),
                    face.y(),
                    face.width(),
                    face.height(),
                    face.score(),
                    face.mouth(),
                    face.sharpness()));
        }
        return List.copyOf(cut);
    }

    /** The known face that each found one is, by its place in the list: the surest pairs first. */
    private static Map<Integer, Known> continued(double time, List<Known> open, List<Found> found) {
        List<Pair> pairs = new ArrayList<>();
        for (Known known : open) {
            for (int i = 0; i < found.size(); i++) {
                double alike = Math.max(
                        Math.max(overlap(known.face(), found.get(i)), overlap(known.at(time), found.get(i))),
                        nearness(known.face(), found.get(i)));
                if (alike >= MIN_OVERLAP) {
                    pairs.add(new Pair(known, i, alike));
                }
            }
        }
        pairs.sort(Comparator.comparingDouble(Pair::alike).reversed());
        Map<Integer, Known> continued = new HashMap<>();
        for (Pair pair : pairs) {
            if (!continued.containsValue(pair.known())) {
                continued.putIfAbsent(pair.found(), pair.known());
            }
        }
        return continued;
    }

    private static Known moved(Face before, Face now) {
        double seconds = Math.max(0.01, now.time() - before.time());
        double dx = now.x() + now.width() / 2 - before.x() - before.width() / 2;
        double dy = now.y() + now.height() / 2 - before.y() - before.height() / 2;
        return new Known(now, dx / seconds, dy / seconds);
    }

    /** For one who sets off fast: as large, and nearer than another could stand; less than any overlap. */
    private static double nearness(Face a, Found b) {
        double far = Math.hypot(
                a.x() + a.width() / 2 - b.x() - b.width() / 2, a.y() + a.height() / 2 - b.y() - b.height() / 2);
        boolean asLarge = Math.abs(b.width() / a.width() - 1) <= ALIKE;
        return asLarge && far <= NEAR * a.width() ? MIN_OVERLAP : 0;
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
