package io.reelflow.bench.proxy;

import java.time.Duration;

/**
 * What a proxy does to those who talk through it.
 *
 * @param cut no byte passes, and nobody is told: connections stay open, and go on where the cut ends
 * @param refusing connections are closed, and no new ones are taken
 * @param delay of each piece of what is sent
 * @param status of the answers that are made up; 0 for none
 * @param percent of the requests that get one
 */
public record Disturbance(boolean cut, boolean refusing, Duration delay, int status, int percent) {
    public static final Disturbance NONE = new Disturbance(false, false, Duration.ZERO, 0, 0);
    public static final Disturbance CUT = new Disturbance(true, false, Duration.ZERO, 0, 0);
    public static final Disturbance REFUSING = new Disturbance(false, true, Duration.ZERO, 0, 0);

    public static Disturbance slow(Duration delay) {
        return new Disturbance(false, false, delay, 0, 0);
    }

    /** Only where HTTP is spoken. */
    public static Disturbance errors(int status, int percent) {
        return new Disturbance(false, false, Duration.ZERO, status, percent);
    }
}
