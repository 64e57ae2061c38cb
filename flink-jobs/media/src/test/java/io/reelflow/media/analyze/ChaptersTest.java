package io.reelflow.media.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Boundaries within one sentence of the labelled ones, of two talks of three minutes of our own. */
class ChaptersTest {
    @Test
    void mostBoundariesAreWhereAPersonPutThem() throws Exception {
        double coffee = f1("talk-coffee.txt");
        double bike = f1("talk-bike.txt");
        assertThat((coffee + bike) / 2)
                .as("coffee %.2f, bike %.2f", coffee, bike)
                .isGreaterThanOrEqualTo(0.65);
    }

    @Test
    void twoTalksInARowAreCutWhereTheyMeet() throws Exception {
        var joined = new ArrayList<>(Talks.lines("talk-coffee.txt"));
        int boundary = joined.size();
        joined.addAll(Talks.lines("talk-bike.txt"));
        assertThat(Chapters.parts(Talks.talk("en", joined))).anyMatch(part -> Math.abs(part.from() - boundary) <= 1);
    }

    @Test
    void sentencesInNoOrderHaveNoChapters() throws Exception {
        var shuffled = new ArrayList<>(Talks.lines("talk-coffee.txt"));
        Collections.shuffle(shuffled, new Random(3));
        assertThat(Chapters.parts(Talks.talk("en", shuffled))).hasSize(1);
    }

    @Test
    void partsCoverTheTalkWithoutGaps() throws Exception {
        for (int n = 0; n < 12; n++) {
            List<String> lines = Talks.lines("talk-bike.txt").subList(0, n);
            var parts = Chapters.parts(Talks.talk("en", lines));
            int next = 0;
            for (Chapters.Part part : parts) {
                assertThat(part.from()).isEqualTo(next);
                assertThat(part.to()).isGreaterThan(part.from());
                next = part.to();
            }
            assertThat(next).isEqualTo(n);
        }
    }

    @Test
    void fiveThousandSentencesAreCutInSeconds() throws Exception {
        var lines = new ArrayList<String>();
        List<String> bike = Talks.lines("talk-bike.txt");
        for (int i = 0; i < 5000; i++) {
            lines.add(bike.get(i / 250 % bike.size()) + " " + i);
        }
        assertThat(Chapters.parts(Talks.talk("nl", lines))).hasSizeBetween(1, 40);
    }

    private static double f1(String name) throws Exception {
        List<Integer> found = Chapters.parts(Talks.talk("en", Talks.lines(name))).stream()
                .map(Chapters.Part::from)
                .filter(from -> from > 0)
                .toList();
        var open = new ArrayList<>(Talks.boundaries(name));
        int gold = open.size();
        int hits = 0;
        for (int boundary : found) {
            for (Integer labelled : open) {
                if (Math.abs(labelled - boundary) <= 1) {
                    hits++;
                    open.remove(labelled);
                    break;
                }
            }
        }
        return 2.0 * hits / (gold + found.size());
    }
}
