package io.reelflow.dataflow.schedule;

import io.reelflow.media.identity.Rate;
import io.reelflow.schemas.job.SourceReport;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One identity at one source: a token bucket, and a circuit.
 *
 * <pre>
 *            429, bot check                 its time has come
 *  closed ──────────────────▶ open ◀──────────────────────────▶ half-open: one probe
 *    ▲                              429 again, for longer              │
 *    └───────────────────────── served ────────────────────────────────┘
 * </pre>
 *
 * @param tokens at {@code filledAt}; all times are milliseconds since the epoch
 * @param spacedUntil nobody visits before, although there are tokens
 * @param failures times in a row that it was turned away
 * @param openUntil 0 where the circuit is closed
 * @param closedAt when it was closed last; what is told of before is over
 * @param probe epoch of the last probe; 0 where there was none since it opened
 * @param probing that probe is under way
 */
public record Gate(
        String identity,
        double tokens,
        long filledAt,
        long spacedUntil,
        int failures,
        long openUntil,
        long closedAt,
        long probe,
        boolean probing) {
    /** Where the source does not say how long; doubled each time. */
    static final Duration FIRST_WAIT = Duration.ofSeconds(30);

    static final Duration LONGEST_WAIT = Duration.ofMinutes(30);
    static final long NEVER = Long.MAX_VALUE;

    /** A pause between two visits is a quarter of a token's interval and a random part that is as long on average. */
    private static final double LEAST_PAUSE = 0.25;

    private static final double LONGEST_PAUSE = 2;

    static Gate full(String identity, Rate rate, long now) {
        return new Gate(identity, rate.burst(), now, 0, 0, 0, 0, 0, false);
    }

    boolean isOpen() {
        return openUntil > 0;
    }

    /** What {@link #full} would be too: nothing has to be remembered. */
    boolean isFresh(Rate rate, long now) {
        return !isOpen() && tokensAt(rate, now) >= rate.burst() && spacedUntil <= now;
    }

    double tokensAt(Rate rate, long now) {
        double more = Math.max(0, now - filledAt) * 1e6 / rate.interval().toNanos();
        return Math.min(rate.burst(), tokens + more);
    }

    /** When the next one may visit; {@link #NEVER} while a probe is under way. */
    long readyAt(Rate rate, long now) {
        if (isOpen()) {
            return probing ? NEVER : openUntil;
        }
        double missing = Math.max(0, 1 - tokensAt(rate, now));
        return Math.max(
                spacedUntil, now + (long) Math.ceil(missing * rate.interval().toNanos() / 1e6));
    }

    /** Somebody visits: as a probe where the circuit is open. */
    Gate visited(Rate rate, long epoch, long now, RandomGenerator random) {
        if (isOpen()) {
            return new Gate(identity, tokens, filledAt, spacedUntil, failures, openUntil, closedAt, epoch, true);
        }
        double left = Math.max(0, tokensAt(rate, now) - 1);
        long spaced = rate.isSpaced() ? now + pause(rate, random) : 0;
        return new Gate(identity, left, now, spaced, failures, 0, closedAt, 0, false);
    }

    /** Exponential beyond the least, as what people do next to each other is; cut where it would cost throughput. */
    private static long pause(Rate rate, RandomGenerator random) {
        double intervals = Math.min(LONGEST_PAUSE, LEAST_PAUSE * (1 + random.nextExponential()));
        return (long) (intervals * rate.interval().toMillis());
    }

    /** The source wants us to wait. */
    Gate limited(SourceReport report, long now, RandomGenerator random) {
        long time = Math.min(now, report.time().toEpochMilli());
        Long said = report.retryAfterSeconds();
        if (isOpen() && !(probing && report.epoch() == probe)) {
            // Who was under way with the first one: it is one time, although several were turned away.
            long until = said == null ? openUntil : Math.max(openUntil, time + 1000 * said);
            return new Gate(identity, tokens, filledAt, spacedUntil, failures, until, closedAt, probe, probing);
        }
        if (!isOpen() && time <= closedAt) {
            return this;
        }
        long wait = wait(said, failures + 1, random);
        return new Gate(identity, 0, now, 0, failures + 1, time + wait, closedAt, 0, false);
    }

    /** As long as it says and up to a tenth more; the second time, and where it says nothing, as long as we think. */
    private static long wait(@Nullable Long said, int times, RandomGenerator random) {
        long ours = Math.min(LONGEST_WAIT.toMillis(), FIRST_WAIT.toMillis() << Math.min(times - 1, 20));
        long asked = said == null ? 0 : Math.max(1000, 1000 * said);
        long least = said == null || times > 1 ? Math.max(asked, ours) : asked;
        return least + (long) (least * 0.1 * random.nextDouble());
    }

    /** That probe was served: the circuit closes, and the bucket fills anew. */
    Gate served(long epoch, long now) {
        return isOpen() && probe == epoch ? new Gate(identity, 0, now, 0, 0, 0, now, 0, false) : this;
    }

    /** That probe has ended, whatever it found out: another may follow. */
    Gate probeEnded(long epoch) {
        return probing && probe == epoch
                ? new Gate(identity, tokens, filledAt, spacedUntil, failures, openUntil, closedAt, probe, false)
                : this;
    }
}
