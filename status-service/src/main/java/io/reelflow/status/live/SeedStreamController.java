package io.reelflow.status.live;

import io.reelflow.schemas.Json;
import io.reelflow.status.WebAddress;
import io.reelflow.status.access.Caller;
import io.reelflow.status.job.JobReads;
import io.reelflow.status.seeds.SlideStatus;
import io.reelflow.status.seeds.VideoStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The live paths of the two documents beside the API's own, with their bodies: a message whenever the body changes. */
@RestController
final class SeedStreamController {
    private final JobReads reads;
    private final JobStream stream;
    private final SlideStatus slides;
    private final ServerSentEvents events;
    private final Sockets sockets;

    SeedStreamController(
            JobReads reads, JobStream stream, SlideStatus slides, ServerSentEvents events, Sockets sockets) {
        this.reads = reads;
        this.stream = stream;
        this.slides = slides;
        this.events = events;
        this.sockets = sockets;
    }

    /** A WebSocket with the bodies of {@code GET /api/videos/status/{job_id}}. */
    @GetMapping("/api/videos/status/{job_id}/stream")
    Mono<Void> video(@PathVariable("job_id") String jobId, ServerWebExchange exchange) {
        return reads.recorded(jobId, reader(exchange)).flatMap(state -> {
            Flux<String> bodies = stream.of(state.jobId(), null)
                    .map(update -> Json.text(VideoStatus.of(update.state())))
                    .distinctUntilChanged();
            return sockets.talk(exchange, bodies, note -> Mono.empty());
        });
    }

    /** Plain {@code data:} lines with the bodies of {@code GET /jobs/{video_id}}. */
    @GetMapping("/jobs/{video_id}/stream")
    Mono<ResponseEntity<Flux<ServerSentEvent<String>>>> slides(
            @PathVariable("video_id") String videoId, ServerWebExchange exchange) {
        String base = WebAddress.base(exchange);
        return slides.latest(videoId, reader(exchange))
                .map(state -> events.answer(stream.of(state.jobId(), null)
                        .concatMap(update -> slides.of(update.state(), base), 1)
                        .map(Json::text)
                        .distinctUntilChanged()
                        .map(text ->
                                ServerSentEvent.<String>builder().data(text).build())));
    }

    private static Caller reader(ServerWebExchange exchange) {
        Caller caller = Caller.of(exchange);
        caller.mustRead();
        return caller;
    }
}
