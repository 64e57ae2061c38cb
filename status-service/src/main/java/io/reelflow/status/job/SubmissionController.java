package io.reelflow.status.job;

import io.reelflow.status.access.Caller;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Takes jobs in. */
@RestController
@RequestMapping("/api/v1/jobs")
final class SubmissionController {
    private final Submissions submissions;

    SubmissionController(Submissions submissions) {
        this.submissions = submissions;
    }

    @PostMapping
    Mono<ResponseEntity<byte[]>> submit(
            @RequestBody(required = false) byte @Nullable [] body, ServerWebExchange exchange) {
        return submissions.submit(
                body == null ? new byte[0] : body, exchange.getRequest().getHeaders(), Caller.of(exchange));
    }
}
