package io.reelflow.status.job;

import io.reelflow.schemas.Json;
import io.reelflow.schemas.job.IntakeControl;
import io.reelflow.status.ApiProblem;
import io.reelflow.status.Blocking;
import io.reelflow.status.access.Caller;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

/** Pauses and resumes the intake: of everything, of an owner, of a channel. */
@RestController
final class ActionController {
    private final IngestClient ingest;
    private final JobStore store;

    ActionController(IngestClient ingest, JobStore store) {
        this.ingest = ingest;
        this.store = store;
    }

    /** @param target null where the scope is everything */
    private record Asked(
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
        Asked asked = asked(body);
        mayAsk(asked, caller);
        return ingest.post(
                        "/api/v1/intake",
                        asked.body(),
                        IngestClient.json(exchange.getRequest().getHeaders()),
                        caller)
                .flatMap(answer -> answer.getStatusCode().is2xxSuccessful()
                        ? Blocking.call(() -> store.waiting(asked.scope, asked.target))
                                .map(ActionController::accepted)
                        : Mono.just(answer));
    }

    private static ResponseEntity<byte[]> accepted(long matched) {
        return ResponseEntity.status(HttpStatus.ACCEPTED)
                .contentType(MediaType.APPLICATION_JSON)
                .body(Json.bytes(Map.of("matched", matched)));
    }

    private static Asked asked(byte @Nullable [] body) {
        ControlRequest request = ControlRequest.of(body, "action", "filter", "ids", "priority", "force", "reason");
        String action = request.text("action");
        if (action == null || !(action.equals("pause") || action.equals("resume"))) {
            throw notYet("action", "must be pause or resume; others are not done for many jobs at once yet");
        }
        if (request.has("ids")) {
            throw notYet("ids", "jobs are not named one by one yet; filter by user_id or channel_id");
        }
        ControlRequest filter = request.object("filter", "user_id", "channel_id");
        String owner = filter.text("user_id");
        String channel = filter.text("channel_id");
        if (owner != null && channel != null) {
            throw notYet("filter", "names user_id or channel_id, not both");
        }
        boolean paused = action.equals("pause");
        if (owner != null) {
            return new Asked(IntakeControl.Scope.OWNER, owner, paused);
        }
        return channel == null
                ? new Asked(IntakeControl.Scope.ALL, null, paused)
                : new Asked(IntakeControl.Scope.CHANNEL, id(channel), paused);
    }

    private static String id(String channel) {
        try {
            return UUID.fromString(channel).toString();
        } catch (IllegalArgumentException e) {
            throw ApiProblem.invalidField(
                    "filter.channel_id", "INVALID", "filter.channel_id: '" + channel + "' is not a channel's id");
        }
    }

    private static void mayAsk(Asked asked, Caller caller) {
        boolean own = asked.scope == IntakeControl.Scope.OWNER && caller.maySee(asked.target);
        if (!own && !caller.isAdmin()) {
            throw ApiProblem.forbidden("Without the role 'admin' one pauses one's own intake only: name user_id");
        }
    }

    private static ApiProblem notYet(String field, String rule) {
        return ApiProblem.invalidField(field, "NOT_SUPPORTED_YET", field + ": " + rule);
    }
}
