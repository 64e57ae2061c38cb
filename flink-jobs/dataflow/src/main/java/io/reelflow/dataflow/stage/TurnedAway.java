package io.reelflow.dataflow.stage;

import io.reelflow.schemas.job.ErrorCode;
import io.reelflow.schemas.job.Failure;
import io.reelflow.schemas.job.SourceReport;
import io.reelflow.schemas.job.Visit;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which sources have turned away which of our identities: between that moment and the one when the scheduler knows, nobody
 * else asks. Thread-safe.
 */
final class TurnedAway {
    /** Where the source does not say how long: the scheduler has heard of it by then, and decides. */
    private static final Duration UNTIL_IT_IS_KNOWN = Duration.ofSeconds(5);

    private final Clock clock;
    private final Map<String, Instant> until = new ConcurrentHashMap<>();

    TurnedAway(Clock clock) {
        this.clock = clock;
    }

    /** Why those that the report concerns have to end; null where it tells of nothing that is still so. */
    @Nullable
    Failure hear(SourceReport report) {
        Instant now = clock.instant();
        until.values().removeIf(end -> !end.isAfter(now));
        Long said = report.retryAfterSeconds();
        Instant end = report.time().plus(said == null ? UNTIL_IT_IS_KNOWN : Duration.ofSeconds(said));
        if (!report.limited() || !end.isAfter(now)) {
            return null;
        }
        until.merge(key(report.visit()), end, (one, other) -> one.isAfter(other) ? one : other);
        return reason(report.visit());
    }

    /** Why this work must not ask its source; null where it may. A probe has waited for its time. */
    @Nullable
    Failure reason(Work work) {
        Visit visit = work.visit();
        if (visit == null || visit.probe()) {
            return null;
        }
        Instant end = until.get(key(visit));
        return end != null && end.isAfter(clock.instant()) ? reason(visit) : null;
    }

    static boolean concerns(SourceReport report, Work work) {
        return work.visit() != null && key(work.visit()).equals(key(report.visit()));
    }

    /** An admission after the report has waited for its time. Epochs are microseconds of the scheduler's clock. */
    static long newestEpoch(SourceReport report) {
        return Math.max(report.epoch(), report.time().toEpochMilli() * 1000);
    }

    private static Failure reason(Visit visit) {
        return Failure.of(ErrorCode.SOURCE_RATE_LIMITED, visit.source() + " wants us to wait", null);
    }

    private static String key(Visit visit) {
        return visit.identity() + "@" + visit.source();
    }
}
