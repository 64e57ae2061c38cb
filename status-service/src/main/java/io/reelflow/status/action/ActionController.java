package io.reelflow.status.action;

import io.reelflow.schemas.Json;
import io.reelflow.schemas.job.IntakeControl;
import io.reelflow.status.ApiProblem;
import io.reelflow.status.Blocking;
import io.reelflow.status.access.Caller;
import io.reelflow.status.job.ControlRequest;
import io.reelflow.status.job.IngestClient;
import io.reelflow.status.job.JobStore;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code POST /jobs/actions}: one wish for many jobs. A pause of everything, of an owner or of a channel holds what comes
 * later, too, and goes to the intake; any other is of the jobs that there are.
 */
@RestController
final class ActionController {
    private static final Set<Wish.Kind> OF_INTAKE = Set.of(Wish.Kind.PAUSE, Wish.Kind.RESUME);

    private final Actions actions;
    private final IngestClient ingest;
    private final JobStore store;

    ActionController(Actions actions, IngestClient ingest, JobStore store) {
        this.actions = actions;
        this.ingest = ingest;
        this.store = store;
    }

    /** @param target null where the scope is everything */
    private record Intake(
            IntakeControl.Scope scope, @Nullable String target, boolean paused) {
        byte[] body() {
            ObjectNode body = Json.MAPPER.createObjectNode().put("scope", scope.word());
            if (target != null) {
                body.put("target", target);
            }
            return Json.bytes(body.put("paused", paused));
        }
    }

    @PostMapping("/api/v1/jobs/actions")
    Mono<ResponseEntity<byte[]>> act(
            @RequestBody(required = false) byte @Nullable [] body, ServerWebExchange exchange) {
        Caller caller = Caller.of(exchange);
        caller.mustSubmit();
        ControlRequest request = WishReader.request(body);
        boolean isDry = request.truth("dry");
        Intake intake = intake(request);
        if (intake != null) {
            return isDry ? waiting(intake).map(ActionController::preview) : pause(intake, request, exchange, caller);
        }
        Wish wish = WishReader.wish(request, caller);
        return isDry
                ? actions.count(wish, caller).map(ActionController::preview)
                : actions.start(wish, key(exchange), caller).map(ActionController::accepted);
    }

    private Mono<ResponseEntity<byte[]>> pause(
            Intake intake, ControlRequest request, ServerWebExchange exchange, Caller caller) {
        mayPause(intake, caller);
        Wish wish = Wish.of(WishReader.kind(request), WishReader.filter(request));
        return ingest.post(
                        "/api/v1/intake",
                        intake.body(),
                        IngestClient.json(exchange.getRequest().getHeaders()),
                        caller)
                .flatMap(answer -> answer.getStatusCode().is2xxSuccessful()
                        ? waiting(intake)
                                .flatMap(jobs -> actions.record(wish, jobs, key(exchange), caller))
                                .map(ActionController::accepted)
                        : Mono.just(answer));
    }

    private Mono<Long> waiting(Intake intake) {
        return Blocking.call(() -> store.waiting(intake.scope, intake.target));
    }

    private static ResponseEntity<byte[]> accepted(Action action) {
        String self = "/api/v1/actions/" + action.id();
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.put("id", action.id()).put("matched", action.matched());
        body.putObject("links").put("self", self);
        return ResponseEntity.accepted()
                .location(URI.create(self))
                .contentType(MediaType.APPLICATION_JSON)
                .body(Json.bytes(body));
    }

    private static ResponseEntity<byte[]> preview(long matched) {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .body(Json.bytes(Map.of("matched", matched, "dry", true)));
    }

    private static @Nullable String key(ServerWebExchange exchange) {
        return exchange.getRequest().getHeaders().getFirst("Idempotency-Key");
    }

    /** Null where it is a wish for the jobs that there are. */
    private static @Nullable Intake intake(ControlRequest request) {
        Wish.Kind kind = WishReader.kind(request);
        Map<String, String> filter = WishReader.filter(request);
        if (!OF_INTAKE.contains(kind) || request.has("ids") || filter.size() > 1) {
            return null;
        }
        boolean paused = kind == Wish.Kind.PAUSE;
        String owner = filter.get("user_id");
        String channel = filter.get("channel_id");
        if (owner != null) {
            return new Intake(IntakeControl.Scope.OWNER, owner, paused);
        }
        if (channel != null) {
            return new Intake(IntakeControl.Scope.CHANNEL, id(channel), paused);
        }
        return filter.isEmpty() ? new Intake(IntakeControl.Scope.ALL, null, paused) : null;
    }

    private static String id(String channel) {
        try {
            return UUID.fromString(channel).toString();
        } catch (IllegalArgumentException e) {
            throw ApiProblem.invalidField(
                    "filter.channel_id", "INVALID", "filter.channel_id: '" + channel + "' is not a channel's id");
        }
    }

    private static void mayPause(Intake asked, Caller caller) {
        boolean own = asked.scope == IntakeControl.Scope.OWNER && caller.maySee(asked.target);
        if (!own && !caller.isAdmin()) {
            throw ApiProblem.forbidden("Without the role 'admin' one pauses one's own intake only: name user_id");
        }
    }
}
