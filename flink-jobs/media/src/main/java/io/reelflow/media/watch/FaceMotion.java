package io.reelflow.media.watch;

import io.reelflow.media.watch.FaceFinder.Found;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.jspecify.annotations.Nullable;

/**
 * How much mouths move from one look at the faces to the next, frame by frame: the change of a patch around the mouth
 * less that of one around the eyes, each against the contrast it has. A head that nods moves both, one that speaks the
 * mouth alone.
 */
final class FaceMotion {
    private static final int COLUMNS = 20;
    private static final int ROWS = 14;

    /** Faster films are not read more often than this. */
    private static final double STEP_SECONDS = 0.03;

    /** Contrast that noise alone would have. */
    private static final double FLAT = 6;

    private static final class Watched {
        private final Found face;
        private int @Nullable [] mouth;
        private int @Nullable [] eyes;
        private double sum;
        private int count;

        Watched(Found face) {
            this.face = face;
        }
    }

    private final Geometry shown;
    private List<Watched> watched = List.of();
    private double last = Double.NEGATIVE_INFINITY;

    FaceMotion(Geometry shown) {
        this.shown = shown;
    }

    /** Takes the next frame. */
    void accept(AVFrame frame, double time) {
        if (watched.isEmpty() || time - last < STEP_SECONDS) {
            return;
        }
        last = time;
        Luma luma = Luma.of(frame, shown);
        if (luma != null) {
            watched.forEach(each -> compare(each, luma));
        }
    }

    /**
     * How much each face of the last look has moved its mouth since, in their order; null where that could not be
     * seen. From now on other faces are watched.
     */
    List<@Nullable Double> next(List<Found> faces) {
        List<@Nullable Double> moved = new ArrayList<>();
        for (Watched each : watched) {
            moved.add(each.count == 0 ? null : Math.max(0, each.sum / each.count));
        }
        watched = faces.stream().map(Watched::new).toList();
        return moved;
    }

    private static void compare(Watched each, Luma luma) {
        Found face = each.face;
        double side = Math.max(face.mouthWidth(), 0.3 * face.width());
        int[] mouth = luma.patch(
                face.mouthX() - 0.75 * side, face.mouthY() - 0.45 * side, 1.5 * side, 1.1 * side, COLUMNS, ROWS);
        int[] eyes = luma.patch(
                face.x() + 0.15 * face.width(),
                face.y() + 0.2 * face.height(),
                0.7 * face.width(),
                0.3 * face.height(),
                COLUMNS,
                ROWS);
        int[] mouthBefore = each.mouth;
        int[] eyesBefore = each.eyes;
        if (mouthBefore != null && eyesBefore != null) {
            each.sum += change(mouthBefore, mouth) - change(eyesBefore, eyes);
            each.count++;
        }
        each.mouth = mouth;
        each.eyes = eyes;
    }

    private static double change(int[] before, int[] after) {
        double sum = 0;
        double mean = 0;
        double squares = 0;
        for (int i = 0; i < after.length; i++) {
            sum += Math.abs(after[i] - before[i]);
            mean += after[i];
            squares += (double) after[i] * after[i];
        }
        mean /= after.length;
        double contrast = Math.sqrt(Math.max(0, squares / after.length - mean * mean));
        return sum / after.length / (contrast + FLAT);
    }
}
