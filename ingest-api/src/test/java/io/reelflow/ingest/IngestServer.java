package io.reelflow.ingest;

import io.reelflow.schemas.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.web.reactive.server.WebTestClient;

/** The service as it runs, on a free port, with keys of its own. */
public final class IngestServer implements AutoCloseable {
    public static final String ANNA = "key-of-anna";
    public static final String READER = "key-of-a-reader";
    public static final String ADMIN = "key-of-an-admin";

    private final ConfigurableApplicationContext context;

    /** @param more environment beside the usual, replacing it */
    public IngestServer(String kafka, Path directory, Map<String, String> more) {
        var environment = new HashMap<>(Map.of(
                "REELFLOW_KAFKA",
                kafka,
                "REELFLOW_PORT",
                "0",
                "REELFLOW_STORAGE",
                directory.resolve("storage").toUri().toString(),
                "REELFLOW_SIGNING_SECRET",
                "a secret of this test only",
                "REELFLOW_ALLOW_HOSTS",
                "127.0.0.1:7070,media.internal",
                "REELFLOW_KEYS_FILE",
                keys(directory.resolve("keys.json")).toString()));
        environment.putAll(more);
        context = IngestApplication.start(environment);
    }

    public String address() {
        return "http://127.0.0.1:" + context.getEnvironment().getRequiredProperty("local.server.port");
    }

    /** A client without a key. */
    public WebTestClient stranger() {
        return WebTestClient.bindToServer()
                .baseUrl(address())
                .responseTimeout(Duration.ofSeconds(30))
                .build();
    }

    public WebTestClient client(String key) {
        return stranger()
                .mutate()
                .defaultHeader("Authorization", "Bearer " + key)
                .build();
    }

    private static Path keys(Path file) {
        var keys = List.of(
                Map.of("id", "k1", "sha256", sha256(ANNA), "roles", List.of("submit", "read"), "owner", "anna"),
                Map.of("id", "k2", "sha256", sha256(READER), "roles", List.of("read"), "owner", "anna"),
                Map.of("id", "k3", "sha256", sha256(ADMIN), "roles", List.of("admin"), "owner", "root"));
        try {
            return Files.write(file, Json.bytes(Map.of("keys", keys)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
