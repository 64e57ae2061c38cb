package io.reelflow.status.video;

import io.reelflow.status.Blocking;
import io.reelflow.status.access.Caller;
import io.reelflow.status.related.RelatedVideos;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Which other videos a video is related to, and by what. */
@RestController
final class RelatedController {
    private final Videos videos;
    private final RelatedVideos related;

    RelatedController(Videos videos, RelatedVideos related) {
        this.videos = videos;
        this.related = related;
    }

    /** The strongest first; without the role {@code admin} one's own videos only. */
    record Answer(List<RelatedVideos.Related> related) {}

    @GetMapping({"/api/v1/videos/{id}/related", "/api/videos/{id}/related"})
    Mono<Answer> related(@PathVariable("id") String id, ServerWebExchange exchange) {
        Caller caller = Caller.of(exchange);
        caller.mustRead();
        return videos.completed(id, caller)
                .flatMap(known -> Blocking.call(() -> new Answer(related.of(id, caller.sees()))));
    }
}
