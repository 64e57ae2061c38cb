package io.reelflow.media.analyze.endpoint;

import java.time.Duration;

/** Until when all questions about one talk must be answered. */
record Deadline(long end, Duration given) {
    static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos(), time);
    }

    Duration left() {
        return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    }

    EndpointException passed() {
        return EndpointException.tooSlow("not answered within " + given.toSeconds() + " s");
    }
}
