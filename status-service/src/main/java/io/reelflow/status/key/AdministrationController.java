package io.reelflow.status.key;

import io.reelflow.status.access.Caller;
import io.reelflow.status.job.IngestClient;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Keys and quotas: as the ingest API answers, which writes their topics. */
@RestController
@RequestMapping("/api/v1")
final class AdministrationController {
    private final IngestClient ingest;

    AdministrationController(IngestClient ingest) {
        this.ingest = ingest;
    }

    @PostMapping({"/keys", "/quotas"})
    Mono<ResponseEntity<byte[]>> post(
            @RequestBody(required = false) byte @Nullable [] body, ServerWebExchange exchange) {
        return handedOn(body == null ? new byte[0] : body, exchange);
    }

    @GetMapping({"/keys", "/quotas"})
    Mono<ResponseEntity<byte[]>> list(ServerWebExchange exchange) {
        return handedOn(new byte[0], exchange);
    }

    @DeleteMapping("/keys/{id}")
    Mono<ResponseEntity<byte[]>> delete(ServerWebExchange exchange) {
        return handedOn(new byte[0], exchange);
    }

    private Mono<ResponseEntity<byte[]>> handedOn(byte[] body, ServerWebExchange exchange) {
        ServerHttpRequest request = exchange.getRequest();
        Caller caller = Caller.of(exchange);
        caller.mustAdminister();
        return ingest.send(request.getMethod(), request.getPath().value(), body, request.getHeaders(), caller);
    }
}
