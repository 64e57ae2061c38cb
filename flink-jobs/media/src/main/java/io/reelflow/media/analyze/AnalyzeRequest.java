package io.reelflow.media.analyze;

import io.reelflow.schemas.job.JobOptions;
import io.reelflow.schemas.result.Picture;
import io.reelflow.schemas.result.Source;
import io.reelflow.schemas.result.Transcript;
import org.jspecify.annotations.Nullable;

/**
 * @param transcript null where the job or the source has no sound
 * @param picture null where the job or the source has no picture
 * @param clips whether a clip plan is wanted
 */
public record AnalyzeRequest(
        String videoId,
        Source source,
        @Nullable Transcript transcript,
        @Nullable Picture picture,
        JobOptions options,
        boolean clips) {}
