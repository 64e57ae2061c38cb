package io.reelflow.status.access;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.springframework.http.HttpCookie;
import org.springframework.http.ResponseCookie;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;

/**
 * Sessions of the page: the key itself, sealed, in a cookie that no script can read and no other site can send. So they
 * live through a restart, and a key that is taken away takes its sessions with it.
 */
@Component
final class Sessions {
    private static final Duration LIFE = Duration.ofHours(12);
    private static final String USE = "session";

    private final Seal seal;
    private final AccessKeys keys;

    Sessions(Seal seal, AccessKeys keys) {
        this.seal = seal;
        this.keys = keys;
    }

    ResponseCookie open(ServerHttpRequest request, String key) {
        return cookie(request, seal.seal(USE, key, LIFE), LIFE);
    }

    ResponseCookie close(ServerHttpRequest request) {
        return cookie(request, "", Duration.ZERO);
    }

    Optional<Caller> find(ServerHttpRequest request) {
        HttpCookie cookie = request.getCookies().getFirst(name(request));
        return Optional.ofNullable(cookie)
                .flatMap(found -> seal.open(USE, found.getValue()))
                .flatMap(key -> keys.find(key, true));
    }

    private static ResponseCookie cookie(ServerHttpRequest request, String value, Duration life) {
        return ResponseCookie.from(name(request), value)
                .httpOnly(true)
                .sameSite("Strict")
                .secure("https".equals(request.getURI().getScheme()))
                .path("/")
                .maxAge(life)
                .build();
    }

    /** Cookies know no ports: two homes on one machine would sign each other out. */
    private static String name(ServerHttpRequest request) {
        URI uri = request.getURI();
        return uri.getPort() < 0 ? "reelflow_session" : "reelflow_session_" + uri.getPort();
    }
}
