package io.reelflow.ingest.key;

import io.reelflow.access.Key;
import io.reelflow.access.KeyRing;
import io.reelflow.access.Role;
import io.reelflow.access.Secrets;
import io.reelflow.ingest.access.Caller;
import io.reelflow.ingest.command.CommandLog;
import io.reelflow.ingest.problem.ApiException;
import io.reelflow.ingest.request.FieldErrors;
import io.reelflow.ingest.request.Fields;
import io.reelflow.ingest.request.IdempotencyKey;
import io.reelflow.ingest.request.JsonBody;
import io.reelflow.schemas.Json;
import io.reelflow.schemas.ObjectKeys;
import io.reelflow.schemas.Topics;
import io.reelflow.schemas.access.ApiKey;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** {@code /api/v1/keys}, for admins: made, listed, taken away. Each process hears of it through the topic of keys. */
@RestController
@RequestMapping(path = "/api/v1/keys", produces = MediaType.APPLICATION_JSON_VALUE)
final class KeyController {
    private static final int LONGEST_OWNER = 128;
    private static final List<String> ROLES =
            Stream.of(Role.values()).map(Role::word).toList();

    private final KeyRing keys;
    private final CommandLog log;
    private final Clock clock;

    KeyController(KeyRing keys, CommandLog log, Clock clock) {
        this.keys = keys;
        this.log = log;
        this.clock = clock;
    }

    /** @param key shown this once; only its hash is kept */
    record Made(String id, String key, List<String> roles, String owner, Instant createdAt) {}

    /** @param file it stands in the keys file, which no call changes */
    record Listed(
            String id,
            Set<Role> roles,
            @Nullable String owner,
            @Nullable Instant createdAt,
            boolean file) {
        static Listed of(Key key) {
            return new Listed(key.id(), key.roles(), key.owner(), key.createdAt(), key.isOfFile());
        }
    }

    record Listing(List<Listed> keys) {}

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    Mono<ResponseEntity<Made>> make(@RequestBody(required = false) byte @Nullable [] body, ServerWebExchange exchange) {
        Caller caller = admin(exchange);
        var errors = new FieldErrors();
        Fields fields = Fields.of(JsonBody.parse(body), errors);
        List<String> roles = List.copyOf(fields.words("roles", ROLES));
        String owner = fields.text("owner", LONGEST_OWNER);
        fields.refuseOthers();
        if (!fields.has("roles")) {
            fields.error("roles", FieldErrors.INVALID, "must be given: a list of some of " + String.join(", ", ROLES));
        }
        errors.throwIfAny();
        String id = id(caller, IdempotencyKey.of(exchange));
        if (keys.byId(id).isPresent()) {
            throw ApiException.of(
                    HttpStatus.CONFLICT, "CONFLICT", "This Idempotency-Key has made key \"" + id + "\" already");
        }
        Made made = new Made(
                id,
                Secrets.key(),
                roles,
                owner == null ? caller.ownerOrKey() : owner,
                clock.instant().truncatedTo(ChronoUnit.MILLIS));
        var kept = new ApiKey(
                id, ApiKey.VERSION, Secrets.sha256(made.key()), roles, made.owner(), made.createdAt(), caller.keyId());
        return log.append(Topics.API_KEYS, id, Json.bytes(kept))
                .map(position ->
                        ResponseEntity.created(URI.create("/api/v1/keys/" + id)).body(made));
    }

    @GetMapping
    Listing list(ServerWebExchange exchange) {
        admin(exchange);
        return new Listing(keys.all().stream().map(Listed::of).toList());
    }

    @DeleteMapping("/{id}")
    Mono<ResponseEntity<Void>> delete(@PathVariable("id") String id, ServerWebExchange exchange) {
        admin(exchange);
        Key key = keys.byId(id)
                .orElseThrow(
                        () -> ApiException.of(HttpStatus.NOT_FOUND, "NOT_FOUND", "There is no key \"" + id + "\""));
        if (key.isOfFile()) {
            throw ApiException.of(
                    HttpStatus.CONFLICT, "CONFLICT", "Key \"" + id + "\" stands in the keys file: take it out there");
        }
        return log.append(Topics.API_KEYS, id, null)
                .thenReturn(ResponseEntity.noContent().build());
    }

    private static Caller admin(ServerWebExchange exchange) {
        Caller caller = Caller.of(exchange);
        caller.require(Role.ADMIN);
        return caller;
    }

    /** Random, or the same for the same {@code Idempotency-Key}. */
    private static String id(Caller caller, @Nullable String idempotencyKey) {
        return "key-"
                + ObjectKeys.fingerprint(
                        caller.keyId(),
                        idempotencyKey == null ? UUID.randomUUID().toString() : idempotencyKey);
    }
}
