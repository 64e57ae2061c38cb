package io.reelflow.status.job;

import io.reelflow.schemas.Json;
import io.reelflow.status.access.Caller;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

/** What a client may do with a job: cancel it, retry it, move it in the line. */
@RestController
@RequestMapping("/api/v1/jobs/{id}")
final class ControlController {
    private static final String NO_REASON = "user_cancelled";

    private final JobControls controls;
    private final JobDocuments documents;

    ControlController(JobControls controls, JobDocuments documents) {
        this.controls = controls;
        this.documents = documents;
    }

    @PostMapping("/cancel")
    Mono<ResponseEntity<byte[]>> cancel(
            @PathVariable("id") String id,
            @RequestBody(required = false) byte @Nullable [] body,
            ServerWebExchange exchange) {
        String reason = ControlRequest.of(body, "reason").text("reason");
        return controls.cancel(id, reason, headers(exchange), Caller.of(exchange))
                .map(done -> {
                    ObjectNode answer = Json.MAPPER.createObjectNode();
                    answer.put(
                            "message",
                            "Job " + done.job().jobId()
                                    + (done.isDone()
                                            ? " has been cancelled"
                                            : " will be cancelled as soon as the dataflow reads it"));
                    return ok(answer.put("reason", Objects.requireNonNullElse(reason, NO_REASON)));
                })
                .onErrorResume(JobControls.Refused.class, refused -> Mono.just(refused.answer()));
    }

    @PostMapping("/retry")
    Mono<ResponseEntity<byte[]>> retry(
            @PathVariable("id") String id,
            @RequestBody(required = false) byte @Nullable [] body,
            ServerWebExchange exchange) {
        boolean force = ControlRequest.of(body, "force").truth("force");
        return answer(controls.retry(id, force, null, headers(exchange), Caller.of(exchange)), "The retry");
    }

    @PatchMapping
    Mono<ResponseEntity<byte[]>> patch(
            @PathVariable("id") String id,
            @RequestBody(required = false) byte @Nullable [] body,
            ServerWebExchange exchange) {
        int priority = ControlRequest.of(body, "priority").number("priority", 1, 9);
        return answer(controls.reprioritize(id, priority, headers(exchange), Caller.of(exchange)), "The new priority");
    }

    private Mono<ResponseEntity<byte[]>> answer(Mono<JobControls.Done> asked, String what) {
        return asked.map(done -> {
                    ObjectNode job = documents.plain(done.job());
                    return ok(done.isDone() ? job : job.put("message", what + " has been asked for"));
                })
                .onErrorResume(JobControls.Refused.class, refused -> Mono.just(refused.answer()));
    }

    private static ResponseEntity<byte[]> ok(ObjectNode body) {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(Json.bytes(body));
    }

    private static HttpHeaders headers(ServerWebExchange exchange) {
        return exchange.getRequest().getHeaders();
    }
}
