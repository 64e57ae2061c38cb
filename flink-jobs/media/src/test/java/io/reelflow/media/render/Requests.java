package io.reelflow.media.render;

import io.reelflow.schemas.job.JobOptions;
import io.reelflow.schemas.result.ClipPlan;
import io.reelflow.schemas.result.Picture;
import io.reelflow.schemas.result.Picture.Face;
import io.reelflow.schemas.result.Picture.Shot;
import io.reelflow.schemas.result.Segment;
import io.reelflow.schemas.result.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/** What render tests ask for. */
final class Requests {
    private Requests() {}

    static JobOptions options(String aspectRatio, String resolution, String reframe) {
        return options(
                "mp4",
                resolution,
                aspectRatio,
                reframe,
                new JobOptions.Captions(true, "karaoke", "bottom"),
                null,
                false);
    }

    static JobOptions options(
            String format,
            String resolution,
            String aspectRatio,
            String reframe,
            JobOptions.Captions captions,
            JobOptions.@Nullable Watermark watermark,
            boolean progressBar) {
        JobOptions d = JobOptions.DEFAULTS;
        return new JobOptions(
                d.language(),
                d.whisperModel(),
                d.forceWhisper(),
                d.wordTimestamps(),
                d.diarize(),
                d.clipDuration(),
                d.minClipDuration(),
                d.overlapDuration(),
                d.maxClips(),
                format,
                resolution,
                aspectRatio,
                reframe,
                captions,
                watermark,
                progressBar,
                d.includeComments(),
                d.maxComments(),
                d.slides(),
                null);
    }

    static ClipPlan.Planned clip(double start, double end) {
        return new ClipPlan.Planned(
                "clip-1",
                start,
                end,
                0.7,
                "Title",
                "About",
                "Hook",
                List.of("tag"),
                List.of("#tag"),
                "said",
                List.of());
    }

    /** One word a half second, from the start on. */
    static Segment segment(double start, String... words) {
        List<Word> spoken = new ArrayList<>();
        for (int i = 0; i < words.length; i++) {
            spoken.add(new Word(start + i * 0.5, start + i * 0.5 + 0.4, words[i], 0.9));
        }
        return new Segment(start, start + words.length * 0.5, String.join(" ", words), "A", spoken);
    }

    /** A picture of 1280x720 with one face of 100x120 whose left edge goes as told, four looks a second. */
    static Picture face(double duration, List<Shot> shots, DoubleUnaryOperator left) {
        List<Face> faces = new ArrayList<>();
        for (int i = 0; i < duration * 4; i++) {
            double time = i / 4.0;
            int track =
                    (int) shots.stream().filter(shot -> shot.start() <= time).count();
            faces.add(new Face(time, track, left.applyAsDouble(time), 200, 100, 120, 0.9));
        }
        return new Picture(1280, 720, Math.round(duration * 25), shots, List.of(), faces);
    }
}
