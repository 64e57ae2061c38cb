package io.reelflow.ingest.control;

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
import io.reelflow.schemas.job.JobControl;
import io.reelflow.schemas.job.JobControl.Action;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

/**
 * Cancel, retry and priority of a job: one record each in {@code job-controls}. Whether there is such a job, and whether
 * its state allows it, is decided by who knows; here it is taken down.
 */
@RestController
@RequestMapping(path = "/api/v1/jobs/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
final class ControlController {
    private static final Pattern JOB_ID =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final int LONGEST_REASON = 500;

    private final CommandLog log;
    private final Clock clock;

    ControlController(CommandLog log, Clock clock) {
        this.log = log;
        this.clock = clock;
    }

    /** @param controlId the same for the same {@code Idempotency-Key} */
    record Answer(String jobId, String controlId) {}

    /** @param attempt that the client saw, so that the same wish is known when it comes again */
    private record Retry(boolean force, @Nullable Integer attempt) {
        static Retry of(Fields fields) {
            long attempt = fields.integer("attempt", 1, Integer.MAX_VALUE, 0);
            return new Retry(fields.truth("force", false), attempt == 0 ? null : (int) attempt);
        }
    }

    @PostMapping(path = "/cancel", consumes = MediaType.APPLICATION_JSON_VALUE)
    Mono<ResponseEntity<Answer>> cancel(
            @PathVariable("id") String id,
            @RequestBody(required = false) byte @Nullable [] body,
            ServerWebExchange exchange) {
        Caller caller = submitter(exchange);
        Optional<String> reason =
                read(JsonBody.parseOrEmpty(body), fields -> Optional.ofNullable(fields.text("reason", LONGEST_REASON)));
        return write(control(id, Action.CANCEL, caller, exchange, reason.orElse(null), null, false, null));
    }

    @PostMapping(path = "/retry", consumes = MediaType.APPLICATION_JSON_VALUE)
    Mono<ResponseEntity<Answer>> retry(
            @PathVariable("id") String id,
            @RequestBody(required = false) byte @Nullable [] body,
            ServerWebExchange exchange) {
        Caller caller = submitter(exchange);
        Retry retry = read(JsonBody.parseOrEmpty(body), Retry::of);
        return write(control(id, Action.RETRY, caller, exchange, null, null, retry.force, retry.attempt));
    }

    @PatchMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    Mono<ResponseEntity<Answer>> priority(
            @PathVariable("id") String id,
            @RequestBody(required = false) byte @Nullable [] body,
            ServerWebExchange exchange) {
        Caller caller = submitter(exchange);
        int priority = read(JsonBody.parse(body), fields -> {
            if (!fields.has("priority")) {
                fields.error("priority", FieldErrors.INVALID, "must be given: a whole number from 1 to 9");
            }
            return (int) fields.integer("priority", 1, 9, 9);
        });
        return write(control(id, Action.PRIORITY, caller, exchange, null, priority, false, null));
    }

    private static Caller submitter(ServerWebExchange exchange) {
        Caller caller = Caller.of(exchange);
        caller.require(Role.SUBMIT);
        return caller;
    }

    private static <T> T read(ObjectNode body, Function<Fields, T> what) {
        var errors = new FieldErrors();
        Fields fields = Fields.of(body, errors);
        T read = what.apply(fields);
        fields.refuseOthers();
        errors.throwIfAny();
        return read;
    }

    private JobControl control(
            String id,
            Action action,
            Caller caller,
            ServerWebExchange exchange,
            @Nullable String reason,
            @Nullable Integer priority,
            boolean force,
            @Nullable Integer attempt) {
        String jobId = id.toLowerCase(Locale.ROOT);
        if (!JOB_ID.matcher(jobId).matches()) {
            throw ApiException.of(HttpStatus.NOT_FOUND, "NOT_FOUND", "There is no job \"" + id + "\"");
        }
        return new JobControl(
                controlId(jobId, action, caller, IdempotencyKey.of(exchange)),
                JobControl.VERSION,
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                jobId,
                action,
                caller.changes(),
                caller.keyId(),
                reason,
                priority,
                force,
                attempt);
    }

    private static String controlId(String jobId, Action action, Caller caller, @Nullable String idempotencyKey) {
        if (idempotencyKey == null) {
            return UUID.randomUUID().toString();
        }
        String name = Json.text(List.of("control", jobId, action, caller.ownerOrKey(), idempotencyKey));
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private Mono<ResponseEntity<Answer>> write(JobControl control) {
        return log.append(Topics.JOB_CONTROLS, control.jobId(), Json.bytes(control))
                .map(position -> ResponseEntity.status(HttpStatus.ACCEPTED)
                        .header(CommandLog.POSITION, position.toString())
                        .body(new Answer(control.jobId(), control.controlId())));
    }
}
