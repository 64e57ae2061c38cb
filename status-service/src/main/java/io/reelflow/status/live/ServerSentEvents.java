package io.reelflow.status.live;

import io.reelflow.schemas.Json;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/** Streams of server-sent events: open at once, a comment every 15 s, an {@code error} event where they break. */
@Component
final class ServerSentEvents {
    private static final Logger LOG = LoggerFactory.getLogger(ServerSentEvents.class);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final Closing closing;
    private final LiveMeters meters;
    private final Duration heartbeat;

    ServerSentEvents(Closing closing, LiveMeters meters, @Value("${reelflow.live.heartbeat:15s}") Duration heartbeat) {
        this.closing = closing;
        this.meters = meters;
        this.heartbeat = heartbeat;
    }

    /** What an {@code error} or a {@code resync} says. */
    record Note(String code, String message) {
        static Note of(Throwable error) {
            if (error instanceof Follower.Silent) {
                return new Note("NO_UPDATES", String.valueOf(error.getMessage()));
            }
            LOG.warn("A live stream broke", error);
            return new Note("STREAM_BROKEN", "The stream can not go on; come again");
        }
    }

    /** The answer with these events; the first thing that a client gets is when to come again should it lose its line. */
    ResponseEntity<Flux<ServerSentEvent<String>>> answer(Flux<ServerSentEvent<String>> events) {
        return ResponseEntity.ok()
                .contentType(MediaType.TEXT_EVENT_STREAM)
                .header("Cache-Control", "no-store")
                .header("X-Accel-Buffering", "no")
                .body(whole(events));
    }

    private Flux<ServerSentEvent<String>> whole(Flux<ServerSentEvent<String>> events) {
        Sinks.Empty<Void> ended = Sinks.empty();
        Flux<ServerSentEvent<String>> beats = Flux.interval(Duration.ZERO, heartbeat)
                .onBackpressureDrop()
                .map(ServerSentEvents::beat)
                .takeUntilOther(ended.asMono());
        return meters.sse(events.onErrorResume(error -> Flux.just(error(error)))
                .doOnTerminate(ended::tryEmitEmpty)
                .mergeWith(beats)
                .takeUntilOther(closing.signal()));
    }

    private static ServerSentEvent<String> beat(long number) {
        ServerSentEvent.Builder<String> beat = ServerSentEvent.<String>builder().comment("");
        return number == 0 ? beat.retry(RETRY).build() : beat.build();
    }

    private static ServerSentEvent<String> error(Throwable error) {
        return ServerSentEvent.<String>builder()
                .event("error")
                .data(Json.text(Note.of(error)))
                .build();
    }

    /** An event for each update; {@code id} may be empty. */
    static ServerSentEvent<String> event(String name, String id, String data) {
        ServerSentEvent.Builder<String> event =
                ServerSentEvent.<String>builder().event(name).data(data);
        return id.isEmpty() ? event.build() : event.id(id).build();
    }
}
