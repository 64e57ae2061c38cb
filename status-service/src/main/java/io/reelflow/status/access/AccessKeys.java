package io.reelflow.status.access;

import io.reelflow.access.Key;
import io.reelflow.access.KeyRing;
import io.reelflow.access.Role;
import io.reelflow.status.ApiProblem;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The keys of the file and of the topic, as callers. */
@Component
public final class AccessKeys {
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final KeyRing ring;

    AccessKeys(KeyRing ring) {
        this.ring = ring;
    }

    /** Whose key this is, if it is one. */
    public Optional<Caller> find(String key, boolean isSession) {
        return ring.find(key).map(found -> caller(found, key, isSession));
    }

    /** The caller with the key of this id, who has not shown the key itself. */
    Optional<Caller> byId(String id) {
        return ring.byId(id).map(found -> caller(found, "", false));
    }

    private static Caller caller(Key key, String shown, boolean isSession) {
        return new Caller(
                key.id(),
                key.roles().stream().map(Role::word).collect(Collectors.toUnmodifiableSet()),
                key.owner(),
                shown,
                isSession);
    }

    /** Whether a key that is not found now is not known for sure. */
    boolean areAllRead() {
        return ring.caughtUp().isDone();
    }

    /** Done once they are. */
    Mono<Void> allRead() {
        return Mono.fromFuture(ring::caughtUp)
                .timeout(PATIENCE)
                .onErrorMap(
                        TimeoutException.class,
                        error -> ApiProblem.unavailable("KEYS_UNAVAILABLE", "Keys are not read yet; come again"))
                .publishOn(Schedulers.parallel());
    }
}
