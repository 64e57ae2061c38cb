package io.reelflow.media.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Precision at 10 against our own lists; a phrase that contains a listed one, or is contained, counts. */
class KeywordsTest {
    private static final String COFFEE = "coffee,arabica,robusta,caffeine,cherries,roaster,light roast,dark roast,"
            + "green beans,burr grinder,blade grinder,espresso machine,boiler,crema,cappuccino,heart disease,fair trade,"
            + "price,farmer,climate change,portafilter,hot water,temperature curve,first crack";
    private static final String BIKE = "bicycle,safety bicycle,high wheeler,pedals,gyroscopic effect,front fork,"
            + "steering axis,balance,inner tube,tyre,patch,cyclists,lanes,traffic lights,copenhagen,lithium battery,"
            + "motor,torque sensor,electric bikes,wheels,front wheel,centre of mass,mass,range,riders";

    @Test
    void twoOfThreeKeywordsAreOnesThatAPersonListed() throws Exception {
        double coffee = precision("talk-coffee.txt", COFFEE);
        double bike = precision("talk-bike.txt", BIKE);
        assertThat((coffee + bike) / 2)
                .as("coffee %.1f, bike %.1f", coffee, bike)
                .isGreaterThanOrEqualTo(0.65);
    }

    @Test
    void noKeywordSaysWhatAnotherSays() throws Exception {
        List<String> keywords = new Keywords(Talks.talk("en", Talks.lines("talk-bike.txt"))).top(15);
        for (String a : keywords) {
            assertThat(keywords).filteredOn(b -> Phrases.overlap(a, b)).containsExactly(a);
        }
    }

    private static double precision(String talk, String listed) throws Exception {
        List<String> gold = List.of(listed.split(",", -1));
        List<String> top = new Keywords(Talks.talk("en", Talks.lines(talk))).top(10);
        long hits = top.stream()
                .filter(k -> gold.stream().anyMatch(g -> Phrases.overlap(g, k)))
                .count();
        return hits / 10.0;
    }
}
