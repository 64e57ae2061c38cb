package io.reelflow.media.watch;

import static org.bytedeco.opencv.global.opencv_core.CV_32F;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.bytedeco.javacpp.indexer.FloatIndexer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;
import org.bytedeco.opencv.opencv_objdetect.FaceDetectorYN;

/** Finds faces with YuNet, the small detector of OpenCV's model zoo. One thread at a time. */
final class FaceFinder implements AutoCloseable {
    private static final String MODEL = "face_detection_yunet_2026may.onnx";
    private static final String SHA256 = "ebafce4e3c118d6554634be5c27ab333b4c047a9a8c3faf1d7cf93101c22f0f0";
    private static final float MIN_SCORE = 0.7f;
    private static final float OVERLAP = 0.3f;
    private static final int MOST = 50;
    /** Columns of a row of what it finds: the mouth's corners, x and y each, and how sure it is. */
    private static final int MOUTH = 10;

    private static final int SCORE = 14;

    /**
     * In pixels of the picture searched; {@code score} 0–1.
     *
     * @param mouthX middle between the mouth's corners
     * @param mouthWidth from corner to corner
     */
    record Found(
            double x,
            double y,
            double width,
            double height,
            double score,
            double mouthX,
            double mouthY,
            double mouthWidth) {

        /** A face whose mouth is where mouths are. */
        Found(double x, double y, double width, double height, double score) {
            this(x, y, width, height, score, x + width / 2, y + 0.78 * height, 0.4 * width);
        }

        Found scaled(double by) {
            return new Found(x * by, y * by, width * by, height * by, score, mouthX * by, mouthY * by, mouthWidth * by);
        }
    }

    private final FaceDetectorYN detector;
    private final Mat rows = new Mat();

    /** For pictures of {@code width} x {@code height} pixels. */
    FaceFinder(int width, int height) {
        try (Size size = new Size(width, height)) {
            detector = FaceDetectorYN.create("onnx", model(), new byte[0], size, MIN_SCORE, OVERLAP, MOST, 0, 0);
        }
    }

    /** Faces in a BGR picture of this finder's size, the surest first. */
    List<Found> find(Mat bgr) {
        detector.detect(bgr, rows);
        if (rows.empty() || rows.depth() != CV_32F) {
            return List.of();
        }
        List<Found> found = new ArrayList<>();
        try (FloatIndexer row = rows.createIndexer()) {
            for (int i = 0; i < rows.rows(); i++) {
                found.add(face(row, i));
            }
        }
        return found;
    }

    @Override
    public void close() {
        rows.close();
        detector.close();
    }

    private static Found face(FloatIndexer row, int i) {
        double rightX = row.get(i, MOUTH);
        double rightY = row.get(i, MOUTH + 1);
        double leftX = row.get(i, MOUTH + 2);
        double leftY = row.get(i, MOUTH + 3);
        return new Found(
                row.get(i, 0),
                row.get(i, 1),
                row.get(i, 2),
                row.get(i, 3),
                row.get(i, SCORE),
                (rightX + leftX) / 2,
                (rightY + leftY) / 2,
                Math.hypot(rightX - leftX, rightY - leftY));
    }

    private static byte[] model() {
        try (InputStream in = FaceFinder.class.getResourceAsStream(MODEL)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + MODEL + " is missing");
            }
            byte[] bytes = in.readAllBytes();
            String sha256 = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
            if (!sha256.equals(SHA256)) {
                throw new IllegalStateException("the resource " + MODEL + " has sha256 " + sha256 + ", not " + SHA256);
            }
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
