package io.reelflow.media.analyze;

import io.reelflow.schemas.job.JobOptions;
import io.reelflow.schemas.result.Chapter;
import io.reelflow.schemas.result.Picture;
import io.reelflow.schemas.result.Source;
import io.reelflow.schemas.result.Transcript;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Requests for tests. */
final class Requests {
    private Requests() {}

    static AnalyzeRequest of(@Nullable Transcript transcript, @Nullable Picture picture, double duration) {
        return of(transcript, picture, duration, JobOptions.DEFAULTS, List.of());
    }

    static AnalyzeRequest of(
            @Nullable Transcript transcript,
            @Nullable Picture picture,
            double duration,
            JobOptions options,
            List<Chapter> chapters) {
        var metadata = new Source.Metadata(
                "A talk", null, null, null, null, null, null, null, null, List.of(), chapters, "http", Map.of());
        var source = new Source(
                "https://example.org/talk.mp4",
                "source.mp4",
                "mov",
                1000,
                null,
                duration,
                0,
                new Source.Picture(0, "h264", 1280, 720, 25, 0),
                null,
                metadata,
                List.of());
        return new AnalyzeRequest("vid", source, transcript, picture, options, true);
    }

    /** Default options but for the lengths and number of clips. */
    static JobOptions clips(double longest, double shortest, double overlap, int most) {
        JobOptions o = JobOptions.DEFAULTS;
        return new JobOptions(
                o.language(),
                o.whisperModel(),
                o.forceWhisper(),
                o.wordTimestamps(),
                o.diarize(),
                longest,
                shortest,
                overlap,
                most,
                o.outputFormat(),
                o.resolution(),
                o.aspectRatio(),
                o.reframe(),
                o.captions(),
                o.watermark(),
                o.progressBar(),
                o.includeComments(),
                o.maxComments(),
                o.slides(),
                o.webhookUrl());
    }
}
