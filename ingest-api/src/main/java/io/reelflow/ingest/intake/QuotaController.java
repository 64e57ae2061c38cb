package io.reelflow.ingest.intake;

import io.reelflow.access.Role;
import io.reelflow.ingest.access.Caller;
import io.reelflow.ingest.command.CommandLog;
import io.reelflow.ingest.request.FieldErrors;
import io.reelflow.ingest.request.Fields;
import io.reelflow.ingest.request.IdempotencyKey;
import io.reelflow.ingest.request.JsonBody;
import io.reelflow.schemas.Json;
import io.reelflow.schemas.Topics;
import io.reelflow.schemas.job.IntakeControl;
import io.reelflow.schemas.job.IntakeControl.Quota;
import io.reelflow.schemas.job.IntakeControl.Scope;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * {@code /api/v1/quotas}, for admins: how many jobs of an owner run at once, which the scheduler holds to, and how many are
 * accepted in an hour, which is counted here. What is left out has no limit.
 */
@RestController
@RequestMapping(path = "/api/v1/quotas", produces = MediaType.APPLICATION_JSON_VALUE)
final class QuotaController {
    private static final int LONGEST_OWNER = 128;
    private static final int MOST = 10_000_000;
    private static final int NONE = -1;

    private final CommandLog log;
    private final Intake intake;
    private final Clock clock;

    QuotaController(CommandLog log, Intake intake, Clock clock) {
        this.log = log;
        this.intake = intake;
        this.clock = clock;
    }

    /** Null for no limit. */
    record OwnerQuota(
            String owner,
            @Nullable Integer maxRunning,
            @Nullable Integer maxPerHour) {
        static OwnerQuota of(IntakeControl control) {
            Quota quota = Objects.requireNonNull(control.quota());
            return new OwnerQuota(String.valueOf(control.target()), quota.maxRunning(), quota.maxPerHour());
        }

        private boolean isLimited() {
            return maxRunning != null || maxPerHour != null;
        }
    }

    record Listing(List<OwnerQuota> quotas) {}

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    Mono<ResponseEntity<OwnerQuota>> set(
            @RequestBody(required = false) byte @Nullable [] body, ServerWebExchange exchange) {
        Caller caller = admin(exchange);
        IdempotencyKey.of(exchange); // checked; what is asked for is a state, so nothing has to be remembered
        OwnerQuota asked = read(body);
        var control = new IntakeControl(
                IntakeControl.VERSION,
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                Scope.OWNER,
                asked.owner,
                false,
                caller.keyId(),
                new Quota(asked.maxRunning, asked.maxPerHour));
        return log.append(Topics.INTAKE_CONTROLS, control.key(), Json.bytes(control))
                .map(position -> ResponseEntity.accepted()
                        .header(CommandLog.POSITION, position.toString())
                        .body(asked));
    }

    @GetMapping
    Mono<Listing> list(ServerWebExchange exchange) {
        admin(exchange);
        return intake.known()
                .then(Mono.fromSupplier(() -> new Listing(intake.quotas().stream()
                        .map(OwnerQuota::of)
                        .filter(OwnerQuota::isLimited)
                        .toList())));
    }

    private static OwnerQuota read(byte @Nullable [] body) {
        var errors = new FieldErrors();
        Fields fields = Fields.of(JsonBody.parse(body), errors);
        String owner = fields.text("owner", LONGEST_OWNER);
        long maxRunning = fields.integer("max_running", 0, MOST, NONE);
        long maxPerHour = fields.integer("max_per_hour", 1, MOST, NONE);
        fields.refuseOthers();
        if (!fields.has("owner")) {
            fields.error("owner", FieldErrors.INVALID, "must be given");
        }
        errors.throwIfAny();
        return new OwnerQuota(String.valueOf(owner), limit(maxRunning), limit(maxPerHour));
    }

    private static @Nullable Integer limit(long asked) {
        return asked == NONE ? null : Integer.valueOf((int) asked);
    }

    private static Caller admin(ServerWebExchange exchange) {
        Caller caller = Caller.of(exchange);
        caller.require(Role.ADMIN);
        return caller;
    }
}
