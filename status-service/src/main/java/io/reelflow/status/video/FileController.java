package io.reelflow.status.video;

import io.reelflow.status.ApiProblem;
import io.reelflow.status.access.Caller;
import io.reelflow.status.access.Seal;
import io.reelflow.status.storage.FileAnswer;
import io.reelflow.status.storage.FileObjects;
import io.reelflow.status.storage.ObjectStore;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.UriUtils;
import reactor.core.publisher.Mono;

/** Objects by their key: with an API key for those of one's own videos, with a signature for whoever holds it. */
@RestController
final class FileController {
    private static final String API_PATH = "/api/v1/files/";

    private final Videos videos;
    private final FileAnswer answer;
    private final Seal seal;

    FileController(Videos videos, FileAnswer answer, Seal seal) {
        this.videos = videos;
        this.answer = answer;
        this.seal = seal;
    }

    @GetMapping(API_PATH + "**")
    Mono<Void> file(ServerWebExchange exchange) {
        Caller caller = Caller.of(exchange);
        caller.mustRead();
        String key = key(exchange, API_PATH);
        return maySee(key, caller)
                .flatMap(may -> may
                        ? answer.send(exchange, key, null)
                        : Mono.error(ApiProblem.notFound("There is no such file")));
    }

    @GetMapping(FileObjects.SIGNED_PATH + "**")
    Mono<Void> signed(
            @RequestParam("expires") long expires,
            @RequestParam("signature") String signature,
            @RequestParam(name = "disposition", required = false) @Nullable String disposition,
            ServerWebExchange exchange) {
        String key = key(exchange, FileObjects.SIGNED_PATH);
        if (!ObjectStore.isKey(key) || !seal.isSigned(FileObjects.signedText(key, disposition), expires, signature)) {
            return Mono.error(ApiProblem.forbidden("This address is not signed by us, or its time is over"));
        }
        ContentDisposition name = disposition == null ? null : ContentDisposition.parse(disposition);
        String videoId = videoId(key);
        return (videoId == null ? Mono.just(true) : videos.isShown(videoId))
                .flatMap(shown -> shown
                        ? answer.send(exchange, key, name)
                        : Mono.error(ApiProblem.notFound("There is no such file")));
    }

    private Mono<Boolean> maySee(String key, Caller caller) {
        String videoId = videoId(key);
        return videoId == null ? Mono.just(caller.isAdmin()) : videos.maySee(videoId, caller);
    }

    /** Whose object it is; null where it is of no video. */
    private static @Nullable String videoId(String key) {
        String[] parts = key.split("/", 3);
        return parts.length == 3 && parts[0].equals("videos") ? parts[1] : null;
    }

    private static String key(ServerWebExchange exchange, String prefix) {
        ServerHttpRequest request = exchange.getRequest();
        return UriUtils.decode(request.getPath().value().substring(prefix.length()), StandardCharsets.UTF_8);
    }
}
