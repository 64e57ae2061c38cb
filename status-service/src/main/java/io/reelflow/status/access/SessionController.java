package io.reelflow.status.access;

import io.reelflow.status.ApiProblem;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;

/** The page signs in with a key and out again. */
@RestController
@RequestMapping("/api/v1/session")
final class SessionController {
    private final AccessKeys keys;
    private final Sessions sessions;

    SessionController(AccessKeys keys, Sessions sessions) {
        this.keys = keys;
        this.sessions = sessions;
    }

    record SignIn(@Nullable String key) {}

    /** @param id of the key */
    record Session(String id, Set<String> roles, @Nullable String owner) {
        static Session of(Caller caller) {
            return new Session(caller.keyId(), caller.roles(), caller.owner());
        }
    }

    @PostMapping
    ResponseEntity<Session> open(@RequestBody SignIn signIn, ServerWebExchange exchange) {
        String key = signIn.key();
        if (key == null || key.isBlank()) {
            throw ApiProblem.invalid("key: name the API key to sign in with");
        }
        Caller caller = keys.find(key.strip(), true)
                .orElseThrow(
                        () -> new ApiProblem(HttpStatus.UNAUTHORIZED, "UNAUTHORIZED", "This API key is not known"));
        return ResponseEntity.ok()
                .header(
                        "Set-Cookie",
                        sessions.open(exchange.getRequest(), caller.key()).toString())
                .body(Session.of(caller));
    }

    @GetMapping
    Session show(ServerWebExchange exchange) {
        return Session.of(Caller.of(exchange));
    }

    @DeleteMapping
    ResponseEntity<Void> close(ServerWebExchange exchange) {
        return ResponseEntity.noContent()
                .header("Set-Cookie", sessions.close(exchange.getRequest()).toString())
                .build();
    }
}
