package io.reelflow.schemas.job;

import static io.reelflow.schemas.job.Stage.ANALYZING;
import static io.reelflow.schemas.job.Stage.CONVERTING;
import static io.reelflow.schemas.job.Stage.DOWNLOADING;
import static io.reelflow.schemas.job.Stage.EXTRACTING_AUDIO;
import static io.reelflow.schemas.job.Stage.EXTRACTING_FRAMES;
import static io.reelflow.schemas.job.Stage.EXTRACTING_METADATA;
import static io.reelflow.schemas.job.Stage.FINALIZING;
import static io.reelflow.schemas.job.Stage.GENERATING_CLIPS;
import static io.reelflow.schemas.job.Stage.INITIALIZING;
import static io.reelflow.schemas.job.Stage.TRANSCRIBING;
import static io.reelflow.schemas.job.Stage.UPLOADING;

import com.fasterxml.jackson.annotation.JsonValue;
import io.reelflow.schemas.Words;
import java.util.ArrayList;
import java.util.List;

/**
 * What is asked for, and the stages that takes; {@link Job#stages} has those that its options add. Not yet accepted by the
 * ingest API: {@code channel}; a {@code purge} is asked for by the DELETE of its video alone.
 */
public enum JobType {
    /** Everything. */
    FULL_PROCESSING(
            DOWNLOADING,
            EXTRACTING_METADATA,
            EXTRACTING_AUDIO,
            TRANSCRIBING,
            EXTRACTING_FRAMES,
            ANALYZING,
            GENERATING_CLIPS),
    /** Sound only is downloaded; transcript, analysis of the text. */
    TRANSCRIPTION(DOWNLOADING, EXTRACTING_METADATA, EXTRACTING_AUDIO, TRANSCRIBING, ANALYZING),
    /** Transcript, analysis, clips; the picture is watched for faces and cuts. */
    SHORTS(
            DOWNLOADING,
            EXTRACTING_METADATA,
            EXTRACTING_AUDIO,
            TRANSCRIBING,
            EXTRACTING_FRAMES,
            ANALYZING,
            GENERATING_CLIPS),
    /** Slides, with spoken text where there is sound. */
    SLIDES(DOWNLOADING, EXTRACTING_METADATA, EXTRACTING_AUDIO, TRANSCRIBING, EXTRACTING_FRAMES, ANALYZING),
    /** Metadata, chapters, and comments if asked; no media. */
    METADATA(EXTRACTING_METADATA),
    /** Expands a channel, playlist or feed into jobs. */
    CHANNEL(EXTRACTING_METADATA),
    /** Removes a video for good; nothing is uploaded. */
    PURGE(List.of(INITIALIZING, FINALIZING)),
    /** Makes another format of a stored source, for a download; no request to the source. */
    CONVERSION(CONVERTING);

    @SuppressWarnings("ImmutableEnumChecker") // an unmodifiable copy
    private final List<Stage> stages;

    JobType(Stage... working) {
        var all = new ArrayList<Stage>();
        all.add(INITIALIZING);
        all.addAll(List.of(working));
        all.add(UPLOADING);
        all.add(FINALIZING);
        this.stages = List.copyOf(all);
    }

    JobType(List<Stage> all) {
        this.stages = List.copyOf(all);
    }

    /** In the order of the dataflow; sound and picture run side by side. */
    public List<Stage> stages() {
        return stages;
    }

    public boolean has(Stage stage) {
        return stages.contains(stage);
    }

    @JsonValue
    public String word() {
        return Words.of(this);
    }
}
