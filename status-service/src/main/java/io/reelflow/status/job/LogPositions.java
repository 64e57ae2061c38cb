package io.reelflow.status.job;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/** How far the log has been read into the tables, and who waits for it to get further. */
@Component
public final class LogPositions {
    private final Map<TopicPartition, Long> next = new ConcurrentHashMap<>();
    private final Set<Waiter> waiters = ConcurrentHashMap.newKeySet();

    private record Waiter(Map<TopicPartition, Long> target, Sinks.Empty<Void> sink) {}

    /** What lies before these offsets can now be read from the tables. */
    void advance(Map<TopicPartition, Long> nextOffsets) {
        next.putAll(nextOffsets);
        waiters.stream().filter(waiter -> passed(waiter.target)).toList().forEach(this::release);
    }

    Map<TopicPartition, Long> now() {
        return Map.copyOf(next);
    }

    /** Completes once everything before these offsets can be read from the tables. */
    public Mono<Void> passing(Map<TopicPartition, Long> target) {
        return Mono.defer(() -> {
            if (passed(target)) {
                return Mono.empty();
            }
            var waiter = new Waiter(target, Sinks.empty());
            waiters.add(waiter);
            if (passed(target)) {
                release(waiter);
            }
            return waiter.sink.asMono().publishOn(Schedulers.parallel()).doFinally(ignored -> waiters.remove(waiter));
        });
    }

    private boolean passed(Map<TopicPartition, Long> target) {
        return target.entrySet().stream()
                .allMatch(each -> each.getValue() == 0 || next.getOrDefault(each.getKey(), 0L) >= each.getValue());
    }

    private void release(Waiter waiter) {
        waiters.remove(waiter);
        waiter.sink.tryEmitEmpty();
    }
}
