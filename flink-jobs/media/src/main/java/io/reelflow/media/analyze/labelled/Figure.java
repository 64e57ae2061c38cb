package io.reelflow.media.analyze.labelled;

/**
 * How near one output of the analysis comes to what people labelled, from 0 to 1.
 *
 * @param language ISO 639-1, {@code all} or {@code other}
 * @param value mean over all labelled texts
 * @param heldOut mean over those that no weight was fitted to
 * @param baseline the same of {@code against}
 * @param against what is done without any method
 * @param lessIsBetter whether it counts errors
 * @param texts how many
 */
public record Figure(
        String output,
        String language,
        double value,
        double heldOut,
        double baseline,
        String against,
        boolean lessIsBetter,
        int texts) {
    /** Whether it is nearer to the labels than the baseline. */
    public boolean isBetter() {
        return lessIsBetter ? value < baseline : value > baseline;
    }
}
