package io.reelflow.media.watch;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_BGR24;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.ROTATE_180;
import static org.bytedeco.opencv.global.opencv_core.ROTATE_90_CLOCKWISE;
import static org.bytedeco.opencv.global.opencv_core.ROTATE_90_COUNTERCLOCKWISE;
import static org.bytedeco.opencv.global.opencv_core.rotate;

import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.opencv.opencv_core.Mat;

/** Makes of decoded frames the picture that is shown: scaled, turned, in blue, green and red. */
final class ShownPicture implements AutoCloseable {
    private final Geometry geometry;
    private final FrameScaler scaler;
    private final Mat turned = new Mat();

    ShownPicture(Geometry geometry, int scalerFlags) {
        this.geometry = geometry;
        this.scaler = new FrameScaler(geometry.storedWidth(), geometry.storedHeight(), AV_PIX_FMT_BGR24, scalerFlags);
    }

    /** The picture of a frame, good until the next call. */
    Mat of(AVFrame frame) {
        AVFrame scaled = scaler.scale(frame);
        Mat stored = new Mat(scaled.height(), scaled.width(), CV_8UC3, scaled.data(0), scaled.linesize(0));
        if (geometry.rotation() == 0) {
            return stored;
        }
        rotate(stored, turned, code());
        return turned;
    }

    @Override
    public void close() {
        turned.close();
        scaler.close();
    }

    private int code() {
        return switch (geometry.rotation()) {
            case 90 -> ROTATE_90_CLOCKWISE;
            case 180 -> ROTATE_180;
            default -> ROTATE_90_COUNTERCLOCKWISE;
        };
    }
}
