package io.reelflow.status.video;

import io.reelflow.schemas.Json;
import io.reelflow.status.ApiProblem;
import io.reelflow.status.Blocking;
import io.reelflow.status.WebAddress;
import io.reelflow.status.access.Caller;
import io.reelflow.status.edit.Shown;
import io.reelflow.status.edit.VideoEdits;
import io.reelflow.status.edit.VideoEdits.Changed;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

/** Corrects what is shown of a video, and says what has been corrected. */
@RestController
@RequestMapping({"/api/v1/videos/{id}", "/api/videos/{id}"})
final class VideoEditController {
    private static final int MOST = 1_000;

    private final Videos videos;
    private final VideoDocuments documents;
    private final VideoEdits edits;
    private final Rendering rendering;

    VideoEditController(Videos videos, VideoDocuments documents, VideoEdits edits, Rendering rendering) {
        this.videos = videos;
        this.documents = documents;
        this.edits = edits;
        this.rendering = rendering;
    }

    /** @param edits the newest first */
    record Edited(List<VideoEdits.Entry> edits, int limit, int offset) {}

    private interface Make {
        Changed changed(VideoEdits.Request request, Shown original);
    }

    @PatchMapping
    Mono<ResponseEntity<byte[]>> patch(
            @PathVariable("id") String id,
            @RequestBody(required = false) byte @Nullable [] body,
            ServerWebExchange exchange) {
        return change(id, exchange, (request, original) -> edits.patch(request, body, original));
    }

    @PatchMapping("/clips/{clip}")
    Mono<ResponseEntity<byte[]>> patchClip(
            @PathVariable("id") String id,
            @PathVariable("clip") String clipId,
            @RequestBody(required = false) byte @Nullable [] body,
            ServerWebExchange exchange) {
        return change(id, exchange, (request, original) -> edits.patchClip(request, clipId, body, original));
    }

    @DeleteMapping("/clips/{clip}")
    Mono<ResponseEntity<byte[]>> removeClip(
            @PathVariable("id") String id, @PathVariable("clip") String clipId, ServerWebExchange exchange) {
        return change(id, exchange, (request, original) -> edits.removeClip(request, clipId, original));
    }

    private Mono<ResponseEntity<byte[]>> change(String id, ServerWebExchange exchange, Make make) {
        Caller caller = Caller.of(exchange);
        caller.mustSubmit();
        Long expected = VideoTag.expected(exchange.getRequest().getHeaders().getFirst("If-Match"));
        var request = new VideoEdits.Request(id, caller.keyId(), expected);
        return Blocking.call(() -> {
                    videos.mustOwn(id, caller);
                    return request;
                })
                .then(Mono.defer(() -> documents.original(id, caller, WebAddress.base(exchange))))
                .flatMap(original -> Blocking.call(() -> make.changed(request, original.shown())))
                .flatMap(changed -> rendering
                        .job(id, changed, caller)
                        .map(job -> answer(id, changed, job, exchange))
                        .defaultIfEmpty(answer(id, changed, null, exchange)));
    }

    /** The other document's path answers that document's body. */
    private static ResponseEntity<byte[]> answer(
            String id, Changed changed, @Nullable String jobId, ServerWebExchange exchange) {
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.put("success", true).put("video_id", id);
        if (exchange.getRequest().getPath().value().startsWith("/api/v1/")) {
            body.put("revision", changed.revision());
            if (jobId != null) {
                body.put("job_id", jobId);
            }
        }
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(Json.bytes(body));
    }

    @GetMapping("/edits")
    Mono<Edited> edits(
            @PathVariable("id") String id,
            @RequestParam(name = "limit", defaultValue = "100") int limit,
            @RequestParam(name = "offset", defaultValue = "0") int offset,
            ServerWebExchange exchange) {
        Caller caller = Caller.of(exchange);
        caller.mustRead();
        if (limit < 1 || limit > MOST) {
            throw ApiProblem.invalidField("limit", "INVALID_REQUEST", "limit " + limit + " must be from 1 to " + MOST);
        }
        if (offset < 0) {
            throw ApiProblem.invalidField("offset", "INVALID_REQUEST", "offset " + offset + " must be 0 or more");
        }
        return videos.completed(id, caller)
                .then(Blocking.call(() -> new Edited(edits.history(id, limit, offset), limit, offset)));
    }
}
