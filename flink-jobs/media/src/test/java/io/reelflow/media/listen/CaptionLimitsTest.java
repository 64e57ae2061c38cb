package io.reelflow.media.listen;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.media.captions.CaptionFile;
import io.reelflow.schemas.result.Segment;
import io.reelflow.schemas.result.Subtitles;
import io.reelflow.schemas.result.Word;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for the cues of any transcript: made up, by seed, in two scripts, with and without times of words. */
class CaptionLimitsTest {
    @TempDir
    Path folder;

    static List<Long> seeds() {
        return new Random(42).longs(60).boxed().toList();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void noTextIsLostAndTheOrderStays(long seed) {
        List<Segment> segments = transcript(seed);

        List<Cue> cues = new Captions(CueLayout.SUBTITLES).cues(segments);

        assertThat(letters(cues.stream().map(Cue::text).toList()))
                .isEqualTo(letters(segments.stream().map(Segment::text).toList()));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void linesAreNotLongerAndNotMoreThanTheyMayBe(long seed) {
        SubtitleLimits.linesHold(transcript(seed), CueLayout.SUBTITLES);
        SubtitleLimits.linesHold(transcript(seed), CueLayout.UPRIGHT);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void cuesBeginWithTheirWordsAndAreReadableWhereThereIsRoom(long seed) {
        SubtitleLimits.timesHold(transcript(seed), CueLayout.SUBTITLES);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void subtitleFilesReadBackAsTheyWereWritten(long seed) throws Exception {
        List<Segment> segments = transcript(seed);
        List<Cue> cues = new Captions(CueLayout.SUBTITLES).cues(segments);

        for (String written : List.of(Subtitles.vtt(cues), Subtitles.srt(cues))) {
            Path file = Files.writeString(folder.resolve("captions"), written);
            List<Segment> read = CaptionFile.read(file).segments();

            assertThat(read).hasSameSizeAs(cues);
            assertThat(letters(read.stream().map(Segment::text).toList()))
                    .isEqualTo(letters(segments.stream().map(Segment::text).toList()));
        }
    }

    /** Segments of one script each, of words that never end a line's text in a way of their own. */
    private static List<Segment> transcript(long seed) {
        Random random = new Random(seed);
        boolean wide = random.nextInt(3) == 0;
        double pace = 0.1 + random.nextDouble() * 0.5;
        List<Segment> segments = new ArrayList<>();
        double at = random.nextDouble() * 5;
        for (int i = 0; i < 1 + random.nextInt(30); i++) {
            List<Word> words = new ArrayList<>();
            for (int j = 0; j < 1 + random.nextInt(random.nextInt(4) == 0 ? 60 : 15); j++) {
                String text = wide ? wideWord(random) : word(random);
                double end = at + pace * (0.3 + random.nextDouble());
                words.add(new Word(at, end, text, 1));
                at = end + (random.nextInt(6) == 0 ? random.nextDouble() : 0);
            }
            String speaker = random.nextInt(5) == 0 ? "B" : null;
            Segment segment = TimedText.segment(words, speaker, wide ? "" : " ");
            boolean timed = random.nextInt(3) > 0;
            segments.add(
                    timed ? segment : new Segment(segment.start(), segment.end(), segment.text(), speaker, List.of()));
            at += random.nextInt(3) == 0 ? random.nextDouble() * 4 : 0.01;
        }
        return segments;
    }

    private static String word(Random random) {
        String letters = random.ints(1 + random.nextInt(random.nextInt(20) == 0 ? 60 : 11), 'a', 'z' + 1)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
        return letters + List.of("", "", "", "", ",", ".", "?", "&1").get(random.nextInt(8));
    }

    private static String wideWord(Random random) {
        String letters = random.ints(1 + random.nextInt(4), 0x4E00, 0x9F00)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
        return letters + List.of("", "", "", "，", "。").get(random.nextInt(5));
    }

    private static String letters(List<String> texts) {
        return String.join("", texts).replaceAll("\\s", "");
    }
}
