package io.reelflow.schemas.job;

import com.fasterxml.jackson.annotation.JsonValue;
import io.reelflow.schemas.Words;

/** What a job is at. The weight is a stage's share of a job's progress: about its share of the time on two cores. */
public enum Stage {
    INITIALIZING(0),
    DOWNLOADING(12),
    EXTRACTING_METADATA(1),
    EXTRACTING_COMMENTS(2),
    EXTRACTING_AUDIO(4),
    TRANSCRIBING(35),
    EXTRACTING_FRAMES(14),
    ANALYZING(5),
    GENERATING_CLIPS(26),
    UPLOADING(1),
    FINALIZING(1),
    CONVERTING(30);

    private final int weight;

    Stage(int weight) {
        this.weight = weight;
    }

    public int weight() {
        return weight;
    }

    @JsonValue
    public String word() {
        return Words.of(this);
    }
}
