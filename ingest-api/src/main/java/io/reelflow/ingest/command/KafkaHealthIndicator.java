package io.reelflow.ingest.command;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Up while a broker answers. */
@Component
final class KafkaHealthIndicator implements ReactiveHealthIndicator {
    private final CommandLog log;

    KafkaHealthIndicator(CommandLog log) {
        this.log = log;
    }

    @Override
    public Mono<Health> health() {
        return log.clusterId()
                .map(id -> Health.up().build())
                .onErrorResume(error -> Mono.just(
                        Health.down().withDetail("reason", "no broker answers").build()));
    }
}
