package io.reelflow.status;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.UriUtils;

/** Addresses of this service as a client reaches it. */
public final class WebAddress {
    private WebAddress() {}

    /** Scheme and authority of the request, after whatever proxy has forwarded it. */
    public static String base(ServerWebExchange exchange) {
        URI uri = exchange.getRequest().getURI();
        return uri.getScheme() + "://" + uri.getRawAuthority();
    }

    /** A path under the API, its variable parts escaped. */
    public static String api(String base, String path, Object... parts) {
        Object[] escaped = new Object[parts.length];
        for (int i = 0; i < parts.length; i++) {
            escaped[i] = UriUtils.encodePathSegment(String.valueOf(parts[i]), StandardCharsets.UTF_8);
        }
        return base + "/api/v1" + path.formatted(escaped);
    }
}
