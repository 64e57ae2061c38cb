package io.reelflow.status.live;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.socket.CloseStatus;
import org.springframework.web.reactive.socket.WebSocketMessage;
import org.springframework.web.reactive.socket.WebSocketSession;
import org.springframework.web.reactive.socket.server.WebSocketService;
import org.springframework.web.reactive.socket.server.support.HandshakeWebSocketService;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * WebSockets that only tell: a ping every 15 s; closed with 1000 after the last message, 1013 where the messages break
 * off, 1001 where the service stops. What a client sends is passed over.
 */
@Component
final class Sockets {
    private static final CloseStatus BROKEN = CloseStatus.SERVICE_OVERLOAD;

    private final WebSocketService service = new HandshakeWebSocketService();
    private final Closing closing;
    private final LiveMeters meters;
    private final Duration heartbeat;

    Sockets(Closing closing, LiveMeters meters, @Value("${reelflow.live.heartbeat:15s}") Duration heartbeat) {
        this.closing = closing;
        this.meters = meters;
        this.heartbeat = heartbeat;
    }

    /** @param error the message that says why there are no more, if there is one */
    Mono<Void> talk(
            ServerWebExchange exchange, Flux<String> messages, Function<ServerSentEvents.Note, Mono<String>> error) {
        return service.handleRequest(exchange, session -> talk(session, messages, error));
    }

    private Mono<Void> talk(
            WebSocketSession session, Flux<String> messages, Function<ServerSentEvents.Note, Mono<String>> error) {
        AtomicReference<CloseStatus> status = new AtomicReference<>(CloseStatus.NORMAL);
        Sinks.Empty<Void> ended = Sinks.empty();
        Flux<WebSocketMessage> pings = Flux.interval(heartbeat)
                .onBackpressureDrop()
                .map(ignored -> session.pingMessage(buffers -> buffers.wrap(new byte[0])))
                .takeUntilOther(ended.asMono());
        Flux<WebSocketMessage> all = messages.onErrorResume(broken -> {
                    status.set(BROKEN);
                    return error.apply(ServerSentEvents.Note.of(broken));
                })
                .map(session::textMessage)
                .doOnTerminate(ended::tryEmitEmpty)
                .mergeWith(pings)
                .takeUntilOther(closing.signal().doOnTerminate(() -> status.set(CloseStatus.GOING_AWAY)));
        Mono<Void> telling =
                session.send(all).then(Mono.defer(() -> session.close(Objects.requireNonNull(status.get()))));
        return meters.socket(Mono.firstWithSignal(telling, session.receive().then()));
    }
}
