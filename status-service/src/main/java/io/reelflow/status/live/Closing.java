package io.reelflow.status.live;

import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Says that the service stops, before the server begins to wait for what is under way: streams end there and then. */
@Component
final class Closing implements SmartLifecycle {
    private final Sinks.Empty<Void> stopped = Sinks.empty();
    private volatile boolean running;

    Mono<Void> signal() {
        return stopped.asMono();
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        stopped.tryEmitEmpty();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
