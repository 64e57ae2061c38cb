package io.reelflow.status.job;

import io.reelflow.status.Blocking;
import io.reelflow.status.access.Caller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** How far the downloads are that run now. */
@RestController
final class DownloadController {
    private static final int MOST = 1_000;

    private final JobStore store;

    DownloadController(JobStore store) {
        this.store = store;
    }

    @GetMapping({"/api/v1/progress", "/progress"})
    Mono<Downloads> progress(ServerWebExchange exchange) {
        Caller caller = Caller.of(exchange);
        caller.mustRead();
        return Blocking.call(() -> Downloads.of(store.downloading(caller.sees(), MOST)));
    }
}
