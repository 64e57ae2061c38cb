package io.reelflow.media.watch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/**
 * Finds hard cuts by how much the picture changes between neighbouring frames, against how much it changes around
 * them, so that fast motion is no cut. The measure and its values are those of PySceneDetect's AdaptiveDetector, over
 * Y, U and V instead of hue, saturation and value.
 */
final class HardCuts {
    private static final int NEIGHBOURS = 2;
    private static final double MIN_CHANGE = 12;
    private static final double MIN_RATIO = 3;

    private record Change(double time, double amount) {}

    private final Deque<Change> window = new ArrayDeque<>();
    private final List<Double> times = new ArrayList<>();
    private byte[] previous = new byte[0];
    private double last;

    /** Takes the next frame, as {@link ShotDetector#accept} does. */
    void accept(double time, byte[] yuv) {
        if (previous.length == 0) {
            last = time;
            previous = new byte[yuv.length];
        } else {
            push(new Change(time, change(previous, yuv)));
        }
        System.arraycopy(yuv, 0, previous, 0, previous.length);
    }

    /** Those known so far: a cut is known two frames after it. */
    List<Double> times() {
        return Collections.unmodifiableList(times);
    }

    /** The times of all cuts. */
    List<Double> finish(double end) {
        for (int i = 0; i < NEIGHBOURS; i++) {
            push(new Change(end, 0));
        }
        return times();
    }

    private void push(Change change) {
        window.addLast(change);
        if (window.size() > 2 * NEIGHBOURS + 1) {
            window.removeFirst();
        }
        if (window.size() > NEIGHBOURS) {
            examine(List.copyOf(window));
        }
    }

    private void examine(List<Change> around) {
        int middle = around.size() - 1 - NEIGHBOURS;
        Change candidate = around.get(middle);
        double others = 0;
        for (int i = 0; i < around.size(); i++) {
            others += i == middle ? 0 : around.get(i).amount();
        }
        double mean = others / (around.size() - 1);
        boolean cut = candidate.amount() >= MIN_CHANGE
                && candidate.amount() >= MIN_RATIO * mean
                && candidate.time() - last >= ShotDetector.MIN_SHOT_SECONDS;
        if (cut) {
            times.add(candidate.time());
            last = candidate.time();
        }
    }

    /** Mean change of a pixel, 0–255: brightness and the two colour differences count alike. */
    private static double change(byte[] before, byte[] after) {
        long sum = 0;
        for (int i = 0; i < before.length; i++) {
            int weight = i < ShotDetector.PLANE ? 1 : 2;
            sum += (long) weight * Math.abs((before[i] & 0xff) - (after[i] & 0xff));
        }
        return sum / (double) before.length;
    }
}
