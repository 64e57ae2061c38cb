package io.reelflow.status.system;

import io.reelflow.schemas.Json;
import io.reelflow.status.system.SystemReport.Finding;
import io.reelflow.status.system.SystemReport.State;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * {@code GET /health}: how all of it does, in words, for everybody; it names no job, owner, host or path. 503 where
 * clients are told no. Whether this process itself should get requests is the actuator's readiness to say.
 */
@RestController
final class HealthController {
    private static final MediaType TEXT = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);

    private final SystemReports reports;

    HealthController(SystemReports reports) {
        this.reports = reports;
    }

    /** @param status the gravest of the problems; up where there are none */
    record Health(State status, Instant time, List<Finding> problems) {}

    /** Lines of text, for a terminal and a browser; JSON for whoever asks for that. */
    @GetMapping("/health")
    Mono<ResponseEntity<byte[]>> health(ServerWebExchange exchange) {
        boolean json = exchange.getRequest().getHeaders().getAccept().stream()
                .anyMatch(type -> type.isConcrete() && type.isCompatibleWith(MediaType.APPLICATION_JSON));
        return reports.whole().map(report -> answer(of(report), json));
    }

    private static ResponseEntity<byte[]> answer(Health health, boolean json) {
        return ResponseEntity.status(health.status() == State.DOWN ? HttpStatus.SERVICE_UNAVAILABLE : HttpStatus.OK)
                .header("Cache-Control", "no-store")
                .contentType(json ? MediaType.APPLICATION_JSON : TEXT)
                .body(json ? Json.bytes(health) : lines(health).getBytes(StandardCharsets.UTF_8));
    }

    private static Health of(SystemReport report) {
        List<Finding> problems = report.problems();
        State status = problems.isEmpty() ? State.UP : problems.get(0).severity();
        return new Health(status, report.time(), problems);
    }

    private static String lines(Health health) {
        return health.problems().isEmpty()
                ? "All is well.\n"
                : health.problems().stream()
                        .map(each -> each.message() + ". What to do: runbook, " + each.runbook() + "\n")
                        .collect(Collectors.joining());
    }
}
