package io.reelflow.ingest.intake;

import io.reelflow.access.Role;
import io.reelflow.ingest.access.Caller;
import io.reelflow.ingest.command.CommandLog;
import io.reelflow.ingest.problem.ApiException;
import io.reelflow.ingest.request.FieldErrors;
import io.reelflow.ingest.request.Fields;
import io.reelflow.ingest.request.IdempotencyKey;
import io.reelflow.ingest.request.JsonBody;
import io.reelflow.schemas.Json;
import io.reelflow.schemas.Topics;
import io.reelflow.schemas.job.IntakeControl;
import io.reelflow.schemas.job.IntakeControl.Scope;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
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

/** {@code POST /api/v1/intake}: pauses everything, an owner or a channel, and lets them go on. The same again is harmless. */
@RestController
final class IntakeController {
    private static final int LONGEST_TARGET = 128;
    private static final List<String> SCOPES =
            Stream.of(Scope.values()).map(Scope::word).toList();

    private final CommandLog log;
    private final Clock clock;

    IntakeController(CommandLog log, Clock clock) {
        this.log = log;
        this.clock = clock;
    }

    /** As it will be for jobs that come after. */
    record Answer(Scope scope, @Nullable String target, boolean paused) {}

    @PostMapping(
            path = "/api/v1/intake",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    Mono<ResponseEntity<Answer>> pause(
            @RequestBody(required = false) byte @Nullable [] body, ServerWebExchange exchange) {
        Caller caller = Caller.of(exchange);
        caller.require(Role.SUBMIT);
        IdempotencyKey.of(exchange); // checked; what is asked for is a state, so nothing has to be remembered
        IntakeControl control = read(JsonBody.parse(body), caller, exchange);
        return log.append(Topics.INTAKE_CONTROLS, control.key(), Json.bytes(control))
                .map(position -> ResponseEntity.status(HttpStatus.ACCEPTED)
                        .header(CommandLog.POSITION, position.toString())
                        .body(new Answer(control.scope(), control.target(), control.paused())));
    }

    private IntakeControl read(ObjectNode body, Caller caller, ServerWebExchange exchange) {
        var errors = new FieldErrors();
        Fields fields = Fields.of(body, errors);
        String word = fields.word("scope", SCOPES, Scope.ALL.word());
        String target = fields.text("target", LONGEST_TARGET);
        boolean paused = fields.truth("paused", true);
        fields.refuseOthers();
        for (String required : List.of("scope", "paused")) {
            if (!fields.has(required)) {
                fields.error(required, FieldErrors.INVALID, "must be given");
            }
        }
        Scope scope = Stream.of(Scope.values())
                .filter(each -> each.word().equals(word))
                .findFirst()
                .orElseThrow();
        if (target == null && scope == Scope.OWNER) {
            target = caller.owner();
        }
        if (scope == Scope.ALL && fields.has("target")) {
            fields.error("target", FieldErrors.INVALID, "must not be given where the scope is all");
        } else if (scope != Scope.ALL && target == null && !fields.has("target")) {
            fields.error("target", FieldErrors.INVALID, "must name the " + word);
        }
        errors.throwIfAny();
        if (scope == Scope.CHANNEL) {
            caller.requireForwarded(exchange); // whose channel it is has been looked up where that is known
        } else if (!caller.isAdmin()
                && !(scope == Scope.OWNER && String.valueOf(target).equals(caller.owner()))) {
            throw ApiException.of(
                    HttpStatus.FORBIDDEN, "FORBIDDEN", "Without the role \"admin\" one pauses only one's own owner");
        }
        return new IntakeControl(
                IntakeControl.VERSION,
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                scope,
                target,
                paused,
                caller.keyId());
    }
}
