package io.reelflow.status.action;

import io.reelflow.schemas.Json;
import io.reelflow.status.ApiProblem;
import io.reelflow.status.Blocking;
import io.reelflow.status.access.Caller;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What is done to many jobs at once: taken down for good here, and gone through in the background. */
@Component
public class Actions {
    private final ActionStore store;
    private final ActionRunner runner;
    private final Clock clock;

    Actions(ActionStore store, ActionRunner runner, Clock clock) {
        this.store = store;
        this.runner = runner;
        this.clock = clock;
    }

    /**
     * The action, safe and about to begin. Without {@code admin} it concerns the caller's own jobs only.
     *
     * @param idempotencyKey the same one answers the same action; null where each call is one of its own
     */
    public Mono<Action> start(Wish wish, @Nullable String idempotencyKey, Caller caller) {
        return keep(wish, idempotencyKey, caller, null);
    }

    /** One that has been done already, for the record. */
    Mono<Action> record(Wish wish, long jobs, @Nullable String idempotencyKey, Caller caller) {
        return keep(wish, idempotencyKey, caller, jobs);
    }

    /** How many jobs it would mean now. */
    Mono<Long> count(Wish wish, Caller caller) {
        return Blocking.call(() -> count(wish, caller, clock.instant()));
    }

    /** Fails with 404 where there is none, 403 where it is somebody else's. Blocks. */
    Action find(String id, Caller caller) {
        Action action = store.find(id).orElseThrow(() -> ApiProblem.notFound("There is no action " + id));
        if (!caller.isAdmin()
                && !caller.keyId().equals(action.requestedBy())
                && (caller.owner() == null || !caller.owner().equals(action.owner()))) {
            throw ApiProblem.forbidden("Action " + id + " was asked for by another owner");
        }
        return action;
    }

    private Mono<Action> keep(Wish wish, @Nullable String key, Caller caller, @Nullable Long doneBefore) {
        caller.mustSubmit();
        String id = id(key, caller);
        return Blocking.call(() -> {
            Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            long matched = doneBefore == null ? count(wish, caller, now) : doneBefore;
            var action = new Action(
                    id,
                    wish,
                    wish.namesJobs(),
                    caller.keyId(),
                    caller.owner(),
                    caller.sees(),
                    doneBefore != null,
                    matched,
                    Objects.requireNonNullElse(doneBefore, 0L),
                    0,
                    now,
                    now,
                    doneBefore == null ? null : now,
                    null,
                    Action.Page.NONE);
            boolean isNew = store.insert(action);
            runner.wake();
            return isNew ? action : store.find(id).orElse(action);
        });
    }

    private long count(Wish wish, Caller caller, Instant until) {
        return wish.namesJobs() ? wish.ids().size() : store.count(wish, caller.sees(), until);
    }

    private static String id(@Nullable String key, Caller caller) {
        if (key == null) {
            return UUID.randomUUID().toString();
        }
        String asker = caller.owner() == null ? "key:" + caller.keyId() : caller.owner();
        String name = Json.text(List.of("action", asker, key));
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
