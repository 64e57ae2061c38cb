package io.reelflow.status.live;

import io.reelflow.schemas.Json;
import io.reelflow.status.Blocking;
import io.reelflow.status.job.JobStats;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The stats once a second: one query for all who look at the same owner's jobs, and none while nobody does. */
@Component
final class LiveStats {
    private static final Logger LOG = LoggerFactory.getLogger(LiveStats.class);
    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final JobStats numbers;
    private final Map<Optional<String>, Flux<String>> views = new ConcurrentHashMap<>();

    LiveStats(JobStats numbers) {
        this.numbers = numbers;
    }

    /**
     * JSON of the newest numbers, at once if somebody else looks at them.
     *
     * @param owner whose jobs only; null for everybody's
     */
    Flux<String> of(@Nullable String owner) {
        return Flux.defer(() -> views.computeIfAbsent(Optional.ofNullable(owner), this::shared))
                .onBackpressureLatest();
    }

    private Flux<String> shared(Optional<String> owner) {
        return Flux.interval(Duration.ZERO, PERIOD)
                .onBackpressureDrop()
                .concatMap(ignored -> read(owner), 1)
                .doFinally(ignored -> views.remove(owner))
                .replay(1)
                .refCount(1);
    }

    /** With the database away there are none for a while. */
    private Mono<String> read(Optional<String> owner) {
        return Blocking.call(() -> Json.text(numbers.of(owner.orElse(null), false)))
                .onErrorResume(error -> {
                    LOG.debug("No stats now: {}", error.toString());
                    return Mono.empty();
                });
    }
}
