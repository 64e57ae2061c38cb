package io.reelflow.media.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.schemas.job.JobOptions;
import io.reelflow.schemas.result.Chapter;
import io.reelflow.schemas.result.Segment;
import io.reelflow.schemas.result.Source.Heat;
import io.reelflow.schemas.result.Transcript;
import io.reelflow.schemas.result.Word;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ClipPlannerTest {
    private static final double MILLI = 0.0011;

    /** Of a video, or of speech, that is shorter than the shortest clip. */
    private static final Set<String> EXCEPTIONS = Set.of("all there is", "with silence around it");

    static LongStream seeds() {
        return LongStream.range(0, 400);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyPlanKeepsItsConstraints(long seed) throws Exception {
        var random = new Random(seed);
        Transcript transcript = randomTalk(random);
        double longest = 5 + random.nextInt(60);
        double shortest = 3 + random.nextInt(40);
        JobOptions options = Requests.clips(longest, shortest, random.nextInt(11), 1 + random.nextInt(12));
        double duration = random.nextBoolean() ? transcript.duration() + random.nextInt(10) : 0;
        var planner = new ClipPlanner(options, duration);
        Talk talk = planner.fitting(Talk.of("xx", Sentences.of(transcript)));
        List<Stretch> chosen = choose(planner, talk);

        double end = Math.max(
                duration, talk.sentences().get(talk.sentences().size() - 1).end());
        double least = Math.min(Math.min(shortest, longest), end);
        assertThat(chosen).hasSizeLessThanOrEqualTo(options.maxClips());
        assertThat(chosen)
                .isSortedAccordingTo(Comparator.comparingDouble(Stretch::score).reversed());
        for (Stretch stretch : chosen) {
            assertThat(stretch.score()).isBetween(0.0, 1.0);
            assertThat(stretch.start()).isNotNegative();
            assertThat(stretch.end()).isLessThanOrEqualTo(end + MILLI);
            assertThat(stretch.duration()).isBetween(least - 2 * MILLI, longest + MILLI);
            assertThat(stretch.from()).isLessThan(stretch.to());
            assertHoldsWholeWords(talk, stretch);
            if (stretch.reasons().stream().noneMatch(EXCEPTIONS::contains)) {
                assertBeginsAndEndsWithWords(transcript, stretch);
            }
        }
        for (int i = 0; i < chosen.size(); i++) {
            for (int k = i + 1; k < chosen.size(); k++) {
                Stretch a = chosen.get(i);
                Stretch b = chosen.get(k);
                assertThat(a.overlap(b)).isLessThanOrEqualTo(options.overlapDuration() + MILLI);
                assertThat(a.overlap(b)).isLessThan(Math.min(a.duration(), b.duration()));
                assertThat(talk.text(a.from(), a.to())).isNotEqualToIgnoringCase(talk.text(b.from(), b.to()));
            }
        }
    }

    @Test
    void aTalkWithEnoughToSayGetsAClip() throws Exception {
        for (long seed = 0; seed < 100; seed++) {
            Transcript transcript = randomTalk(new Random(seed));
            if (transcript.duration() < 60) {
                continue;
            }
            var planner = new ClipPlanner(JobOptions.DEFAULTS, transcript.duration());
            Talk talk = planner.fitting(Talk.of("xx", Sentences.of(transcript)));
            assertThat(choose(planner, talk)).as("seed %d", seed).isNotEmpty();
        }
    }

    @Test
    void aTalkShorterThanAClipIsOneClipAsAWhole() throws Exception {
        Talk talk = Talks.talk("en", List.of("Ask what you can do for your country.", "Not what it can do."));
        List<Stretch> chosen = choose(new ClipPlanner(JobOptions.DEFAULTS, 6.2), talk);
        assertThat(chosen).hasSize(1);
        assertThat(chosen.get(0).start()).isZero();
        assertThat(chosen.get(0).end()).isEqualTo(6.2);
    }

    @Test
    void aSecondOfTalkIsNoClip() throws Exception {
        Talk talk = Talks.talk("en", List.of("Hello there."));
        assertThat(choose(new ClipPlanner(JobOptions.DEFAULTS, 1.2), talk)).isEmpty();
    }

    @Test
    void aFewWordsInALongVideoBecomeOneClipWithTheSilenceAround() throws Exception {
        var words = List.of(new Word(60, 61, "Look", 1), new Word(61, 62, "there.", 1));
        var transcript = new Transcript(
                "en", 1.0, "whisper", "base", 120, List.of(new Segment(60, 62, "Look there.", null, words)));
        List<Stretch> chosen =
                choose(new ClipPlanner(JobOptions.DEFAULTS, 120), Talk.of("en", Sentences.of(transcript)));
        assertThat(chosen).hasSize(1);
        assertThat(chosen.get(0).duration()).isEqualTo(10);
        assertThat(chosen.get(0).start()).isBetween(50.0, 60.0);
    }

    @Test
    void aClipDoesNotBeginInTheMiddleOfAThoughtWhereItNeedNot() throws Exception {
        Talk talk = Talks.talk("en", Talks.lines("talk-coffee.txt"));
        double duration = talk.sentences().get(talk.sentences().size() - 1).end();
        assertThat(choose(new ClipPlanner(JobOptions.DEFAULTS, duration), talk))
                .isNotEmpty()
                .noneMatch(s -> Openings.leansOnBefore(talk.sentences().get(s.from()), "en")
                        && !talk.sentences().get(s.from()).isQuestion());
    }

    @Test
    void whatIsSaidTwiceIsCutOnce() throws Exception {
        var lines = new ArrayList<String>();
        for (int i = 0; i < 6; i++) {
            lines.add("The very same sentence is said again and again by a very patient speaker who likes to hear it"
                    + " more than once in every single talk that he gives.");
        }
        Talk talk = Talks.talk("en", lines);
        assertThat(choose(new ClipPlanner(Requests.clips(12, 5, 0, 10), 70), talk))
                .hasSize(1);
    }

    @Test
    void whatIsReplayedMostIsWorthALittleMoreAndTheRestAsMuchAsBefore() throws Exception {
        Talk talk = Talks.talk("en", Talks.lines("talk-coffee.txt"));
        double duration = talk.sentences().get(talk.sentences().size() - 1).end();
        List<Stretch> before = candidates(new ClipPlanner(JobOptions.DEFAULTS, duration), talk);
        Stretch poor = before.stream()
                .filter(stretch -> stretch.start() > 10)
                .reduce((first, last) -> last)
                .orElseThrow();
        Replays replays = Replays.of(List.of(
                new Heat(1, poor.start(), 0.1),
                new Heat(poor.start(), poor.end(), 1),
                new Heat(poor.end(), duration, 0.1)));

        List<Stretch> after = candidates(new ClipPlanner(JobOptions.DEFAULTS, duration, replays), talk);

        assertThat(scoreOf(poor, after) - poor.score()).isBetween(0.05 - MILLI, 0.1 + MILLI);
        assertThat(before)
                .filteredOn(stretch -> stretch.overlap(poor) == 0)
                .isNotEmpty()
                .allSatisfy(stretch -> assertThat(scoreOf(stretch, after)).isEqualTo(stretch.score()));
    }

    private static double scoreOf(Stretch stretch, List<Stretch> all) {
        return all.stream()
                .filter(each -> each.from() == stretch.from() && each.to() == stretch.to())
                .findFirst()
                .orElseThrow()
                .score();
    }

    private static List<Stretch> choose(ClipPlanner planner, Talk talk) {
        return planner.choose(talk, candidates(planner, talk));
    }

    private static List<Stretch> candidates(ClipPlanner planner, Talk talk) {
        var chapters = List.of(new Chapter(0, 40, "a"), new Chapter(40, 1000, "b"));
        return planner.candidates(talk, chapters, new double[talk.sentences().size()], null);
    }

    /** Both within 0.25 s of a word's; of a sentence's where one is within 2 s. */
    private static void assertBeginsAndEndsWithWords(Transcript transcript, Stretch stretch) {
        List<Word> words = transcript.segments().stream()
                .flatMap(segment -> segment.words().stream())
                .toList();
        var starts = new ArrayList<Double>();
        var ends = new ArrayList<Double>();
        for (int i = 0; i < words.size(); i++) {
            boolean last = i == words.size() - 1;
            if (last
                    || words.get(i).text().matches(".*[.?]")
                    || words.get(i + 1).start() - words.get(i).end() >= 2) {
                ends.add(words.get(i).end());
                if (!last) {
                    starts.add(words.get(i + 1).start());
                }
            }
        }
        starts.add(words.get(0).start());
        assertNear(stretch.start(), words.stream().map(Word::start).toList(), starts);
        assertNear(stretch.end(), words.stream().map(Word::end).toList(), ends);
    }

    private static void assertNear(double time, List<Double> words, List<Double> sentences) {
        assertThat(distance(time, words)).isLessThanOrEqualTo(0.25 + MILLI);
        if (distance(time, sentences) <= 2) {
            assertThat(distance(time, sentences)).as("to a sentence").isLessThanOrEqualTo(0.25 + MILLI);
        }
    }

    private static double distance(double time, List<Double> from) {
        return from.stream().mapToDouble(each -> Math.abs(each - time)).min().orElseThrow();
    }

    private static void assertHoldsWholeWords(Talk talk, Stretch stretch) {
        for (Sentence sentence : talk.sentences()) {
            boolean inside = sentence.start() >= stretch.start() - MILLI && sentence.end() <= stretch.end() + MILLI;
            boolean outside = sentence.end() <= stretch.start() + MILLI || sentence.start() >= stretch.end() - MILLI;
            assertThat(inside || outside).as("%s in %s", sentence, stretch).isTrue();
        }
    }

    /** Words in a row with pauses, with and without punctuation, in segments of any length. */
    private static Transcript randomTalk(Random random) {
        var segments = new ArrayList<Segment>();
        double at = random.nextDouble() * 5;
        boolean punctuated = random.nextInt(4) > 0;
        int count = 1 + random.nextInt(40);
        for (int s = 0; s < count; s++) {
            var words = new ArrayList<Word>();
            int size = 1 + random.nextInt(25);
            for (int w = 0; w < size; w++) {
                double length = 0.1 + random.nextDouble() * 0.6;
                String text = "word" + random.nextInt(200);
                if (punctuated && (w == size - 1 ? random.nextInt(4) > 0 : random.nextInt(20) == 0)) {
                    text += random.nextInt(5) == 0 ? "?" : ".";
                }
                words.add(new Word(at, at + length, text, random.nextDouble()));
                at += length + (random.nextInt(6) == 0 ? random.nextDouble() : 0);
            }
            segments.add(new Segment(words.get(0).start(), at, "", null, words));
            at += random.nextInt(10) == 0 ? 5 * random.nextDouble() : 0.4 * random.nextDouble();
        }
        return new Transcript("xx", 1.0, "whisper", "base", at, segments);
    }
}
