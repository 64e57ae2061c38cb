package io.reelflow.media.speakers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurnTest {
    private static final float[] ANNA = {1, 0, 0};
    private static final float[] BEN = {0, 1, 0};
    private static final float[] LAUGH = {0.6f, 0.5f, 0.6f};

    @Test
    void theVoicesOfAllPartsMeet() {
        List<Turn> turns = Turn.of(List.of(
                voice(ANNA, 20, 0, 8), voice(BEN, 10, 8, 12), voice(BEN, 30, 300, 312), voice(ANNA, 9, 312, 316)));

        assertThat(turns).extracting(Turn::speaker).containsExactly(0, 1, 1, 0);
        assertThat(turns).extracting(turn -> turn.time().start()).isSorted();
    }

    @Test
    void whatIsHeardForAMomentIsNoSpeaker() {
        List<Turn> turns = Turn.of(List.of(voice(ANNA, 20, 0, 8), voice(LAUGH, 4, 8, 9.6), voice(BEN, 20, 10, 18)));

        assertThat(turns).extracting(Turn::speaker).containsExactly(0, 0, 1);
    }

    @Test
    void shortTurnsOfOneVoiceAddUpToASpeaker() {
        List<Turn> turns = Turn.of(
                List.of(voice(ANNA, 20, 0, 8), voice(BEN, 2, 8, 9), voice(BEN, 2, 309, 310), voice(BEN, 2, 609, 610)));

        assertThat(turns).extracting(Turn::speaker).containsExactly(0, 1, 1, 1);
    }

    @Test
    void inAVideoOfOneWordSomebodySpeaks() {
        assertThat(Turn.of(List.of(voice(ANNA, 1, 0, 1))))
                .extracting(Turn::speaker)
                .containsExactly(0);
        assertThat(Turn.of(List.of())).isEmpty();
    }

    /** A day of noise has more voices than can be held against each other. */
    @Test
    void endlesslyManyVoicesJoinTheNearest() {
        List<Voice> voices = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            voices.add(voice(i % 2 == 0 ? ANNA : BEN, 1 + i % 3, i, i + 1));
        }

        List<Turn> turns = Turn.of(voices);

        assertThat(turns)
                .hasSize(20_000)
                .allSatisfy(turn -> assertThat(turn.speaker())
                        .isEqualTo((int) turn.time().start() % 2 == turns.get(0).speaker() ? 0 : 1));
    }

    @Test
    void windowsThatSoundAlikeAreOneVoiceWithItsStretches() {
        List<Voice> voices = Voice.of(List.of(
                new Window(new Stretch(0, 0.4), ANNA),
                new Window(new Stretch(0.4, 0.8), ANNA),
                new Window(new Stretch(0.8, 1.2), BEN),
                new Window(new Stretch(1.2, 1.6), ANNA)));

        assertThat(voices).extracting(Voice::windows).containsExactly(3, 1);
        assertThat(voices.get(0).stretches()).containsExactly(new Stretch(0, 0.8), new Stretch(1.2, 1.6));
        assertThat(voices.get(0).mean()).containsExactly(ANNA);
    }

    private static Voice voice(float[] mean, int windows, double start, double end) {
        return new Voice(mean, windows, List.of(new Stretch(start, end)));
    }
}
