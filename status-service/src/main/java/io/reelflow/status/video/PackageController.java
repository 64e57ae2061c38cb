package io.reelflow.status.video;

import io.reelflow.status.WebAddress;
import io.reelflow.status.access.Caller;
import io.reelflow.status.access.ShareLinks;
import java.net.URI;
import java.time.Duration;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Everything of a video in one file. */
@RestController
final class PackageController {
    private static final MediaType ZIP = MediaType.parseMediaType("application/zip");
    private static final Duration LINK_LIFE = Duration.ofHours(1);

    private final VideoPackages packages;
    private final PackageZip zip;
    private final ShareLinks links;

    PackageController(VideoPackages packages, PackageZip zip, ShareLinks links) {
        this.packages = packages;
        this.zip = zip;
        this.links = links;
    }

    @GetMapping({"/api/v1/videos/{id}/package.zip", "/api/videos/{id}/package.zip"})
    Mono<Void> all(
            @PathVariable("id") String id,
            @RequestParam(name = "redirect", defaultValue = "false") boolean redirect,
            ServerWebExchange exchange) {
        Caller caller = Caller.of(exchange);
        caller.mustRead();
        return packages.of(id, caller)
                .flatMap(pack -> redirect ? redirect(id, caller, exchange) : send(pack, exchange));
    }

    private Mono<Void> redirect(String id, Caller caller, ServerWebExchange exchange) {
        String address = WebAddress.api("", "/videos/%s/package.zip", id);
        ServerHttpResponse response = exchange.getResponse();
        response.setStatusCode(HttpStatus.TEMPORARY_REDIRECT);
        response.getHeaders()
                .setLocation(URI.create(WebAddress.base(exchange) + links.link(address, caller, LINK_LIFE)));
        return response.setComplete();
    }

    private Mono<Void> send(VideoPackage pack, ServerWebExchange exchange) {
        ServerHttpResponse response = exchange.getResponse();
        response.getHeaders().setContentType(ZIP);
        response.getHeaders().setContentDisposition(FileNames.saved(pack.title() + ".zip"));
        response.getHeaders().set("Accept-Ranges", "none");
        if (exchange.checkNotModified(pack.etag())
                || HttpMethod.HEAD.equals(exchange.getRequest().getMethod())) {
            return response.setComplete();
        }
        return response.writeWith(zip.stream(pack));
    }
}
