package io.reelflow.status.video;

import io.reelflow.status.Blocking;
import io.reelflow.status.WebAddress;
import io.reelflow.status.access.Caller;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Which videos there are. */
@RestController
final class VideoListController {
    private final VideoList list;

    VideoListController(VideoList list) {
        this.list = list;
    }

    @GetMapping({"/api/v1/videos", "/api/videos"})
    Mono<VideoList.Page> videos(@RequestParam Map<String, String> query, ServerWebExchange exchange) {
        Caller caller = Caller.of(exchange);
        caller.mustRead();
        return Blocking.call(() -> list.of(query, caller.sees(), WebAddress.base(exchange)));
    }
}
