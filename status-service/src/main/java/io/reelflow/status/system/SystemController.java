package io.reelflow.status.system;

import io.reelflow.status.access.Caller;
import io.reelflow.status.job.JobFilter;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** How the system does. Without the role {@code admin}: the states of its parts, and one's own jobs in numbers. */
@RestController
final class SystemController {
    private final SystemReports reports;

    SystemController(SystemReports reports) {
        this.reports = reports;
    }

    @GetMapping("/api/v1/system")
    Mono<SystemReport> system(
            @RequestParam(name = "dry_run", required = false) @Nullable String dryRun, ServerWebExchange exchange) {
        Caller caller = Caller.of(exchange);
        caller.mustRead();
        return reports.of(caller, JobFilter.truth("dry_run", dryRun));
    }
}
