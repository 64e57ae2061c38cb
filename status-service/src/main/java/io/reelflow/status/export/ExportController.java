package io.reelflow.status.export;

import io.reelflow.status.Blocking;
import io.reelflow.status.access.Caller;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Tables as files. */
@RestController
final class ExportController {
    private final Exports exports;
    private final ChangedDays days;

    ExportController(Exports exports, ChangedDays days) {
        this.exports = exports;
        this.days = days;
    }

    /** The days on which rows of a table were last changed: what a file for each day has to be asked for. */
    @GetMapping("/api/v1/export/{table:[a-z_]+}")
    Mono<ExportDays> days(@PathVariable("table") String table, ServerWebExchange exchange) {
        Caller caller = Caller.of(exchange);
        caller.mustRead();
        ExportTable found = ExportTable.named(table);
        return Blocking.call(() -> days.of(found, caller.sees()));
    }

    /** @param file {@code TABLE.parquet} or {@code TABLE.csv} */
    @GetMapping("/api/v1/export/{file:.*[.].*}")
    Mono<Void> export(
            @PathVariable("file") String file,
            @RequestParam(name = "since", required = false) @Nullable String since,
            @RequestParam(name = "until", required = false) @Nullable String until,
            ServerWebExchange exchange) {
        Caller caller = Caller.of(exchange);
        caller.mustRead();
        ExportRequest request = ExportRequest.of(file, since, until, caller.sees());
        ServerHttpResponse response = exchange.getResponse();
        response.getHeaders().setContentType(MediaType.parseMediaType(request.format().mediaType));
        response.getHeaders()
                .setContentDisposition(ContentDisposition.attachment()
                        .filename(request.fileName())
                        .build());
        response.getHeaders().setCacheControl("no-store");
        return HttpMethod.HEAD.equals(exchange.getRequest().getMethod())
                ? response.setComplete()
                : response.writeWith(exports.stream(request));
    }
}
