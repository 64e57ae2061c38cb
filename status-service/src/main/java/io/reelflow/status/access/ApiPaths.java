package io.reelflow.status.access;

import io.reelflow.access.Roots;
import java.util.List;
import java.util.Set;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.reactive.ServerHttpRequest;

/** Which addresses are the API's; the page, its assets and the actuator are everybody's. */
final class ApiPaths {
    private static final Set<String> ROOTS = Set.of("api", "jobs", "process", "progress", "ws");

    private ApiPaths() {}

    static boolean isApi(ServerHttpRequest request) {
        return ROOTS.contains(Roots.of(request.getPath()));
    }

    static boolean isSignIn(ServerHttpRequest request) {
        return request.getPath().value().equals("/api/v1/session")
                && !request.getMethod().equals(HttpMethod.GET);
    }

    /** A GET that stays open: server-sent events or a WebSocket. */
    static boolean isStream(ServerHttpRequest request) {
        List<String> segments = request.getPath().pathWithinApplication().elements().stream()
                .filter(PathContainer.PathSegment.class::isInstance)
                .map(element -> ((PathContainer.PathSegment) element).valueToMatch())
                .toList();
        return request.getMethod().equals(HttpMethod.GET)
                && !segments.isEmpty()
                && (segments.get(segments.size() - 1).equals("stream")
                        || segments.get(0).equals("ws")
                        || (segments.size() == 4 && segments.subList(0, 3).equals(List.of("api", "v1", "ws"))));
    }

    /** A request to go on as a WebSocket, which a browser lets any page send. */
    static boolean isUpgrade(ServerHttpRequest request) {
        return "websocket".equalsIgnoreCase(request.getHeaders().getUpgrade());
    }
}
