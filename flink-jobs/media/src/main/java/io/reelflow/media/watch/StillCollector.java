package io.reelflow.media.watch;

import static org.bytedeco.ffmpeg.global.avutil.av_frame_clone;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BICUBIC;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imencode;

import io.reelflow.media.watch.StillDetector.Look;
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
 * Keeps the stills of one video and writes a PNG of each. Holds two full-size frames at a time, the latest of the still
 * that goes on, so that a slide built up line by line is kept whole.
 */
final class StillCollector implements AutoCloseable {
    /** A face this high that moves fills the picture: that is a person speaking, no slide. */
    private static final double CLOSE_UP = 0.3;

    private static final double CLOSE_UP_SHARE = 0.5;
    private static final double CLOSE_UP_MOVING = 0.05;

    /** A slide that comes back after less than this had not gone: something on it moved. */
    private static final double INTERRUPTED_SECONDS = 4;

    private final Geometry shown;
    private final Path directory;
    private final StillDetector detector;
    private final ShownSlides known;
    private final ShownPicture fullSize;
    private final List<Picture.Still> stills = new ArrayList<>();
    private StillDetector.@Nullable Still last;

    /** Of the latest look. */
    private @Nullable AVFrame latest;

    /** Of the look before, where it shows the same: the latest may be the first of a fade. */
    private @Nullable AVFrame settled;

    StillCollector(Geometry shown, Geometry small, double minSeconds, Path directory) {
        this.shown = shown;
        this.directory = directory;
        this.detector = new StillDetector(small.width(), small.height(), minSeconds);
        this.known = new ShownSlides();
        this.fullSize = new ShownPicture(shown, SWS_BICUBIC);
    }

    /**
     * Takes the next looked-at frame, with its small grey picture and all faces so far.
     *
     * @param changedAt when, since the look before, most of the picture changed
     */
    void accept(AVFrame frame, double time, double changedAt, byte[] grey, List<Face> faces) throws IOException {
        StillDetector.Step step = detector.accept(time, changedAt, grey);
        if (step.finished() != null) {
            collect(step.finished(), faces);
        }
        if (step.look() == Look.PASSING) {
            return;
        }
        settled = drop(settled);
        if (step.look() == Look.AGAIN) {
            settled = latest;
        } else {
            drop(latest);
        }
        // A reference to the decoder's own buffer, not a copy.
        latest = av_frame_clone(frame);
    }

    List<Picture.Still> stills() {
        return stills;
    }

    List<Picture.Still> finish(double end, List<Face> faces) throws IOException {
        StillDetector.Still ended = detector.finish(end);
        if (ended != null) {
            collect(ended, faces);
        }
        return List.copyOf(stills);
    }

    @Override
    public void close() {
        latest = drop(latest);
        settled = drop(settled);
        fullSize.close();
    }

    private void collect(StillDetector.Still still, List<Face> faces) throws IOException {
        AVFrame frame = settled == null ? latest : settled;
        if (frame == null || isCloseUp(still, faces) || goesOn(still)) {
            return;
        }
        last = still;
        int index = stills.size() + 1;
        Integer sameAs = known.find(still.snapshot());
        String image = (sameAs == null ? index : sameAs) + ".png";
        if (sameAs == null) {
            known.add(index, still.snapshot());
            write(fullSize.of(frame), directory.resolve(image));
        }
        stills.add(new Picture.Still(index, still.start(), still.end(), image, sameAs));
    }

    /** Whether this is the still before, which something that moved on it seemed to end; then that one is longer. */
    private boolean goesOn(StillDetector.Still still) {
        StillDetector.Still before = last;
        if (before == null
                || still.start() - before.end() > INTERRUPTED_SECONDS
                || !before.snapshot().shows(still.snapshot())) {
            return false;
        }
        Picture.Still told = stills.remove(stills.size() - 1);
        stills.add(new Picture.Still(told.index(), told.start(), still.end(), told.image(), told.sameAs()));
        last = still;
        return true;
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

    private static @Nullable AVFrame drop(@Nullable AVFrame frame) {
        if (frame != null) {
            av_frame_free(frame);
        }
        return null;
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
