package io.reelflow.ingest.submission;

import io.micrometer.core.instrument.MeterRegistry;
import io.reelflow.access.Role;
import io.reelflow.ingest.access.Caller;
import io.reelflow.ingest.command.BulkLog;
import io.reelflow.ingest.command.CommandLog;
import io.reelflow.ingest.intake.Intake;
import io.reelflow.ingest.purge.Tombstones;
import io.reelflow.ingest.request.IdempotencyKey;
import java.time.Clock;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * {@code POST /api/v1/jobs/batch}: a line in, a line out, in order, while the rest still comes. What is under way is bounded,
 * so a client that does not read its answers is not read from either.
 */
@RestController
final class BatchController {
    /** Chunks of lines, as they come from the socket, that wait for Kafka's answer. */
    private static final int CHUNKS_UNDER_WAY = 32;

    private static final int CHUNKS_READ_AHEAD = 2;

    private final JobRequestReader requests;
    private final HostPolicy hosts;
    private final CommandLog log;
    private final BulkLog bulk;
    private final Intake intake;
    private final Tombstones tombstones;
    private final Clock clock;
    private final MeterRegistry metrics;
    private final Scheduler batches = Schedulers.newBoundedElastic(4, Integer.MAX_VALUE, "batch");

    BatchController(
            JobRequestReader requests,
            HostPolicy hosts,
            CommandLog log,
            BulkLog bulk,
            Intake intake,
            Tombstones tombstones,
            Clock clock,
            MeterRegistry metrics) {
        this.requests = requests;
        this.hosts = hosts;
        this.log = log;
        this.bulk = bulk;
        this.intake = intake;
        this.tombstones = tombstones;
        this.clock = clock;
        this.metrics = metrics;
    }

    @PostMapping(path = "/api/v1/jobs/batch", consumes = MediaType.APPLICATION_NDJSON_VALUE)
    Mono<Void> submit(ServerWebExchange exchange) {
        Caller caller = Caller.of(exchange);
        caller.require(Role.SUBMIT);
        var batch = new Batch(requests, hosts, bulk, intake, tombstones, clock, caller, IdempotencyKey.of(exchange));
        return intake.mustBeOpen()
                .then(tombstones.known())
                .then(log.ready())
                .then(Mono.defer(() -> answer(exchange, batch)));
    }

    private Mono<Void> answer(ServerWebExchange exchange, Batch batch) {
        ServerHttpResponse response = exchange.getResponse();
        response.setStatusCode(HttpStatus.OK);
        response.getHeaders().setContentType(MediaType.APPLICATION_NDJSON);
        Flux<DataBuffer> answers = answers(exchange.getRequest().getBody(), batch)
                .map(bytes -> response.bufferFactory().wrap(bytes));
        return response.writeAndFlushWith(answers.map(Flux::just));
    }

    private Flux<byte[]> answers(Flux<DataBuffer> body, Batch batch) {
        var lines = new BatchLines();
        return body.map(lines::add)
                .concatWith(Mono.fromSupplier(lines::rest))
                .filter(chunk -> !chunk.isEmpty())
                .publishOn(batches, CHUNKS_READ_AHEAD)
                .map(batch::send)
                .flatMapSequential(
                        sent -> sent.answers(metrics).subscribeOn(Schedulers.parallel()), CHUNKS_UNDER_WAY, 1);
    }
}
