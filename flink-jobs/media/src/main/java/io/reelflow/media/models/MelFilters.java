package io.reelflow.media.models;

/**
 * The filter bank that turns a spectrum into mel bands: triangles on Slaney's mel scale (linear below 1 kHz,
 * logarithmic above) normalised to equal area, rounded to float at the same places as {@code librosa.filters.mel}, so
 * that the bytes are those of whisper.cpp's own files.
 */
public final class MelFilters {
    private static final int RATE = 16_000;
    private static final int WINDOW = 400;
    private static final double LOG_STEP = Math.log(6.4) / 27;

    private MelFilters() {}

    /** {@code bands} rows of 201, for a spectrum of 400 samples at 16 kHz. */
    public static float[][] of(int bands) {
        double[] hertz = new double[bands + 2];
        double top = mel(RATE / 2.0);
        for (int i = 0; i < hertz.length; i++) {
            hertz[i] = hertz(top * i / (bands + 1));
        }
        float[][] filters = new float[bands][WINDOW / 2 + 1];
        for (int band = 0; band < bands; band++) {
            double left = hertz[band];
            double middle = hertz[band + 1];
            double right = hertz[band + 2];
            for (int bin = 0; bin < filters[band].length; bin++) {
                double frequency = (double) bin * RATE / WINDOW;
                double rising = (frequency - left) / (middle - left);
                double falling = (right - frequency) / (right - middle);
                float height = (float) Math.max(0, Math.min(rising, falling));
                filters[band][bin] = (float) (height * (2.0 / (right - left)));
            }
        }
        return filters;
    }

    private static double mel(double hertz) {
        return hertz < 1000 ? hertz * 3 / 200 : 15 + Math.log(hertz / 1000) / LOG_STEP;
    }

    private static double hertz(double mel) {
        return mel < 15 ? mel * 200 / 3 : 1000 * Math.exp(LOG_STEP * (mel - 15));
    }
}
