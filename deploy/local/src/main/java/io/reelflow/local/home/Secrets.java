package io.reelflow.local.home;

import io.reelflow.schemas.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Keys and passwords of one home: made once, at random, readable by their owner only. */
public record Secrets(
        ApiKeys keys,
        String postgresPassword,
        String analystPassword,
        String s3AccessKey,
        String s3SecretKey,
        String signingSecret,
        @Nullable String webhookSecret) {
    /** Who the keys of a home belong to; a job submitted by one can be read by another. */
    private static final String OWNER = "local";

    /** As {@code endpoints.json} shows them. */
    public record ApiKeys(String admin, String submit, String read) {}

    private record KeysFile(List<Key> keys) {}

    private record Key(String id, String sha256, List<String> roles, String owner) {}

    /** Reads those of the home, or makes them; writes the file of hashed keys either way. */
    public static Secrets of(Home home) throws IOException {
        if (!Files.exists(home.secrets())) {
            PrivateFiles.writeJson(home.secrets(), random());
        }
        Secrets secrets = Json.read(Files.readAllBytes(home.secrets()), Secrets.class);
        if (secrets.webhookSecret == null) { // made before there were webhooks
            secrets = secrets.withWebhookSecret(hex(32));
            PrivateFiles.writeJson(home.secrets(), secrets);
        }
        PrivateFiles.writeJson(home.keys(), secrets.keysFile());
        return secrets;
    }

    private static Secrets random() {
        return new Secrets(
                new ApiKeys("rfk_" + hex(24), "rfk_" + hex(24), "rfk_" + hex(24)),
                hex(16),
                hex(16),
                "RF" + hex(9).toUpperCase(Locale.ROOT),
                hex(20),
                hex(32),
                hex(32));
    }

    private Secrets withWebhookSecret(String secret) {
        return new Secrets(keys, postgresPassword, analystPassword, s3AccessKey, s3SecretKey, signingSecret, secret);
    }

    private KeysFile keysFile() {
        return new KeysFile(List.of(
                new Key("local-admin", sha256(keys.admin), List.of("submit", "read", "admin"), OWNER),
                new Key("local-submit", sha256(keys.submit), List.of("submit", "read"), OWNER),
                new Key("local-read", sha256(keys.read), List.of("read"), OWNER)));
    }

    private static String hex(int bytes) {
        byte[] random = new byte[bytes];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    private static String sha256(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
