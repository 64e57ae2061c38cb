package io.reelflow.status.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Tokens that stand in the address of a stream, for an EventSource or WebSocket on another page, which can send no
 * header. They know the key by its id, live five minutes, open streams only, and end with their key.
 */
@Component
final class StreamTokens {
    private static final Duration LIFE = Duration.ofMinutes(5);
    private static final String USE = "stream";

    private final Seal seal;
    private final AccessKeys keys;
    private final Clock clock;

    StreamTokens(Seal seal, AccessKeys keys, Clock clock) {
        this.seal = seal;
        this.keys = keys;
        this.clock = clock;
    }

    /** @param expiresAt it opens nothing from then on; streams that are open go on */
    record Token(String token, Instant expiresAt) {}

    Token make(Caller caller) {
        Instant expires = clock.instant().plus(LIFE).truncatedTo(ChronoUnit.SECONDS);
        return new Token(seal.seal(USE, caller.keyId(), LIFE), expires);
    }

    /** The caller it was made for, who may read now, and nothing else; an admin reads everybody's. */
    Optional<Caller> find(String token) {
        return seal.open(USE, token).flatMap(keys::byId).map(Caller::readingOnly);
    }
}
