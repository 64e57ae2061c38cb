package io.reelflow.status.live;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.reelflow.status.job.JobTraces;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** How many follow, and how long after an event they hear of it. */
@Component
final class LiveMeters {
    private final AtomicInteger sse;
    private final AtomicInteger sockets;
    private final Timer updates;
    private final Timer ends;
    private final JobTraces traces;
    private final Clock clock;

    LiveMeters(MeterRegistry registry, JobTraces traces, Clock clock) {
        this.traces = traces;
        this.clock = clock;
        this.sse = clients(registry, "sse");
        this.sockets = clients(registry, "websocket");
        this.updates = delivery(registry, "update");
        this.ends = delivery(registry, "end");
    }

    /** Counted from its subscription to its end. */
    <T> Flux<T> sse(Flux<T> events) {
        return events.doOnSubscribe(begun -> sse.incrementAndGet()).doFinally(ended -> sse.decrementAndGet());
    }

    /** Counted from its subscription to its end. */
    Mono<Void> socket(Mono<Void> talk) {
        return talk.doOnSubscribe(begun -> sockets.incrementAndGet()).doFinally(ended -> sockets.decrementAndGet());
    }

    /** To be called for each update that a client of one job is given. */
    void delivered(JobUpdate update) {
        if (update.position() != null && !update.isStanding()) {
            Duration since = Duration.between(update.state().updatedAt(), clock.instant());
            (update.isLast() ? ends : updates).record(since);
            if (update.isLast()) {
                traces.delivered(update.state());
            }
        }
    }

    private static AtomicInteger clients(MeterRegistry registry, String transport) {
        var count = new AtomicInteger();
        Gauge.builder("reelflow_live_clients", count, AtomicInteger::get)
                .description("Open live streams")
                .tag("transport", transport)
                .register(registry);
        return count;
    }

    private static Timer delivery(MeterRegistry registry, String kind) {
        return Timer.builder("reelflow_live_delivery")
                .description("From an event to its handing over to a client's connection; ends wait for the tables")
                .tag("kind", kind)
                .serviceLevelObjectives(
                        Duration.ofMillis(50),
                        Duration.ofMillis(100),
                        Duration.ofMillis(200),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(5))
                .register(registry);
    }
}
