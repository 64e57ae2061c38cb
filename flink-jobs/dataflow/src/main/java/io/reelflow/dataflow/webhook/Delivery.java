package io.reelflow.dataflow.webhook;

import java.time.Duration;

/**
 * A webhook that has not been delivered.
 *
 * @param tries that failed
 * @param since milliseconds since the epoch of the first
 * @param nextAt when the next is due
 */
public record Delivery(Webhook webhook, int tries, long since, long nextAt) {
    static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    static final Duration LONGEST_PAUSE = Duration.ofHours(1);
    static final Duration GIVE_UP = Duration.ofHours(24);
    private static final int MOST_DOUBLINGS = 20;

    static Delivery begin(Webhook webhook, long now) {
        return new Delivery(webhook, 0, now, now);
    }

    Delivery failed(long now) {
        long doubled = FIRST_PAUSE.toMillis() << Math.min(tries, MOST_DOUBLINGS);
        return new Delivery(webhook, tries + 1, since, now + Math.min(doubled, LONGEST_PAUSE.toMillis()));
    }

    boolean isGivenUp() {
        return nextAt - since > GIVE_UP.toMillis();
    }
}
