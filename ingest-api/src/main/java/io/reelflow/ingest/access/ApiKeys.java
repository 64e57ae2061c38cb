package io.reelflow.ingest.access;

import io.reelflow.schemas.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;

/** The keys of a file: {@code {"keys": [{"id", "sha256", "roles", "owner"}]}}. Only hashes of keys are known here. */
public final class ApiKeys {
    private record KeysFile(List<Entry> keys) {}

    private record Entry(String id, String sha256, Set<Role> roles, String owner) {}

    private record Key(String sha256, Caller caller) {}

    private final List<Key> keys;

    private ApiKeys(List<Key> keys) {
        this.keys = keys;
    }

    /** @throws IllegalArgumentException the file can not be read or is not of that shape */
    public static ApiKeys read(Path file) {
        try {
            KeysFile content = Json.read(Files.readAllBytes(file), KeysFile.class);
            return new ApiKeys(content.keys().stream().map(ApiKeys::key).toList());
        } catch (IOException | JacksonException | IllegalArgumentException | NullPointerException e) {
            throw new IllegalArgumentException(
                    "REELFLOW_KEYS_FILE " + file + " must be {\"keys\": [{\"id\", \"sha256\", \"roles\", \"owner\"}]}",
                    e);
        }
    }

    private static Key key(Entry entry) {
        String sha256 = entry.sha256().toLowerCase(Locale.ROOT);
        if (!sha256.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("sha256 of key " + entry.id() + " must be 64 hex digits");
        }
        return new Key(sha256, new Caller(entry.id(), entry.roles(), entry.owner()));
    }

    /** Takes the same time whichever key is shown, known or not. */
    public Optional<Caller> caller(String shown) {
        byte[] hash = ascii(sha256(shown));
        Caller found = null;
        for (Key key : keys) {
            if (MessageDigest.isEqual(ascii(key.sha256), hash)) {
                found = key.caller;
            }
        }
        return Optional.ofNullable(found);
    }

    private static String sha256(String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
