package io.reelflow.media.identity;

import java.time.Duration;

/**
 * How often one identity visits one source: a token bucket. A visit is a job's: the few requests that one video takes.
 *
 * @param perMinute tokens that come in
 * @param burst tokens that it holds at most
 */
public record Rate(double perMinute, int burst) {
    /**
     * yt-dlp's guide (wiki, Extractors, "This content isn't available, try again later") counts about 300 videos an hour
     * that YouTube gives a guest.
     */
    static final Rate CAREFUL = new Rate(5, 5);

    /** Of a site that nobody knows anything about: more than a person would, less than hurts a small server. */
    static final Rate GENEROUS = new Rate(1200, 200);

    /** Visits that follow each other faster look like no person anyhow: they are not spaced. */
    private static final double SPACED_PER_MINUTE = 60;

    static Rate of(String source) {
        return KnownSites.contain(source) ? CAREFUL : GENEROUS;
    }

    /** Between two tokens. */
    public Duration interval() {
        return Duration.ofNanos((long) (60e9 / perMinute));
    }

    /** Whether two visits are apart by a random time although there are tokens for both. */
    public boolean isSpaced() {
        return perMinute <= SPACED_PER_MINUTE;
    }
}
