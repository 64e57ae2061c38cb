package io.reelflow.media.watch;

import static org.bytedeco.ffmpeg.global.avutil.av_frame_clone;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BICUBIC;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imencode;

import io.reelflow.schemas.result.Picture;
import io.reelflow.schemas.result.Picture.Face;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the stills of one video and writes a PNG of each. Holds one full-size frame at a time: the latest of the still
 * that goes on, so that a slide built up line by line is kept whole.
 */
final class StillCollector implements AutoCloseable {
    /** A face this high that moves fills the picture: that is a person speaking, no slide. */
    private static final double CLOSE_UP = 0.3;

    private static final double CLOSE_UP_SHARE = 0.5;
    private static final double CLOSE_UP_MOVING = 0.05;

    private final Geometry shown;
    private final Path directory;
    private final StillDetector detector;
    private final ShownPicture fullSize;
    private final List<Picture.Still> stills = new ArrayList<>();
    private @Nullable AVFrame kept;

    StillCollector(Geometry shown, Geometry small, double minSeconds, Path directory) {
        this.shown = shown;
        this.directory = directory;
        this.detector = new StillDetector(small.width(), small.height(), minSeconds);
        this.fullSize = new ShownPicture(shown, SWS_BICUBIC);
    }

    /** Takes the next looked-at frame, with its small grey picture and all faces so far. */
    void accept(AVFrame frame, double time, byte[] grey, List<Face> faces) throws IOException {
        StillDetector.Step step = detector.accept(time, grey);
        if (step.finished() != null) {
            collect(step.finished(), faces);
        }
        if (step.keep()) {
            drop();
            // A reference to the decoder's own buffer, not a copy.
            kept = av_frame_clone(frame);
        }
    }

    List<Picture.Still> stills() {
        return stills;
    }

    List<Picture.Still> finish(double end, List<Face> faces) throws IOException {
        StillDetector.Still last = detector.finish(end);
        if (last != null) {
            collect(last, faces);
        }
        return List.copyOf(stills);
    }

    @Override
    public void close() {
        drop();
        fullSize.close();
    }

    private void collect(StillDetector.Still still, List<Face> faces) throws IOException {
        if (kept == null || isCloseUp(still, faces)) {
            return;
        }
        int index = stills.size() + 1;
        String image = index + ".png";
        write(fullSize.of(kept), directory.resolve(image));
        stills.add(new Picture.Still(index, still.start(), still.end(), image));
    }

    private boolean isCloseUp(StillDetector.Still still, List<Face> faces) {
        double seen = faces.stream()
                .filter(face -> face.time() >= still.start() && face.time() < still.end())
                .filter(face -> face.height() >= CLOSE_UP * shown.height())
                .mapToDouble(Face::time)
                .distinct()
                .count();
        double looks = (still.end() - still.start()) / Watcher.LOOK_SECONDS;
        return still.moving() >= CLOSE_UP_MOVING && seen >= CLOSE_UP_SHARE * looks;
    }

    private void drop() {
        if (kept != null) {
            av_frame_free(kept);
            kept = null;
        }
    }

    private static void write(Mat picture, Path file) throws IOException {
        try (BytePointer png = new BytePointer()) {
            if (!imencode(".png", picture, png)) {
                throw new IOException("the PNG of a still could not be made");
            }
            byte[] bytes = new byte[Math.toIntExact(png.limit())];
            png.get(bytes);
            Path part = file.resolveSibling(file.getFileName() + ".part");
            Files.write(part, bytes);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        }
    }
}
