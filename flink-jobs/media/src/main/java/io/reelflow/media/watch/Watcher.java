package io.reelflow.media.watch;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV444P;
import static org.bytedeco.ffmpeg.global.swscale.SWS_AREA;
import static org.bytedeco.ffmpeg.global.swscale.SWS_FAST_BILINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2GRAY;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;

import io.reelflow.media.watch.FaceFinder.Found;
import io.reelflow.schemas.result.Picture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.opencv.opencv_core.Mat;
import org.jspecify.annotations.Nullable;

/** Looks at one video, frame by frame: at every frame for cuts, at four a second for stills and faces. */
final class Watcher implements AutoCloseable {
    static final double LOOK_SECONDS = 0.25;

    /** With a shorter side below this nothing can be told apart. */
    private static final int MIN_SIDE = 32;

    private final Geometry shown;
    private final Geometry small;
    private final boolean large;
    private final ShotDetector shots = new ShotDetector();
    private final BiggestChange changes = new BiggestChange();
    private final FaceTracker tracker = new FaceTracker();
    private final FrameScaler tiny =
            new FrameScaler(ShotDetector.WIDTH, ShotDetector.HEIGHT, AV_PIX_FMT_YUV444P, SWS_FAST_BILINEAR);
    private final byte[] planes = new byte[3 * ShotDetector.WIDTH * ShotDetector.HEIGHT];
    private final byte[] plane = new byte[ShotDetector.WIDTH * ShotDetector.HEIGHT];
    private final ShownPicture smallPicture;
    private final Mat grey = new Mat();
    private final byte[] greyBytes;
    private final @Nullable FaceFinder finder;
    private final @Nullable StillCollector stills;
    private byte[] lastLook = new byte[0];
    private List<Found> lastFound = List.of();
    private double nextLook = Double.NEGATIVE_INFINITY;

    Watcher(Geometry shown, boolean slides, double minSlideSeconds, Path directory) {
        this.shown = shown;
        this.small = shown.small();
        this.large = Math.min(small.width(), small.height()) >= MIN_SIDE;
        this.smallPicture = new ShownPicture(small, SWS_AREA);
        this.greyBytes = new byte[small.width() * small.height()];
        this.finder = large ? new FaceFinder(small.width(), small.height()) : null;
        this.stills = large && slides ? new StillCollector(shown, small, minSlideSeconds, directory) : null;
    }

    /** Takes the next frame; its pixels are not needed after this. */
    void accept(AVFrame frame, double time) throws IOException {
        AVFrame scaled = tiny.scale(frame);
        for (int i = 0; i < 3; i++) {
            FrameScaler.copyPlane(scaled, i, ShotDetector.WIDTH, ShotDetector.HEIGHT, plane);
            System.arraycopy(plane, 0, planes, i * plane.length, plane.length);
        }
        shots.accept(time, planes);
        changes.accept(time, planes);
        if (time >= nextLook && large) {
            // Counted from this frame, not from when the look was due: a file of one frame a second is looked at once.
            nextLook = time + LOOK_SECONDS - 0.001;
            look(frame, time);
        }
    }

    /** Stills found so far. */
    int stills() {
        return stills == null ? 0 : stills.stills().size();
    }

    Picture finish(double end, long frames) throws IOException {
        List<Picture.Still> found = stills == null ? List.of() : stills.finish(end, tracker.faces());
        return new Picture(shown.width(), shown.height(), frames, shots.finish(end), found, tracker.faces());
    }

    @Override
    public void close() {
        if (stills != null) {
            stills.close();
        }
        if (finder != null) {
            finder.close();
        }
        smallPicture.close();
        grey.close();
        tiny.close();
    }

    private void look(AVFrame frame, double time) throws IOException {
        Mat bgr = smallPicture.of(frame);
        cvtColor(bgr, grey, COLOR_BGR2GRAY);
        grey.data().get(greyBytes);
        tracker.accept(time, shots.currentShotStart(), faces(bgr));
        if (stills != null) {
            stills.accept(frame, time, changes.take(), greyBytes, tracker.faces());
        }
        lastLook = greyBytes.clone();
    }

    /** Where the picture is the very same as at the last look, so are its faces. */
    private List<Found> faces(Mat bgr) {
        if (finder != null && !Arrays.equals(lastLook, greyBytes)) {
            double scale = (double) shown.width() / small.width();
            lastFound =
                    finder.find(bgr).stream().map(found -> found.scaled(scale)).toList();
        }
        return lastFound;
    }
}
