package io.reelflow.ingest.submission;

import io.micrometer.core.instrument.MeterRegistry;
import io.reelflow.access.Role;
import io.reelflow.ingest.access.Caller;
import io.reelflow.ingest.command.CommandLog;
import io.reelflow.ingest.intake.Intake;
import io.reelflow.ingest.request.IdempotencyKey;
import io.reelflow.ingest.request.JsonBody;
import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobCommand;
import io.reelflow.tracing.RequestSpans;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

/** {@code POST /api/v1/channels}: a channel is a job like any other, and the same again asks it to look for what is new. */
@RestController
final class ChannelController {
    private final ChannelRequestReader requests;
    private final CommandLog log;
    private final Intake intake;
    private final Clock clock;
    private final MeterRegistry metrics;

    ChannelController(JobRequestReader jobs, CommandLog log, Intake intake, Clock clock, MeterRegistry metrics) {
        this.requests = new ChannelRequestReader(jobs);
        this.log = log;
        this.intake = intake;
        this.clock = clock;
        this.metrics = metrics;
    }

    @PostMapping(
            path = "/api/v1/channels",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    Mono<ResponseEntity<AcceptedJob>> submit(
            @RequestBody(required = false) byte @Nullable [] body, ServerWebExchange exchange) {
        return submit(requests::read, body, exchange);
    }

    /** A job that only counts: the service that waits for it makes the estimate of what it finds. */
    @PostMapping(
            path = "/api/v1/channels/estimate",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    Mono<ResponseEntity<AcceptedJob>> estimate(
            @RequestBody(required = false) byte @Nullable [] body, ServerWebExchange exchange) {
        return submit(requests::readEstimate, body, exchange);
    }

    private Mono<ResponseEntity<AcceptedJob>> submit(
            BiFunction<ObjectNode, Caller, Mono<ChannelSubmission>> reader,
            byte @Nullable [] body,
            ServerWebExchange exchange) {
        Caller caller = Caller.of(exchange);
        caller.require(Role.SUBMIT);
        IdempotencyKey.of(exchange); // checked; the same request is the same job in any case
        return intake.mustBeOpen()
                .then(Mono.defer(() -> reader.apply(JsonBody.parse(body), caller)))
                .doOnNext(request -> intake.count(request.owner()))
                .map(request -> command(request, exchange))
                .flatMap(
                        command -> log.append(command).map(position -> AcceptedJob.answer(command, position, metrics)));
    }

    private JobCommand command(ChannelSubmission request, ServerWebExchange exchange) {
        Instant time = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Job job = request.job(time).withTraceparent(RequestSpans.traceparent(exchange));
        return new JobCommand(UUID.randomUUID().toString(), JobCommand.VERSION, time, job);
    }
}
