package io.reelflow.bench.listen;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * Where a voice sets in after a pause, from how loud the sound is in each hundredth of a second. A truth says about
 * where a segment begins; recordings begin with breath and silence.
 */
final class Onsets {
    static final int RATE = 16_000;
    private static final int FRAME = RATE / 100;
    /** Voice is at most so much quieter than the loudest twentieth of the sound, dB: as the media tests have it. */
    private static final double RANGE = 35;
    /** Frames of voice that make an onset, not a click. */
    private static final int VOICE = 3;
    /** Frames without voice that make a pause. */
    private static final int PAUSE = 10;
    /** A truth may name the time of a cut, a little before or after the voice, seconds. */
    private static final double EARLIER = 0.3;

    private static final double LATER = 0.8;

    /** Of no sound. */
    static final Onsets NONE = new Onsets(new double[0]);

    private final double[] loudness;
    private final double quiet;

    private Onsets(double[] loudness) {
        this.loudness = loudness;
        double[] sorted = loudness.clone();
        Arrays.sort(sorted);
        quiet = sorted.length == 0 ? 0 : sorted[sorted.length * 19 / 20] * Math.pow(10, -RANGE / 20);
    }

    /** @param sound 16 kHz, one channel, 16 bits, little-endian; read to its end */
    static Onsets of(InputStream sound) throws IOException {
        var in = new BufferedInputStream(sound);
        double[] loudness = new double[1024];
        int frames = 0;
        byte[] frame = new byte[FRAME * 2];
        while (in.readNBytes(frame, 0, frame.length) == frame.length) {
            if (frames == loudness.length) {
                loudness = Arrays.copyOf(loudness, frames * 2);
            }
            loudness[frames++] = loudness(frame);
        }
        return new Onsets(Arrays.copyOf(loudness, frames));
    }

    private static double loudness(byte[] frame) {
        double sum = 0;
        for (int i = 0; i < frame.length; i += 2) {
            double sample = (short) ((frame[i] & 0xff) | (frame[i + 1] << 8));
            sum += sample * sample;
        }
        return Math.sqrt(sum / FRAME);
    }

    double seconds() {
        return loudness.length / 100.0;
    }

    /** The onset after a pause that is nearest to a time, seconds; empty where none is near. */
    OptionalDouble near(double stated) {
        OptionalDouble nearest = OptionalDouble.empty();
        int to = (int) Math.min(loudness.length - VOICE, Math.round((stated + LATER) * 100));
        for (int i = (int) Math.max(0, Math.round((stated - EARLIER) * 100)); i <= to; i++) {
            double distance = Math.abs(i / 100.0 - stated);
            if (isOnset(i) && (nearest.isEmpty() || distance < Math.abs(nearest.getAsDouble() - stated))) {
                nearest = OptionalDouble.of(i / 100.0);
            }
        }
        return nearest;
    }

    private boolean isOnset(int frame) {
        return Arrays.stream(loudness, Math.max(0, frame - PAUSE), frame).noneMatch(each -> each > quiet)
                && Arrays.stream(loudness, frame, frame + VOICE).allMatch(each -> each > quiet);
    }
}
