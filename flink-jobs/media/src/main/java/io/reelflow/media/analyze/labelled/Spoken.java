package io.reelflow.media.analyze.labelled;

import io.reelflow.media.analyze.AnalyzeRequest;
import io.reelflow.schemas.job.JobOptions;
import io.reelflow.schemas.result.Segment;
import io.reelflow.schemas.result.Source;
import io.reelflow.schemas.result.Transcript;
import io.reelflow.schemas.result.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Text as if somebody had said it in a film: three words a second, half a second between sentences, so that nothing but
 * the words tells where a part ends.
 */
record Spoken(Transcript transcript) {
    private static final double SECONDS_A_WORD = 1 / 3.0;
    private static final double PAUSE = 0.5;

    /** @param language null: left to be found out */
    static Spoken of(@Nullable String language, List<String> sentences) {
        var segments = new ArrayList<Segment>();
        double at = 0;
        for (String sentence : sentences) {
            var words = new ArrayList<Word>();
            double start = at;
            for (String word : sentence.split(" ", -1)) {
                words.add(new Word(at, at + SECONDS_A_WORD, word, 0.95));
                at += SECONDS_A_WORD;
            }
            segments.add(new Segment(start, at, sentence, null, words));
            at += PAUSE;
        }
        Double sure = language == null ? null : Double.valueOf(1);
        return new Spoken(new Transcript(language, sure, "whisper", "base", at, segments));
    }

    List<Segment> sentences() {
        return transcript.segments();
    }

    /** The sentence that is spoken at a time, or the next one. */
    int at(double time) {
        for (int i = 0; i < sentences().size(); i++) {
            if (sentences().get(i).end() > time) {
                return i;
            }
        }
        return sentences().size() - 1;
    }

    AnalyzeRequest request() {
        double duration = transcript.duration();
        var metadata = new Source.Metadata(
                null, null, null, null, null, null, null, null, null, List.of(), List.of(), "http", Map.of());
        var picture = new Source.Picture(0, "h264", 1280, 720, 25, 0);
        var source = new Source(
                "https://example.org/labelled.mp4",
                "source.mp4",
                "mov",
                1000,
                null,
                duration,
                0,
                picture,
                null,
                metadata,
                List.of());
        return new AnalyzeRequest("labelled", source, transcript, null, JobOptions.DEFAULTS, true);
    }
}
