package io.reelflow.status.job;

import io.reelflow.schemas.Json;
import io.reelflow.schemas.job.JobState;
import io.reelflow.status.Blocking;
import io.reelflow.status.WebAddress;
import io.reelflow.status.access.Caller;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

/** Jobs, as they stand and as they went. */
@RestController
@RequestMapping("/api/v1/jobs")
final class JobController {
    private static final int LONGEST_WAIT = 60;

    private final JobReads reads;
    private final JobWaits waits;
    private final WaitingLine line;
    private final JobStore store;
    private final JobStats stats;
    private final JobDocuments documents;

    JobController(
            JobReads reads, JobWaits waits, WaitingLine line, JobStore store, JobStats stats, JobDocuments documents) {
        this.reads = reads;
        this.waits = waits;
        this.line = line;
        this.store = store;
        this.stats = stats;
        this.documents = documents;
    }

    /** @param wait seconds to wait for what the client's {@code If-None-Match} does not know, else for the next change */
    @GetMapping("/{id}")
    Mono<ResponseEntity<byte[]>> job(
            @PathVariable("id") String id,
            @RequestParam(name = "fields", required = false) @Nullable String fields,
            @RequestParam(name = "wait", required = false) @Nullable String wait,
            ServerWebExchange exchange) {
        Caller caller = reader(exchange);
        JobDocuments.names(fields);
        Duration patience = wait == null ? null : Duration.ofSeconds(JobFilter.number("wait", wait, 1, LONGEST_WAIT));
        Long seen = JobTag.seen(exchange.getRequest().getHeaders().getFirst("If-None-Match"));
        return (patience == null ? reads.get(id, caller) : reads.recorded(id, caller))
                .flatMap(state -> patience == null ? Mono.just(state) : changed(state, seen, patience, caller))
                .flatMap(state -> Blocking.call(() -> line.of(state))
                        .flatMap(place -> documents.whole(state, place, fields, WebAddress.base(exchange)))
                        .map(body -> ResponseEntity.ok()
                                .eTag(JobTag.of(state.sequence(), body))
                                .cacheControl(CacheControl.noCache().cachePrivate())
                                .contentType(MediaType.APPLICATION_JSON)
                                .body(Json.bytes(body))));
    }

    /** Who asks for a job that has ended without saying what it knows of it has nothing to wait for. */
    private Mono<JobState> changed(JobState state, @Nullable Long seen, Duration patience, Caller caller) {
        if (seen == null && state.status().isTerminal()) {
            return Mono.just(state);
        }
        long known = seen == null ? state.sequence() : seen;
        return state.sequence() > known
                ? Mono.just(state)
                : waits.until(state.jobId(), each -> each.sequence() > known, patience)
                        .switchIfEmpty(Mono.defer(() -> reads.get(state.jobId(), caller)));
    }

    @GetMapping
    Mono<ObjectNode> jobs(@RequestParam Map<String, String> query, ServerWebExchange exchange) {
        Caller caller = reader(exchange);
        JobFilter filter = JobFilter.of(query, caller.sees());
        String fields = query.get("fields");
        JobDocuments.names(fields);
        return Blocking.call(() -> store.list(filter))
                .flatMap(page -> Flux.fromIterable(page.jobs())
                        .concatMap(line -> documents.listed(line, fields, WebAddress.base(exchange)))
                        .collectList()
                        .map(jobs -> body(page, jobs)));
    }

    private static ObjectNode body(JobPage page, List<ObjectNode> jobs) {
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.putArray("jobs").addAll(jobs);
        body.put("total", page.total()).put("limit", page.limit()).put("offset", page.offset());
        return page.nextCursor() == null ? body : body.put("next_cursor", page.nextCursor());
    }

    @GetMapping("/{id}/history")
    Mono<History> history(@PathVariable("id") String id, ServerWebExchange exchange) {
        Caller caller = reader(exchange);
        return reads.recorded(id, caller)
                .flatMap(state -> Blocking.call(() -> History.of(store.history(state.jobId()))));
    }

    @GetMapping("/stats")
    Mono<JobStats.Numbers> stats(
            @RequestParam(name = "dry_run", required = false) @Nullable String dryRun, ServerWebExchange exchange) {
        Caller caller = reader(exchange);
        boolean dry = JobFilter.truth("dry_run", dryRun);
        return Blocking.call(() -> stats.of(caller.sees(), dry));
    }

    private static Caller reader(ServerWebExchange exchange) {
        Caller caller = Caller.of(exchange);
        caller.mustRead();
        return caller;
    }
}
