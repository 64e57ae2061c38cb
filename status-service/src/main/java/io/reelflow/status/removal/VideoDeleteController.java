package io.reelflow.status.removal;

import io.micrometer.core.instrument.MeterRegistry;
import io.reelflow.schemas.Json;
import io.reelflow.status.ApiProblem;
import io.reelflow.status.Blocking;
import io.reelflow.status.StatusConfig;
import io.reelflow.status.access.Caller;
import io.reelflow.status.video.Videos;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Removes videos: hidden for now, or for good. */
@RestController
@RequestMapping({"/api/v1/videos/{id}", "/api/videos/{id}"})
final class VideoDeleteController {
    private final Videos videos;
    private final HiddenVideos hidden;
    private final HardDelete hardDelete;
    private final StatusConfig config;
    private final Clock clock;
    private final MeterRegistry metrics;

    VideoDeleteController(
            Videos videos,
            HiddenVideos hidden,
            HardDelete hardDelete,
            StatusConfig config,
            Clock clock,
            MeterRegistry metrics) {
        this.config = config;
        this.videos = videos;
        this.hidden = hidden;
        this.hardDelete = hardDelete;
        this.clock = clock;
        this.metrics = metrics;
    }

    @DeleteMapping
    Mono<ResponseEntity<byte[]>> delete(
            @PathVariable("id") String id,
            @RequestParam(name = "hard_delete", required = false) @Nullable String hard,
            ServerWebExchange exchange) {
        Caller caller = Caller.of(exchange);
        caller.mustSubmit();
        return isTrue(hard) ? hardDelete.of(id, exchange.getRequest().getHeaders(), caller) : hide(id, caller);
    }

    private Mono<ResponseEntity<byte[]>> hide(String id, Caller caller) {
        return Blocking.call(() -> {
            videos.mustOwn(id, caller);
            hidden.hide(id, clock.instant(), config.retention().restorable(), caller.keyId());
            metrics.counter("videos.deleted", "hard_delete", "false").increment();
            return ResponseEntity.ok()
                    .contentType(MediaType.APPLICATION_JSON)
                    .body(Json.bytes(Json.MAPPER
                            .createObjectNode()
                            .put("success", true)
                            .put("deleted", true)
                            .put("hard_delete", false)
                            .put("video_id", id)));
        });
    }

    private static boolean isTrue(@Nullable String value) {
        if (value == null || value.equals("false")) {
            return false;
        }
        if (value.equals("true")) {
            return true;
        }
        throw ApiProblem.invalidField(
                "hard_delete", "INVALID_REQUEST", "hard_delete '" + value + "' must be true or false");
    }
}
