package io.reelflow.media.watch;

import io.reelflow.media.watch.FaceFinder.Found;
import io.reelflow.schemas.result.Picture.Face;
import io.reelflow.schemas.result.Picture.Shot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.opencv.opencv_core.Mat;
import org.jspecify.annotations.Nullable;

/**
 * Faces, look by look. The finder costs more than all else that is done with a look, so it is asked at each look only
 * while faces move or a shot begins; at every second while they rest, and at every fourth while there are none. In
 * between they are where they were.
 */
final class FaceLook implements AutoCloseable {
    private static final int RESTING = 2;
    private static final int NONE = 4;

    /** A face that moved further than this share of its width since it was found last is moving. */
    private static final double MOVES = 0.06;

    private static final int SHARPNESS_SAMPLES = 48;

    private final Geometry shown;
    private final FaceFinder finder;
    private final FaceTracker tracker = new FaceTracker();
    private final FaceMotion motion;
    private final double scale;
    private List<Found> found = List.of();
    private List<@Nullable Double> sharpness = List.of();
    private double shotStart = Double.NaN;
    private byte[] lastGrey = new byte[0];
    private int looks;
    private int every = 1;

    FaceLook(Geometry shown, Geometry small) {
        this.shown = shown;
        this.finder = new FaceFinder(small.width(), small.height());
        this.motion = new FaceMotion(shown);
        this.scale = (double) shown.width() / small.width();
    }

    /** Takes the next frame, looked at or not. */
    void between(AVFrame frame, double time) {
        motion.accept(frame, time);
    }

    /**
     * Takes the next looked-at frame.
     *
     * @param bgr its small picture, {@code grey} the same without colours
     * @param start of the shot that it is in
     */
    void accept(AVFrame frame, double time, Mat bgr, byte[] grey, double start) {
        boolean cut = start != shotStart;
        shotStart = start;
        looks++;
        if (cut || looks >= every) {
            find(bgr, grey, cut);
        }
        tracker.tell(motion.next(found), sharpness);
        tracker.accept(time, start, found);
        sharpness = sharpness(Luma.of(frame, shown));
        motion.accept(frame, time);
    }

    /** Whether there was a face at the last look. */
    boolean seesOne() {
        return !found.isEmpty();
    }

    /** Faces known so far, by time. */
    List<Face> faces() {
        return tracker.faces();
    }

    /** All faces of the video, in the tracks of its shots. */
    List<Face> finish(List<Shot> shots) {
        tracker.tell(motion.next(List.of()), sharpness);
        return tracker.faces(shots);
    }

    @Override
    public void close() {
        finder.close();
    }

    private void find(Mat bgr, byte[] grey, boolean cut) {
        looks = 0;
        // Where the picture is the very same as before, so are its faces.
        if (!Arrays.equals(lastGrey, grey)) {
            List<Found> now =
                    finder.find(bgr).stream().map(each -> each.scaled(scale)).toList();
            every = cut || !rests(found, now) ? 1 : now.isEmpty() ? NONE : RESTING;
            found = now;
            lastGrey = grey.clone();
        }
    }

    private static boolean rests(List<Found> before, List<Found> now) {
        return before.size() == now.size()
                && now.stream().allMatch(face -> before.stream().anyMatch(known -> near(known, face)));
    }

    private static boolean near(Found a, Found b) {
        double limit = MOVES * Math.min(a.width(), b.width());
        return Math.abs(a.x() + a.width() / 2 - b.x() - b.width() / 2) <= limit
                && Math.abs(a.y() + a.height() / 2 - b.y() - b.height() / 2) <= limit;
    }

    /** Mean square of the Laplacian of each face found: its detail, against the same face blurred by motion or focus. */
    private List<@Nullable Double> sharpness(@Nullable Luma luma) {
        List<@Nullable Double> all = new ArrayList<>();
        for (Found face : found) {
            all.add(luma == null ? null : detail(luma, face));
        }
        return all;
    }

    private static double detail(Luma luma, Found face) {
        int n = SHARPNESS_SAMPLES;
        int[] patch = luma.patch(face.x(), face.y(), face.width(), face.height(), n, n);
        double sum = 0;
        for (int y = 1; y < n - 1; y++) {
            for (int x = 1; x < n - 1; x++) {
                int i = y * n + x;
                int laplacian = 4 * patch[i] - patch[i - 1] - patch[i + 1] - patch[i - n] - patch[i + n];
                sum += (double) laplacian * laplacian;
            }
        }
        return sum / (n - 2) / (n - 2);
    }
}
