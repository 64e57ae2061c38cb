package io.reelflow.status.access;

import io.reelflow.schemas.Json;
import io.reelflow.status.StatusConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;

/**
 * The API keys of {@code REELFLOW_KEYS_FILE}: {@code {"keys": [{"id", "sha256", "roles", "owner"}]}}. Only hashes are
 * held. A changed file is read again; one that can not be read leaves the keys as they were.
 */
@Component
public final class AccessKeys {
    private static final Logger LOG = LoggerFactory.getLogger(AccessKeys.class);

    private final Path file;
    private volatile Loaded loaded;

    record KeyFile(List<Entry> keys) {}

    /** @param sha256 of the key, hex */
    record Entry(
            String id,
            String sha256,
            Set<String> roles,
            @Nullable String owner) {}

    private record Loaded(@Nullable FileTime modified, Map<String, Entry> byHash) {}

    AccessKeys(StatusConfig config) throws IOException {
        this.file = config.keysFile();
        this.loaded = load(Files.getLastModifiedTime(file));
    }

    /** Whose key this is, if it is one. */
    public Optional<Caller> find(String key, boolean isSession) {
        reload();
        return Optional.ofNullable(loaded.byHash.get(sha256(key)))
                .map(entry -> new Caller(entry.id, entry.roles, entry.owner, key, isSession));
    }

    private void reload() {
        try {
            FileTime modified = Files.getLastModifiedTime(file);
            if (!modified.equals(loaded.modified)) {
                loaded = load(modified);
            }
        } catch (IOException | JacksonException e) {
            LOG.warn("The file of API keys can not be read; the keys stay as they were: {}", e.toString());
        }
    }

    private Loaded load(FileTime modified) throws IOException {
        KeyFile read = Json.read(Files.readAllBytes(file), KeyFile.class);
        return new Loaded(
                modified,
                read.keys.stream().collect(Collectors.toMap(Entry::sha256, Function.identity(), (a, b) -> a)));
    }

    private static String sha256(String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
