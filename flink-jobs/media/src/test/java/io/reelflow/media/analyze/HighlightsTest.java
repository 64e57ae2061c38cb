package io.reelflow.media.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.media.MediaConfig;
import io.reelflow.media.Progress;
import io.reelflow.schemas.result.Analysis.Highlight;
import io.reelflow.schemas.result.Picture;
import io.reelflow.schemas.result.Picture.Face;
import io.reelflow.schemas.result.Picture.Shot;
import io.reelflow.schemas.result.Segment;
import io.reelflow.schemas.result.Transcript;
import io.reelflow.schemas.result.Word;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The same sentence again and again, so that only how it is said, or what is seen, tells one moment from another. */
class HighlightsTest {
    private static final String SENTENCE =
            "The harbour of the town is open for small boats from the first day of spring until late autumn every year.";
    private static final int TIMES = 8;

    @Test
    void whoSpeaksFasterIsHeard() throws Exception {
        Transcript transcript = spoken(5, 0.22, 0.6, -1);
        Highlight best = all(transcript, null).get(0);
        assertThat(best.reasons()).contains("faster than the rest");
        assertThat(best).isEqualTo(of(5, transcript, null));
    }

    @Test
    void stressIsHeard() throws Exception {
        Transcript transcript = spoken(-1, 0, 0.6, 4);
        Highlight best = all(transcript, null).get(0);
        assertThat(best.reasons()).contains("stressed words");
        assertThat(best).isEqualTo(of(4, transcript, null));
    }

    @Test
    void pausesAroundAMomentCount() throws Exception {
        Highlight apart = of(2, spoken(-1, 0, 0.6, -1), null);
        Highlight close = of(2, spoken(-1, 0, 0.1, -1), null);
        assertThat(apart.reasons()).contains("begins after a pause", "ends at a pause");
        assertThat(close.reasons()).doesNotContain("begins after a pause", "ends at a pause");
        assertThat(close.score()).isLessThan(apart.score());
    }

    @Test
    void aFaceAndCutsAreSeen() throws Exception {
        Transcript transcript = spoken(-1, 0, 0.6, -1);
        double start = transcript.segments().get(3).start();
        Highlight unseen = of(3, transcript, null);
        var face = new Face(start + 1, 1, 10, 10, 50, 50, 0.9);
        Highlight seen =
                of(3, transcript, new Picture(640, 360, 100, List.of(new Shot(0, 60)), List.of(), List.of(face)));
        assertThat(seen.reasons()).contains("a face to look at");
        assertThat(seen.score()).isGreaterThan(unseen.score());

        var shots = List.of(
                new Shot(0, start + 1),
                new Shot(start + 1, start + 2),
                new Shot(start + 2, start + 3),
                new Shot(start + 3, 60));
        Highlight moving = of(3, transcript, new Picture(640, 360, 100, shots, List.of(), List.of()));
        assertThat(moving.reasons()).contains("the picture changes");
        assertThat(moving.score()).isGreaterThan(unseen.score());
    }

    @Test
    void everyScoreSaysWhy() throws Exception {
        assertThat(all(spoken(2, 0.22, 0.6, 4), null)).isNotEmpty().allSatisfy(h -> {
            assertThat(h.reasons()).isNotEmpty().doesNotHaveDuplicates();
            assertThat(h.score()).isBetween(0.0, 1.0);
        });
    }

    /** The one that holds the middle of a sentence. */
    private static Highlight of(int sentence, Transcript transcript, @Nullable Picture picture) throws Exception {
        Segment segment = transcript.segments().get(sentence);
        double middle = (segment.start() + segment.end()) / 2;
        return all(transcript, picture).stream()
                .filter(h -> h.start() < middle && middle < h.end())
                .findFirst()
                .orElseThrow();
    }

    private static List<Highlight> all(Transcript transcript, @Nullable Picture picture) throws Exception {
        var task = new AnalyzeTask(MediaConfig.fromEnvironment(Map.of()));
        var options = Requests.clips(12, 4, 0, 10);
        var request = Requests.of(transcript, picture, transcript.duration(), options, List.of());
        return task.run(request, Path.of("."), Progress.NONE).analysis().highlights();
    }

    /**
     * @param fast the sentence that is spoken with {@code seconds} a word; -1: none
     * @param stressed the sentence of which every fourth word is drawn out; -1: none
     */
    private static Transcript spoken(int fast, double seconds, double pause, int stressed) {
        var segments = new ArrayList<Segment>();
        double at = 0;
        for (int i = 0; i < TIMES; i++) {
            var words = new ArrayList<Word>();
            double start = at;
            int number = 0;
            for (String text : SENTENCE.split(" ", -1)) {
                double length = i == fast ? seconds : 0.33;
                length += i == stressed && number++ % 4 == 1 ? 0.3 : 0;
                words.add(new Word(at, at + length, text, 0.95));
                at += length;
            }
            segments.add(new Segment(start, at, SENTENCE, null, words));
            at += pause;
        }
        return new Transcript("en", 1.0, "whisper", "base", at, segments);
    }
}
