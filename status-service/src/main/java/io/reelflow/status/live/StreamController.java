package io.reelflow.status.live;

import io.reelflow.schemas.Json;
import io.reelflow.schemas.Words;
import io.reelflow.schemas.job.JobState;
import io.reelflow.schemas.job.JobStatus;
import io.reelflow.status.ApiProblem;
import io.reelflow.status.access.Caller;
import io.reelflow.status.job.JobDocuments;
import io.reelflow.status.job.JobReads;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Server-sent events: of one job, and of all that the caller may see. */
@RestController
final class StreamController {
    private static final ServerSentEvents.Note RESYNC =
            new ServerSentEvents.Note("RESYNC", "Updates have been missed: list the jobs again");

    private final JobReads reads;
    private final JobStream stream;
    private final LiveStats stats;
    private final JobDocuments documents;
    private final ServerSentEvents events;

    StreamController(
            JobReads reads, JobStream stream, LiveStats stats, JobDocuments documents, ServerSentEvents events) {
        this.reads = reads;
        this.stream = stream;
        this.stats = stats;
        this.documents = documents;
        this.events = events;
    }

    @GetMapping("/api/v1/jobs/{id}/stream")
    Mono<ResponseEntity<Flux<ServerSentEvent<String>>>> one(@PathVariable("id") String id, ServerWebExchange exchange) {
        Caller caller = reader(exchange);
        Long seen = position(lastEventId(exchange));
        return reads.recorded(id, caller)
                .map(state -> isAtTheEnd(state, seen)
                        ? ResponseEntity.noContent().build()
                        : events.answer(stream.of(state.jobId(), seen).map(this::event)));
    }

    /** Whether there is nothing to come for a client that has seen this position. */
    static boolean isAtTheEnd(JobState state, @Nullable Long seen) {
        return state.status().isTerminal() && seen != null && seen == state.sequence();
    }

    private ServerSentEvent<String> event(JobUpdate update) {
        JobUpdate.Position position = update.position();
        String id = position == null ? "" : Long.toString(position.sequence());
        return ServerSentEvents.event(Words.of(update.kind()), id, update.data(documents));
    }

    @GetMapping("/api/v1/stream")
    ResponseEntity<Flux<ServerSentEvent<String>>> all(
            @RequestParam Map<String, String> query, ServerWebExchange exchange) {
        Caller caller = reader(exchange);
        var filter = new Watcher.Filter(
                caller.sees(), query.get("user_id"), query.get("channel_id"), statuses(query.get("status")));
        Flux<ServerSentEvent<String>> updates =
                stream.all(filter).map(this::watched).onErrorResume(Watcher.Lost.class, lost -> Mono.just(resync()));
        Flux<ServerSentEvent<String>> numbers = stats.of(caller.sees() == null ? filter.userId() : caller.sees())
                .map(text -> ServerSentEvents.event("stats", "", text));
        Flux<ServerSentEvent<String>> others = lastEventId(exchange) == null ? numbers : numbers.startWith(resync());
        return events.answer(
                updates.materialize().mergeWith(others.materialize()).dematerialize());
    }

    private ServerSentEvent<String> watched(JobUpdate update) {
        if (update.kind() == JobUpdate.Kind.RESYNC) {
            return resync();
        }
        JobUpdate.Position position = update.position();
        String id =
                position == null || position.partition() < 0 ? "" : position.partition() + ":" + position.sequence();
        return ServerSentEvents.event(Words.of(update.kind()), id, update.data(documents));
    }

    private static ServerSentEvent<String> resync() {
        return ServerSentEvents.event("resync", "", Json.text(RESYNC));
    }

    private static Set<JobStatus> statuses(@Nullable String words) {
        Set<JobStatus> statuses = EnumSet.noneOf(JobStatus.class);
        for (String word : words == null || words.isBlank() ? new String[0] : words.split(",")) {
            statuses.add(Arrays.stream(JobStatus.values())
                    .filter(status -> status.word().equals(word.strip()))
                    .findFirst()
                    .orElseThrow(() -> ApiProblem.invalid("status '" + word + "' is none that a job can have")));
        }
        return statuses;
    }

    private static Caller reader(ServerWebExchange exchange) {
        Caller caller = Caller.of(exchange);
        caller.mustRead();
        return caller;
    }

    private static @Nullable String lastEventId(ServerWebExchange exchange) {
        return exchange.getRequest().getHeaders().getFirst("Last-Event-ID");
    }

    /** Null where the text is not a position. */
    static @Nullable Long position(@Nullable String text) {
        return text == null || !text.matches("-?\\d{1,18}") ? null : Long.valueOf(text);
    }
}
