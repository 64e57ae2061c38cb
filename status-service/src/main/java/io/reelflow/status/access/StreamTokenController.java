package io.reelflow.status.access;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;

/** {@code POST /api/v1/stream-tokens}: what opens a stream from its address alone. */
@RestController
final class StreamTokenController {
    private final StreamTokens tokens;

    StreamTokenController(StreamTokens tokens) {
        this.tokens = tokens;
    }

    @PostMapping("/api/v1/stream-tokens")
    ResponseEntity<StreamTokens.Token> make(ServerWebExchange exchange) {
        Caller caller = Caller.of(exchange);
        caller.mustRead();
        return ResponseEntity.status(HttpStatus.CREATED)
                .header("Cache-Control", "no-store")
                .body(tokens.make(caller));
    }
}
