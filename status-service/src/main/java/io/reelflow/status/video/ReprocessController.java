package io.reelflow.status.video;

import io.reelflow.schemas.Json;
import io.reelflow.status.access.Caller;
import io.reelflow.status.job.Submissions;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

/** Makes a stored video's results anew, without a download. */
@RestController
final class ReprocessController {
    private final Reprocessing reprocessing;

    ReprocessController(Reprocessing reprocessing) {
        this.reprocessing = reprocessing;
    }

    @PostMapping("/api/v1/videos/{id}/reprocess")
    Mono<ResponseEntity<byte[]>> reprocess(
            @PathVariable("id") String id,
            @RequestBody(required = false) byte @Nullable [] body,
            ServerWebExchange exchange) {
        return reprocessing.reprocess(
                id,
                ReprocessRequest.of(body),
                exchange.getRequest().getHeaders().getFirst("Idempotency-Key"),
                Caller.of(exchange));
    }

    @PostMapping("/api/videos/{id}/reprocess")
    Mono<ResponseEntity<byte[]>> reprocessPlain(
            @PathVariable("id") String id,
            @RequestBody(required = false) byte @Nullable [] body,
            ServerWebExchange exchange) {
        return reprocess(id, body, exchange).map(accepted -> {
            if (!accepted.getStatusCode().is2xxSuccessful()) {
                return accepted;
            }
            ObjectNode answer = Json.MAPPER.createObjectNode();
            answer.put("job_id", Submissions.jobId(accepted)).put("video_id", id);
            answer.put("status", "queued").put("message", "Reprocessing started");
            return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(Json.bytes(answer));
        });
    }
}
