package io.reelflow.dataflow.stage;

import io.reelflow.schemas.job.WorkStop;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The newest stop of each job that has come to this process: an element may arrive after the stop that ends it. Kept
 * for a while, and never more than {@link #MOST}: the oldest goes first. Not thread-safe.
 */
final class StoppedWork {
    /** A stop overtakes its elements by seconds, after a restore by minutes. */
    static final Duration MEMORY = Duration.ofHours(6);

    static final int MOST = 100_000;

    private final Clock clock;
    private final Map<String, Remembered> stops = new LinkedHashMap<>();

    StoppedWork(Clock clock) {
        this.clock = clock;
    }

    void remember(WorkStop stop) {
        Instant now = clock.instant();
        forgetBefore(now.minus(MEMORY));
        Remembered known = stops.get(stop.jobId());
        if (known == null || known.stop.epoch() < stop.epoch()) {
            stops.remove(stop.jobId()); // it goes to the end, as the youngest
            stops.put(stop.jobId(), new Remembered(stop, now));
        }
    }

    /** The stop that ends work of that job and admission; null where none does. */
    @Nullable
    WorkStop of(String jobId, long epoch) {
        Remembered known = stops.get(jobId);
        return known != null && epoch <= known.stop.epoch() ? known.stop : null;
    }

    int size() {
        return stops.size();
    }

    private void forgetBefore(Instant limit) {
        Iterator<Remembered> oldestFirst = stops.values().iterator();
        while (oldestFirst.hasNext()) {
            Remembered next = oldestFirst.next();
            if (stops.size() < MOST && !next.since.isBefore(limit)) {
                return;
            }
            oldestFirst.remove();
        }
    }

    private record Remembered(WorkStop stop, Instant since) {}
}
