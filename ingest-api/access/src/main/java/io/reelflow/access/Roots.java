package io.reelflow.access;

import java.util.Optional;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.RequestPath;

/** The first part of a path, as routes see it: decoded, so that {@code /%61pi} is no way around a guard. */
public final class Roots {
    private Roots() {}

    public static String of(RequestPath path) {
        Optional<PathContainer.PathSegment> first = path.pathWithinApplication().elements().stream()
                .filter(PathContainer.PathSegment.class::isInstance)
                .map(PathContainer.PathSegment.class::cast)
                .findFirst();
        return first.map(PathContainer.PathSegment::valueToMatch).orElse("");
    }
}
