package io.reelflow.status.access;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;

/**
 * Links that anyone may open without a key: an address with a token for this address alone. They know the key that
 * shared it by its id, read only, and end with it.
 */
@Component
public final class ShareLinks {
    private static final String PARAMETER = "share=";
    private static final Set<HttpMethod> READS = Set.of(HttpMethod.GET, HttpMethod.HEAD);

    private final Seal seal;
    private final AccessKeys keys;

    ShareLinks(Seal seal, AccessKeys keys) {
        this.seal = seal;
        this.keys = keys;
    }

    /** @param address path and query, escaped, as the link is to have them */
    public String link(String address, Caller caller, Duration life) {
        String token = seal.seal(use(address), caller.keyId(), life);
        return address + (address.contains("?") ? "&" : "?") + PARAMETER + token;
    }

    static boolean isShared(ServerHttpRequest request) {
        return READS.contains(request.getMethod()) && request.getQueryParams().containsKey("share");
    }

    /** The caller who shared it, who may read now, and nothing else; an admin reads everybody's. */
    Optional<Caller> find(ServerHttpRequest request) {
        URI uri = request.getURI();
        String query = Optional.ofNullable(uri.getRawQuery()).orElse("");
        String rest = Arrays.stream(query.split("&", -1))
                .filter(part -> !part.startsWith(PARAMETER))
                .collect(Collectors.joining("&"));
        String address = uri.getRawPath() + (rest.isEmpty() ? "" : "?" + rest);
        return Optional.ofNullable(request.getQueryParams().getFirst("share"))
                .flatMap(token -> seal.open(use(address), token))
                .flatMap(keys::byId)
                .map(Caller::readingOnly);
    }

    private static String use(String address) {
        return "share " + address;
    }
}
