package io.reelflow.media.speakers;

import io.reelflow.media.models.MelFilters;

/**
 * The energy of sound in 40 mel bands every 10 ms, without a logarithm: what {@code librosa.feature.melspectrogram}
 * gives for Hann windows of 400 samples at 16 kHz, each in the middle of its frame, with silence around the sound.
 */
final class Mels {
    static final int BANDS = 40;
    static final int HOP = 160;

    private static final int WINDOW = 400;
    private static final int HALF = WINDOW / 2;
    private static final float[] HANN = new float[WINDOW];
    /** {@code [sample][frequency]}: the loop over frequencies is one that the JVM turns into vectors. */
    private static final float[][] COSINES = new float[HALF + 1][HALF + 1];

    private static final float[][] SINES = new float[HALF + 1][HALF + 1];
    private static final float[][] FILTERS = MelFilters.of(BANDS);

    static {
        for (int i = 0; i < WINDOW; i++) {
            HANN[i] = (float) (0.5 - 0.5 * Math.cos(2 * Math.PI * i / WINDOW));
        }
        for (int sample = 0; sample <= HALF; sample++) {
            for (int frequency = 0; frequency <= HALF; frequency++) {
                double angle = 2 * Math.PI * (sample * frequency % WINDOW) / WINDOW;
                COSINES[sample][frequency] = (float) Math.cos(angle);
                SINES[sample][frequency] = (float) Math.sin(angle);
            }
        }
    }

    private final float[] windowed = new float[WINDOW];
    private final float[] real = new float[HALF + 1];
    private final float[] imaginary = new float[HALF + 1];

    private Mels() {}

    /** One row of {@link #BANDS} for each {@link #HOP} samples begun, rows one after the other. */
    static float[] of(float[] samples) {
        Mels mels = new Mels();
        float[] rows = new float[(samples.length / HOP + 1) * BANDS];
        for (int frame = 0; frame * BANDS < rows.length; frame++) {
            mels.window(samples, frame * HOP - HALF);
            mels.spectrum();
            mels.bands(rows, frame * BANDS);
        }
        return rows;
    }

    private void window(float[] samples, int from) {
        for (int i = 0; i < WINDOW; i++) {
            int at = from + i;
            windowed[i] = at >= 0 && at < samples.length ? samples[at] * HANN[i] : 0;
        }
    }

    /** The Fourier transform of what is left when samples that a cosine, or a sine, treats alike are added up. */
    private void spectrum() {
        for (int frequency = 0; frequency <= HALF; frequency++) {
            real[frequency] = windowed[0] + windowed[HALF] * COSINES[HALF][frequency];
            imaginary[frequency] = 0;
        }
        for (int sample = 1; sample < HALF; sample++) {
            float even = windowed[sample] + windowed[WINDOW - sample];
            float odd = windowed[sample] - windowed[WINDOW - sample];
            float[] cosines = COSINES[sample];
            float[] sines = SINES[sample];
            for (int frequency = 0; frequency <= HALF; frequency++) {
                real[frequency] += even * cosines[frequency];
                imaginary[frequency] += odd * sines[frequency];
            }
        }
    }

    private void bands(float[] rows, int at) {
        for (int frequency = 0; frequency <= HALF; frequency++) {
            real[frequency] = real[frequency] * real[frequency] + imaginary[frequency] * imaginary[frequency];
        }
        for (int band = 0; band < BANDS; band++) {
            float[] filter = FILTERS[band];
            float sum = 0;
            for (int frequency = 0; frequency <= HALF; frequency++) {
                sum += filter[frequency] * real[frequency];
            }
            rows[at + band] = sum;
        }
    }
}
