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
    private static final int SCORE = 14;

    /** In pixels of the picture searched; {@code score} 0–1. */
    record Found(double x, double y, double width, double height, double score) {
        Found scaled(double by) {
            return new Found(x * by, y * by, width * by, height * by, score);
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
                found.add(new Found(row.get(i, 0), row.get(i, 1), row.get(i, 2), row.get(i, 3), row.get(i, SCORE)));
            }
        }
        return found;
    }

    @Override
    public void close() {
        rows.close();
        detector.close();
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
