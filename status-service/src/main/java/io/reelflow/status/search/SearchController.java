package io.reelflow.status.search;

import io.reelflow.status.Blocking;
import io.reelflow.status.access.Caller;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Moments in videos. */
@RestController
final class SearchController {
    private final Search search;

    SearchController(Search search) {
        this.search = search;
    }

    @GetMapping("/api/v1/search")
    Mono<Search.Page> search(@RequestParam Map<String, String> query, ServerWebExchange exchange) {
        Caller caller = Caller.of(exchange);
        caller.mustRead();
        SearchRequest request = SearchRequest.of(query);
        return Blocking.call(() -> search.of(request, caller.sees()));
    }
}
