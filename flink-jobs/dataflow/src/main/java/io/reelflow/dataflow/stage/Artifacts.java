package io.reelflow.dataflow.stage;

import org.jspecify.annotations.Nullable;

/**
 * What a job has made so far: folders (object keys with a closing slash) of whole artifacts, null where there is none
 * yet or the job makes none.
 *
 * @param source of {@code source.json}
 * @param audio of {@code plan.json}
 * @param transcript of {@code transcript.json}
 * @param picture of {@code picture.json}
 * @param analysis of {@code analysis.json}
 * @param seconds length of the source; null where it is not known
 * @param comments of {@code comments.json}
 */
public record Artifacts(
        @Nullable String source,
        @Nullable String audio,
        @Nullable String transcript,
        @Nullable String picture,
        @Nullable String analysis,
        @Nullable Double seconds,
        @Nullable String comments) {
    static final Artifacts NONE = new Artifacts(null, null, null, null, null, null, null);

    Artifacts withSource(String folder, double length) {
        return new Artifacts(folder, audio, transcript, picture, analysis, length > 0 ? length : null, comments);
    }

    Artifacts withAudio(String folder) {
        return new Artifacts(source, folder, transcript, picture, analysis, seconds, comments);
    }

    Artifacts withTranscript(String folder) {
        return new Artifacts(source, audio, folder, picture, analysis, seconds, comments);
    }

    Artifacts withPicture(String folder) {
        return new Artifacts(source, audio, transcript, folder, analysis, seconds, comments);
    }

    Artifacts withAnalysis(String folder) {
        return new Artifacts(source, audio, transcript, picture, folder, seconds, comments);
    }

    Artifacts withComments(String folder) {
        return new Artifacts(source, audio, transcript, picture, analysis, seconds, folder);
    }

    /** What two branches of one job have made. */
    Artifacts merge(Artifacts other) {
        return new Artifacts(
                or(source, other.source),
                or(audio, other.audio),
                or(transcript, other.transcript),
                or(picture, other.picture),
                or(analysis, other.analysis),
                seconds != null ? seconds : other.seconds,
                or(comments, other.comments));
    }

    private static @Nullable String or(@Nullable String one, @Nullable String other) {
        return one != null ? one : other;
    }
}
