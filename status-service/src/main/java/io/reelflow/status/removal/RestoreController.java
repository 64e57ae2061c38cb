package io.reelflow.status.removal;

import io.reelflow.status.ApiProblem;
import io.reelflow.status.Blocking;
import io.reelflow.status.access.Caller;
import io.reelflow.status.video.Videos;
import java.time.Clock;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Takes a soft removal back, until its deadline. */
@RestController
final class RestoreController {
    private final Videos videos;
    private final HiddenVideos hidden;
    private final Clock clock;

    RestoreController(Videos videos, HiddenVideos hidden, Clock clock) {
        this.videos = videos;
        this.hidden = hidden;
        this.clock = clock;
    }

    record Restored(boolean success, boolean restored, String videoId) {}

    @PostMapping({"/api/v1/videos/{id}/restore", "/api/videos/{id}/restore"})
    Mono<Restored> restore(@PathVariable("id") String id, ServerWebExchange exchange) {
        Caller caller = Caller.of(exchange);
        caller.mustSubmit();
        return Blocking.call(() -> {
            videos.mustOwn(id, caller);
            HiddenVideos.Hidden found = hidden.find(id)
                    .orElseThrow(() -> ApiProblem.conflict("NOT_DELETED", "Video " + id + " has not been deleted"));
            if (!found.restorableUntil().isAfter(clock.instant())) {
                throw ApiProblem.conflict(
                        "RESTORE_TOO_LATE",
                        "Video " + id + " could be restored until " + found.restorableUntil() + " and is purged now");
            }
            return new Restored(true, hidden.show(id), id);
        });
    }
}
