package io.reelflow.media.watch;

import static org.bytedeco.opencv.global.opencv_core.setNumThreads;

import io.reelflow.media.MediaConfig;
import io.reelflow.media.MediaException;
import io.reelflow.media.MediaTask;
import io.reelflow.media.Progress;
import io.reelflow.schemas.job.Counters;
import io.reelflow.schemas.job.ErrorCode;
import io.reelflow.schemas.job.Stage;
import io.reelflow.schemas.result.Picture;
import io.reelflow.schemas.result.Source;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Shots, stills and faces from one decode of the picture. Leaves {@code 1.png}, {@code 2.png} …, a full-size picture of
 * each still. Of damaged media, what can be read is watched.
 */
public final class WatchTask implements MediaTask<WatchRequest, Picture> {
    private static final double REPORT_STEP = 0.005;

    private final int threads;

    public WatchTask(MediaConfig config) {
        this.threads = config.threads();
        setNumThreads(threads);
    }

    @Override
    public Picture run(WatchRequest request, Path directory, Progress progress)
            throws MediaException, IOException, InterruptedException {
        Source.Picture shown = request.source().picture();
        if (shown == null) {
            throw new MediaException(ErrorCode.MEDIA_EMPTY, "the source has no picture");
        }
        Geometry geometry = new Geometry(shown.width(), shown.height(), shown.rotation());
        try (PictureStream stream =
                        PictureStream.open(Path.of(request.file()), shown.stream(), threads, request.everyFrame());
                Watcher watcher = new Watcher(geometry, request.slides(), request.minSlideSeconds(), directory)) {
            return watch(stream, watcher, progress);
        }
    }

    private static Picture watch(PictureStream stream, Watcher watcher, Progress progress)
            throws MediaException, IOException, InterruptedException {
        long expected = Math.max(1, Math.round(stream.duration() * stream.framesPerSecond()));
        double reported = -1;
        double first = 0;
        long frames = 0;
        while (stream.next()) {
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while watching");
            }
            frames++;
            watcher.accept(stream.frame(), stream.time());
            first = frames == 1 ? stream.time() : first;
            double passed = stream.duration() > 0 ? (stream.time() - first) / stream.duration() : 0;
            double fraction = Math.max(reported, Math.min(1, Math.max(passed, (double) frames / expected)));
            if (fraction - reported >= REPORT_STEP) {
                reported = fraction;
                report(progress, fraction, frames, Math.max(frames, expected), watcher.stills());
            }
        }
        if (frames == 0) {
            throw Container.unreadable("no frame of the picture can be read");
        }
        Picture picture = watcher.finish(stream.endTime(), frames);
        report(progress, 1, frames, frames, watcher.stills());
        return picture;
    }

    private static void report(Progress progress, double fraction, long frames, long expected, int stills) {
        Counters counters = Counters.frames(frames, expected).merge(Counters.slidesFound(stills));
        progress.report(Stage.EXTRACTING_FRAMES, fraction, stills + " slides found", counters);
    }
}
