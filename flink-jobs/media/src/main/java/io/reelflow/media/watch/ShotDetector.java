package io.reelflow.media.watch;

import io.reelflow.schemas.result.Picture.Shot;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Finds hard cuts by how much the picture changes between neighbouring frames, against how much it changes around
 * them, so that fast motion is no cut. The measure and its values are those of PySceneDetect's AdaptiveDetector, over
 * Y, U and V instead of hue, saturation and value.
 */
final class ShotDetector {
    /** Size of the pictures looked at, pixels. */
    static final int WIDTH = 64;

    static final int HEIGHT = 36;

    private static final int PLANE = WIDTH * HEIGHT;
    private static final int NEIGHBOURS = 2;
    private static final double MIN_CHANGE = 12;
    private static final double MIN_RATIO = 3;
    private static final double MIN_SHOT_SECONDS = 0.5;

    private record Change(double time, double amount) {}

    private final Deque<Change> window = new ArrayDeque<>();
    private final List<Shot> shots = new ArrayList<>();
    private byte[] previous = new byte[0];
    private double shotStart = Double.NaN;

    /**
     * Takes the next frame.
     *
     * @param yuv the planes Y, U, V of {@link #WIDTH}x{@link #HEIGHT} pixels each, one after the other
     */
    void accept(double time, byte[] yuv) {
        if (Double.isNaN(shotStart)) {
            shotStart = time;
            previous = new byte[3 * PLANE];
        } else {
            push(new Change(time, change(previous, yuv)));
        }
        System.arraycopy(yuv, 0, previous, 0, previous.length);
    }

    /** The start of the shot that the frames taken so far end in, as far as is known; NaN before the first. */
    double currentShotStart() {
        return shotStart;
    }

    /** All shots, the last one ending at {@code end}. Frames can not be taken after this. */
    List<Shot> finish(double end) {
        for (int i = 0; i < NEIGHBOURS; i++) {
            push(new Change(end, 0));
        }
        if (!Double.isNaN(shotStart)) {
            shots.add(new Shot(shotStart, Math.max(end, shotStart)));
        }
        return List.copyOf(shots);
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
                && candidate.time() - shotStart >= MIN_SHOT_SECONDS;
        if (cut) {
            shots.add(new Shot(shotStart, candidate.time()));
            shotStart = candidate.time();
        }
    }

    /** Mean change of a pixel, 0–255: brightness and the two colour differences count alike. */
    private static double change(byte[] before, byte[] after) {
        long sum = 0;
        for (int i = 0; i < 3 * PLANE; i++) {
            int weight = i < PLANE ? 1 : 2;
            sum += (long) weight * Math.abs((before[i] & 0xff) - (after[i] & 0xff));
        }
        return sum / (3.0 * PLANE);
    }
}
