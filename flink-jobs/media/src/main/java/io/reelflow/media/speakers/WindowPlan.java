package io.reelflow.media.speakers;

import java.util.ArrayList;
import java.util.List;

/**
 * Where the encoder listens: windows of 1.6 s, as it was trained on, about every 0.4 s, within stretches that no pause
 * divides, so that few windows hold two voices.
 *
 * @param start of the window, in frames of 10 ms; may be negative
 * @param time the part of the speech that it stands for: what is nearer to its middle than to its neighbours'
 * @param turn the stretch it lies in
 */
record WindowPlan(int start, Stretch time, Stretch turn) {
    static final int FRAMES = 160;

    private static final double FRAMES_PER_SECOND = 100;
    private static final double SECONDS = FRAMES / FRAMES_PER_SECOND;
    private static final double STEP = 0.4;
    /** A shorter pause is a breath. On the recordings of decision 22, .4 s confuses more than .6 s: .24 against .18, summed. */
    private static final double PAUSE = 0.6;
    /** Too short to tell a voice from. */
    private static final double SHORTEST = 0.4;

    /** @param speech in seconds of the sound, in order */
    static List<WindowPlan> of(List<Stretch> speech) {
        List<WindowPlan> plan = new ArrayList<>();
        for (Stretch turn : turns(speech)) {
            if (turn.seconds() >= SHORTEST) {
                place(turn, plan);
            }
        }
        return plan;
    }

    private static List<Stretch> turns(List<Stretch> speech) {
        List<Stretch> turns = new ArrayList<>();
        for (Stretch next : speech) {
            Stretch last = turns.isEmpty() ? null : turns.get(turns.size() - 1);
            if (last != null && next.start() - last.end() < PAUSE) {
                turns.set(turns.size() - 1, new Stretch(last.start(), next.end()));
            } else {
                turns.add(next);
            }
        }
        return turns;
    }

    private static void place(Stretch turn, List<WindowPlan> plan) {
        double room = Math.max(0, turn.seconds() - SECONDS);
        int count = 1 + (int) Math.round(room / STEP);
        double step = count == 1 ? 0 : room / (count - 1);
        double first = turn.seconds() < SECONDS ? (turn.start() + turn.end() - SECONDS) / 2 : turn.start();
        for (int i = 0; i < count; i++) {
            double start = first + i * step;
            double middle = start + SECONDS / 2;
            plan.add(new WindowPlan(
                    (int) Math.round(start * FRAMES_PER_SECOND),
                    new Stretch(
                            i == 0 ? turn.start() : middle - step / 2, i + 1 == count ? turn.end() : middle + step / 2),
                    turn));
        }
    }
}
