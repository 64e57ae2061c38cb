package io.reelflow.dataflow.stage;

import io.reelflow.schemas.job.Stage;

/**
 * Versions of what stages leave behind; each is part of the fingerprints of its artifacts. Raise one when the same
 * input would give another result: old artifacts stay, and are not used any more.
 */
final class StageVersions {
    static final String FETCH = "6";
    static final String COMMENTS = "1";
    static final String LISTEN = "3";
    static final String TRANSCRIBE = "5";
    static final String CORRECT = "1";
    static final String WATCH = "4";
    static final String ANALYZE = "7";
    static final String RENDER = "4";
    static final String CONVERT = "1";
    static final String FINISH = "1";

    private StageVersions() {}

    static String of(Stage stage) {
        return switch (stage) {
            case INITIALIZING, DOWNLOADING, EXTRACTING_METADATA -> FETCH;
            case EXTRACTING_COMMENTS -> COMMENTS;
            case EXTRACTING_AUDIO -> LISTEN;
            case TRANSCRIBING -> TRANSCRIBE;
            case EXTRACTING_FRAMES -> WATCH;
            case ANALYZING -> ANALYZE;
            case GENERATING_CLIPS -> RENDER;
            case CONVERTING -> CONVERT;
            case UPLOADING, FINALIZING -> FINISH;
        };
    }
}
