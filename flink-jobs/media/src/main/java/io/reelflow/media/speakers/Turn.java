package io.reelflow.media.speakers;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What one speaker says at a time, as far as voices tell.
 *
 * @param speaker from 0 on, in no order
 */
public record Turn(Stretch time, int speaker) {

    /** The turns of a whole video in order, from the voices of its parts. */
    public static List<Turn> of(List<Voice> voices) {
        int[] speakers = Speakers.of(voices);
        List<Turn> turns = new ArrayList<>();
        for (int i = 0; i < speakers.length; i++) {
            for (Stretch stretch : voices.get(i).stretches()) {
                turns.add(new Turn(stretch, speakers[i]));
            }
        }
        turns.sort(Comparator.comparingDouble(turn -> turn.time().start()));
        return turns;
    }
}
