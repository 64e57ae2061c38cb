package io.reelflow.status.seeds;

import io.reelflow.schemas.Json;
import io.reelflow.schemas.job.JobState;
import io.reelflow.status.ApiProblem;
import io.reelflow.status.Blocking;
import io.reelflow.status.access.Caller;
import io.reelflow.status.job.JobControls;
import io.reelflow.status.job.JobStats;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

/** {@code /api/jobs}: retry, cancel and numbers. */
@RestController
@RequestMapping("/api/jobs")
final class JobActionsController {
    private final JobControls controls;
    private final JobStats stats;

    JobActionsController(JobControls controls, JobStats stats) {
        this.controls = controls;
        this.stats = stats;
    }

    /** @param manual {@code false}: only within the limit of automatic retries */
    @PostMapping("/{id}/retry")
    Mono<ResponseEntity<byte[]>> retry(
            @PathVariable("id") String id,
            @RequestParam(name = "manual", defaultValue = "true") String manual,
            ServerWebExchange exchange) {
        if (!manual.equals("true") && !manual.equals("false")) {
            throw ApiProblem.invalidField("manual", "INVALID", "manual '" + manual + "' must be true or false");
        }
        Integer most = manual.equals("false") ? JobState.MAX_RETRIES : null;
        return answer(controls.retry(id, false, most, headers(exchange), Caller.of(exchange))
                .map(done -> {
                    int retries =
                            done.isDone() ? done.job().retryCount() : done.job().retryCount() + 1;
                    return body(done.job()).put("retry_count", retries).put("status", "retrying");
                }));
    }

    @PostMapping("/{id}/cancel")
    Mono<ResponseEntity<byte[]>> cancel(@PathVariable("id") String id, ServerWebExchange exchange) {
        return answer(controls.cancel(id, null, headers(exchange), Caller.of(exchange))
                .map(done -> body(done.job()).put("status", VideoStatus.word(done.job()))));
    }

    /** Their {@code pending} is all that waits. */
    @GetMapping("/stats")
    Mono<ObjectNode> stats(ServerWebExchange exchange) {
        Caller caller = Caller.of(exchange);
        caller.mustRead();
        return Blocking.call(() -> stats.of(caller.sees(), false)).map(numbers -> {
            ObjectNode body = Json.MAPPER.createObjectNode();
            body.put("total", numbers.total());
            body.put("completed", numbers.completed());
            body.put("failed", numbers.failed());
            body.put("pending", numbers.pending() + numbers.queued() + numbers.retrying());
            body.put("processing", numbers.processing());
            body.put("success_rate", numbers.successRate());
            return body.put("avg_processing_time", numbers.avgProcessingTime());
        });
    }

    private static ObjectNode body(JobState state) {
        return Json.MAPPER.createObjectNode().put("success", true).put("job_id", state.jobId());
    }

    private static Mono<ResponseEntity<byte[]>> answer(Mono<ObjectNode> body) {
        return body.map(tree -> ResponseEntity.ok()
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(Json.bytes(tree)))
                .onErrorResume(JobControls.Refused.class, refused -> Mono.just(refused.answer()));
    }

    private static HttpHeaders headers(ServerWebExchange exchange) {
        return exchange.getRequest().getHeaders();
    }
}
