package io.reelflow.status.job;

import io.reelflow.schemas.Json;
import io.reelflow.status.ApiProblem;
import io.reelflow.status.access.Caller;
import io.reelflow.status.access.Seal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

/**
 * Uploads. A program gets the signed address of the storage itself; the page, which may talk to no other origin, gets one
 * of this service, which hands the bytes on to the signed address sealed inside.
 */
@RestController
@RequestMapping("/api/v1/uploads")
final class UploadController {
    private static final Duration LIFE = Duration.ofHours(1);
    private static final String USE = "upload";

    private final IngestClient ingest;
    private final Seal seal;

    UploadController(IngestClient ingest, Seal seal) {
        this.ingest = ingest;
        this.seal = seal;
    }

    @PostMapping
    Mono<ResponseEntity<byte[]>> prepare(
            @RequestBody(required = false) byte @Nullable [] body, ServerWebExchange exchange) {
        Caller caller = Caller.of(exchange);
        return ingest.post(
                        "/api/v1/uploads",
                        body == null ? new byte[0] : body,
                        exchange.getRequest().getHeaders(),
                        caller)
                .map(answer ->
                        caller.isSession() && answer.getStatusCode().is2xxSuccessful() ? relayed(answer) : answer);
    }

    private ResponseEntity<byte[]> relayed(ResponseEntity<byte[]> answer) {
        ObjectNode body = (ObjectNode) Json.MAPPER.readTree(answer.getBody());
        String sealed = seal.seal(USE, body.path("upload_url").asString(), LIFE);
        body.put("upload_url", "/api/v1/uploads/content?to=" + sealed);
        return new ResponseEntity<>(Json.bytes(body), answer.getHeaders(), answer.getStatusCode());
    }

    @PutMapping("/content")
    Mono<ResponseEntity<Void>> put(
            @RequestParam("to") String sealed, @RequestBody Flux<DataBuffer> content, ServerWebExchange exchange) {
        Caller.of(exchange).mustSubmit();
        String address = seal.open(USE, sealed)
                .orElseThrow(() -> ApiProblem.forbidden("This upload address is not ours, or its time is over"));
        long bytes = exchange.getRequest().getHeaders().getContentLength();
        if (bytes < 0) {
            throw new ApiProblem(HttpStatus.LENGTH_REQUIRED, "LENGTH_REQUIRED", "An upload names its Content-Length");
        }
        return ingest.put(address, content, bytes).map(status -> {
            if (!status.is2xxSuccessful()) {
                throw ApiProblem.unavailable("STORAGE_UNAVAILABLE", "The upload could not be stored; come again");
            }
            return ResponseEntity.noContent().build();
        });
    }
}
