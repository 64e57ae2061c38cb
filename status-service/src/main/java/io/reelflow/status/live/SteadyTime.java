package io.reelflow.status.live;

import java.time.Clock;
import java.time.Instant;
import org.springframework.stereotype.Component;

/**
 * What silences and paces are measured by: it never jumps, as a wall clock does that is set. Its instants are compared with
 * each other only.
 */
@Component
final class SteadyTime {
    private final Instant start;
    private final long nanos = System.nanoTime();

    SteadyTime(Clock clock) {
        start = clock.instant();
    }

    Instant now() {
        return start.plusNanos(System.nanoTime() - nanos);
    }
}
