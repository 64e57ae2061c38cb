package io.reelflow.ingest.submission;

import io.micrometer.core.instrument.MeterRegistry;
import io.reelflow.access.Role;
import io.reelflow.ingest.access.Caller;
import io.reelflow.ingest.command.CommandLog;
import io.reelflow.ingest.intake.Intake;
import io.reelflow.ingest.purge.Tombstones;
import io.reelflow.ingest.request.IdempotencyKey;
import io.reelflow.ingest.request.JsonBody;
import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobCommand;
import io.reelflow.schemas.job.Tombstone;
import io.reelflow.tracing.RequestSpans;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** {@code POST /api/v1/jobs}, and jobs on what is stored: one valid request, one record in Kafka, then the answer. */
@RestController
final class JobController {
    private final JobRequestReader requests;
    private final StoredRequestReader storedRequests;
    private final CommandLog log;
    private final Intake intake;
    private final Tombstones tombstones;
    private final Clock clock;
    private final MeterRegistry metrics;

    JobController(
            JobRequestReader requests,
            CommandLog log,
            Intake intake,
            Tombstones tombstones,
            Clock clock,
            MeterRegistry metrics) {
        this.requests = requests;
        this.storedRequests = new StoredRequestReader(requests);
        this.log = log;
        this.intake = intake;
        this.tombstones = tombstones;
        this.clock = clock;
        this.metrics = metrics;
    }

    @PostMapping(
            path = "/api/v1/jobs",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    Mono<ResponseEntity<AcceptedJob>> submit(
            @RequestBody(required = false) byte @Nullable [] body, ServerWebExchange exchange) {
        Caller caller = Caller.of(exchange);
        caller.require(Role.SUBMIT);
        return intake.mustBeOpen()
                .then(tombstones.known())
                .then(Mono.defer(() -> requests.read(JsonBody.parse(body), caller, IdempotencyKey.of(exchange))))
                .doOnNext(request -> intake.count(request.owner()))
                .map(request -> command(removed(request), request::job, exchange))
                .flatMap(
                        command -> log.append(command).map(position -> AcceptedJob.answer(command, position, metrics)));
    }

    /** A job on what is stored of a video: the service that knows what there is asks for it, in a client's name. */
    @PostMapping(
            path = "/api/v1/videos/{id}/jobs",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    Mono<ResponseEntity<AcceptedJob>> submitStored(
            @PathVariable("id") String videoId,
            @RequestBody(required = false) byte @Nullable [] body,
            ServerWebExchange exchange) {
        Caller caller = Caller.of(exchange);
        caller.requireForwarded(exchange);
        return intake.mustBeOpen()
                .then(tombstones.known())
                .then(Mono.defer(
                        () -> storedRequests.read(videoId, JsonBody.parse(body), caller, IdempotencyKey.of(exchange))))
                .doOnNext(request -> intake.count(request.owner()))
                .map(request -> command(tombstones.of(videoId), request::job, exchange))
                .flatMap(
                        command -> log.append(command).map(position -> AcceptedJob.answer(command, position, metrics)));
    }

    private @Nullable Tombstone removed(JobRequest request) {
        return request.dryRun() ? null : tombstones.of(request.video().videoId());
    }

    /** @param removed the newest tombstone of the video: the job comes after it */
    private JobCommand command(
            @Nullable Tombstone removed,
            BiFunction<Instant, @Nullable Tombstone, Job> made,
            ServerWebExchange exchange) {
        Instant time = tombstones.after(removed, clock.instant().truncatedTo(ChronoUnit.MILLIS));
        Job job = made.apply(time, removed).withTraceparent(RequestSpans.traceparent(exchange));
        return new JobCommand(UUID.randomUUID().toString(), JobCommand.VERSION, time, job);
    }
}
