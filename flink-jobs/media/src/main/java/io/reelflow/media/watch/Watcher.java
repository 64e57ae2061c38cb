package io.reelflow.media.watch;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV444P;
import static org.bytedeco.ffmpeg.global.swscale.SWS_AREA;
import static org.bytedeco.ffmpeg.global.swscale.SWS_FAST_BILINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2GRAY;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;

import io.reelflow.schemas.result.Picture;
import io.reelflow.schemas.result.Picture.Face;
import io.reelflow.schemas.result.Picture.Shot;
import java.io.IOException;
import java.nio.file.Path;
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
    private final ShotDetector shots = new ShotDetector();
    private final BiggestChange changes = new BiggestChange();
    private final FrameScaler tiny =
            new FrameScaler(ShotDetector.WIDTH, ShotDetector.HEIGHT, AV_PIX_FMT_YUV444P, SWS_FAST_BILINEAR);
    private final byte[] planes = new byte[3 * ShotDetector.WIDTH * ShotDetector.HEIGHT];
    private final byte[] plane = new byte[ShotDetector.WIDTH * ShotDetector.HEIGHT];
    private final ShownPicture smallPicture;
    private final Mat grey = new Mat();
    private final byte[] greyBytes;
    private final @Nullable FaceLook faces;
    private final Borders borders;
    private final Attention attention;
    private final TextLook texts;
    private final @Nullable StillCollector stills;
    private double nextLook = Double.NEGATIVE_INFINITY;

    Watcher(Geometry shown, boolean slides, double minSlideSeconds, Path directory) {
        this.shown = shown;
        this.small = shown.small();
        boolean large = Math.min(small.width(), small.height()) >= MIN_SIDE;
        this.smallPicture = new ShownPicture(small, SWS_AREA);
        this.greyBytes = new byte[small.width() * small.height()];
        this.faces = large ? new FaceLook(shown, small) : null;
        this.borders = new Borders(small.width(), small.height());
        this.attention = new Attention(small.width(), small.height(), (double) shown.width() / small.width());
        this.texts = new TextLook(small.width(), small.height(), (double) shown.width() / small.width());
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
        if (time >= nextLook && faces != null) {
            // Counted from this frame, not from when the look was due: a file of one frame a second is looked at once.
            nextLook = time + LOOK_SECONDS - 0.001;
            look(frame, time, faces);
        } else if (faces != null) {
            faces.between(frame, time);
        }
    }

    /** Stills found so far. */
    int stills() {
        return stills == null ? 0 : stills.stills().size();
    }

    Picture finish(double end, long frames) throws IOException {
        List<Shot> found = shots.finish(end);
        List<Face> seen = faces == null ? List.of() : faces.finish(found);
        List<Picture.Still> slides = stills == null ? List.of() : stills.finish(end, seen);
        return new Picture(
                shown.width(),
                shown.height(),
                frames,
                found,
                slides,
                seen,
                attention.finish(),
                borders.content(shown.width(), shown.height()),
                texts.finish());
    }

    @Override
    public void close() {
        if (stills != null) {
            stills.close();
        }
        if (faces != null) {
            faces.close();
        }
        smallPicture.close();
        grey.close();
        tiny.close();
    }

    private void look(AVFrame frame, double time, FaceLook looking) throws IOException {
        Mat bgr = smallPicture.of(frame);
        cvtColor(bgr, grey, COLOR_BGR2GRAY);
        grey.data().get(greyBytes);
        looking.accept(frame, time, bgr, greyBytes, shots.currentShotStart());
        if (stills != null) {
            stills.accept(frame, time, changes.take(), greyBytes, looking.faces());
        }
        borders.accept(greyBytes);
        attention.accept(time, greyBytes, !looking.seesOne());
        texts.accept(time, greyBytes);
    }
}
