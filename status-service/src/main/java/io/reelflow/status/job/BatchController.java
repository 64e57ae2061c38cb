package io.reelflow.status.job;

import io.reelflow.status.access.Caller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** {@code /api/v1/jobs/batch}: lines and their answers go through as they come. */
@RestController
final class BatchController {
    private static final String BATCH = "/api/v1/jobs/batch";

    private final IngestClient ingest;

    BatchController(IngestClient ingest) {
        this.ingest = ingest;
    }

    @PostMapping(BATCH)
    Mono<Void> submit(ServerWebExchange exchange) {
        return ingest.stream(BATCH, exchange, Caller.of(exchange));
    }
}
