package io.reelflow.status.live;

import io.reelflow.schemas.Json;
import io.reelflow.schemas.Words;
import io.reelflow.status.access.Caller;
import io.reelflow.status.job.JobDocuments;
import io.reelflow.status.job.JobReads;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Server-sent events of a job. */
@RestController
final class StreamController {
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private final JobReads reads;
    private final JobStream stream;
    private final JobDocuments documents;

    StreamController(JobReads reads, JobStream stream, JobDocuments documents) {
        this.reads = reads;
        this.stream = stream;
        this.documents = documents;
    }

    /** What follows the error that ends a stream. */
    record Silence(String code, String message) {}

    @GetMapping("/api/v1/jobs/{id}/stream")
    Mono<ResponseEntity<Flux<ServerSentEvent<String>>>> stream(
            @PathVariable("id") String id, ServerWebExchange exchange) {
        Caller caller = Caller.of(exchange);
        caller.mustRead();
        Long seen = lastEventId(exchange);
        return reads.get(id, caller).map(state -> {
            boolean ended = state.status().isTerminal();
            if (ended && seen != null && seen == state.sequence()) {
                return ResponseEntity.noContent().build();
            }
            return ResponseEntity.ok()
                    .contentType(MediaType.TEXT_EVENT_STREAM)
                    .header("Cache-Control", "no-store")
                    .header("X-Accel-Buffering", "no")
                    .body(withHeartbeat(stream.of(state.jobId(), seen)));
        });
    }

    private Flux<ServerSentEvent<String>> withHeartbeat(Flux<JobUpdate> updates) {
        Sinks.Empty<Void> ended = Sinks.empty();
        Flux<ServerSentEvent<String>> beats = Flux.interval(HEARTBEAT)
                .onBackpressureDrop()
                .map(ignored -> ServerSentEvent.<String>builder().comment("").build())
                .takeUntilOther(ended.asMono());
        return updates.map(this::event)
                .onErrorResume(TimeoutException.class, error -> Mono.just(silence()))
                .doOnTerminate(ended::tryEmitEmpty)
                .mergeWith(beats);
    }

    private ServerSentEvent<String> event(JobUpdate update) {
        return ServerSentEvent.<String>builder()
                .event(Words.of(update.kind()))
                .id(Long.toString(update.state().sequence()))
                .data(Json.text(documents.plain(update.state())))
                .build();
    }

    private static ServerSentEvent<String> silence() {
        String message = "No update for " + JobStream.SILENCE.toSeconds() + " s";
        return ServerSentEvent.<String>builder()
                .event("error")
                .data(Json.text(new Silence("NO_UPDATES", message)))
                .build();
    }

    private static @Nullable Long lastEventId(ServerWebExchange exchange) {
        String id = exchange.getRequest().getHeaders().getFirst("Last-Event-ID");
        return id == null || !id.matches("-?\\d{1,18}") ? null : Long.valueOf(id);
    }
}
