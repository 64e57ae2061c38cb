package io.reelflow.ingest.command;

import io.reelflow.access.KeyRing;
import io.reelflow.ingest.intake.Intake;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Up while a broker answers, once keys and pauses have been read from it. */
@Component
final class KafkaHealthIndicator implements ReactiveHealthIndicator {
    private final CommandLog log;
    private final List<CompletableFuture<Void>> needed;

    KafkaHealthIndicator(CommandLog log, KeyRing keys, Intake intake) {
        this.log = log;
        this.needed = List.of(keys.caughtUp(), intake.caughtUp());
    }

    @Override
    public Mono<Health> health() {
        if (!needed.stream().allMatch(CompletableFuture::isDone)) {
            return down("keys and pauses are not read yet");
        }
        return log.clusterId().map(id -> Health.up().build()).onErrorResume(error -> down("no broker answers"));
    }

    private static Mono<Health> down(String reason) {
        return Mono.just(Health.down().withDetail("reason", reason).build());
    }
}
