package io.reelflow.media.watch;

/** The brightness of one frame, a few pixels wide, and what it comes to. */
final class TinyPicture {
    /** Video black is 16, video white 235. */
    private static final int BLACK = 32;

    private static final int WHITE = 220;

    private final double time;
    private final byte[] luma;
    private final double mean;
    private final double spread;
    private final double dark;
    private final double bright;

    /** @param luma one byte a pixel; not copied */
    TinyPicture(double time, byte[] luma) {
        this.time = time;
        this.luma = luma;
        long sum = 0;
        long squares = 0;
        int black = 0;
        int white = 0;
        for (byte pixel : luma) {
            int value = pixel & 0xff;
            sum += value;
            squares += (long) value * value;
            black += value < BLACK ? 1 : 0;
            white += value > WHITE ? 1 : 0;
        }
        this.dark = (double) black / luma.length;
        this.bright = (double) white / luma.length;
        this.mean = (double) sum / luma.length;
        this.spread = Math.sqrt(Math.max(0, (double) squares / luma.length - mean * mean));
    }

    double time() {
        return time;
    }

    /** Mean brightness, 0–255. */
    double mean() {
        return mean;
    }

    /** Standard deviation of the brightness: 0 for a plain picture. */
    double spread() {
        return spread;
    }

    /** Share of the pixels that are black. */
    double dark() {
        return dark;
    }

    /** Share of the pixels that are white. */
    double bright() {
        return bright;
    }

    /** Mean difference of a pixel's brightness, 0–255. */
    double distance(TinyPicture other) {
        long sum = 0;
        for (int i = 0; i < luma.length; i++) {
            sum += Math.abs((luma[i] & 0xff) - (other.luma[i] & 0xff));
        }
        return (double) sum / luma.length;
    }

    /** Mean difference of this picture to the one that lies half way between two others. */
    double distanceToMiddle(TinyPicture a, TinyPicture b) {
        long sum = 0;
        for (int i = 0; i < luma.length; i++) {
            sum += Math.abs(2 * (luma[i] & 0xff) - (a.luma[i] & 0xff) - (b.luma[i] & 0xff));
        }
        return sum / 2.0 / luma.length;
    }

    /** -1 to 1: 1 for the same picture, brighter or darker. */
    double correlation(TinyPicture other) {
        long products = 0;
        for (int i = 0; i < luma.length; i++) {
            products += (long) (luma[i] & 0xff) * (other.luma[i] & 0xff);
        }
        double covariance = (double) products / luma.length - mean * other.mean;
        double both = spread * other.spread;
        return both == 0 ? 0 : covariance / both;
    }
}
