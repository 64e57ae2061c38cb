package io.reelflow.status.live;

import io.reelflow.schemas.Json;
import io.reelflow.status.access.Caller;
import io.reelflow.status.job.JobDocuments;
import io.reelflow.status.job.JobReads;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The events of a job over a WebSocket, each in an envelope {@code {type, id?, data}}. */
@RestController
final class SocketController {
    private final JobReads reads;
    private final JobStream stream;
    private final JobDocuments documents;
    private final Sockets sockets;

    SocketController(JobReads reads, JobStream stream, JobDocuments documents, Sockets sockets) {
        this.reads = reads;
        this.stream = stream;
        this.documents = documents;
        this.sockets = sockets;
    }

    private record Envelope(String type, Object data) {}

    /** @param lastEventId the {@code id} of the last envelope that the client has seen */
    @GetMapping({"/ws/{id}", "/api/v1/ws/{id}"})
    Mono<Void> job(
            @PathVariable("id") String id,
            @RequestParam(name = "last_event_id", required = false) @Nullable String lastEventId,
            ServerWebExchange exchange) {
        Caller caller = Caller.of(exchange);
        caller.mustRead();
        Long seen = StreamController.position(lastEventId);
        return reads.recorded(id, caller).flatMap(state -> {
            Flux<JobUpdate> updates =
                    StreamController.isAtTheEnd(state, seen) ? Flux.empty() : stream.of(state.jobId(), seen);
            return sockets.talk(
                    exchange,
                    updates.map(update -> update.envelope(documents)),
                    note -> Mono.just(Json.text(new Envelope("error", note))));
        });
    }
}
