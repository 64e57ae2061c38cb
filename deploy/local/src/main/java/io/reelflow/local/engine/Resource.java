package io.reelflow.local.engine;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** Files that lie beside these classes. */
final class Resource {
    private Resource() {}

    static byte[] bytes(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(Resource.class.getResourceAsStream(name), name)) {
            return in.readAllBytes();
        }
    }
}
