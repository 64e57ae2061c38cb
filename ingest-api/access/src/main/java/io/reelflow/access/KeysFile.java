package io.reelflow.access;

import io.reelflow.schemas.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/** {@code REELFLOW_KEYS_FILE}, read again when it has changed; one that can not be read leaves the keys as they were. */
final class KeysFile {
    private static final Logger LOG = LoggerFactory.getLogger(KeysFile.class);

    private final Path file;
    private volatile Loaded loaded;

    private record Content(List<Entry> keys) {}

    private record Entry(
            String id,
            String sha256,
            Set<Role> roles,
            @Nullable String owner) {}

    private record Loaded(FileTime modified, Map<String, Key> byHash) {}

    /** @throws IllegalArgumentException the file can not be read or is not of that shape */
    KeysFile(Path file) {
        this.file = file;
        try {
            this.loaded = load(Files.getLastModifiedTime(file));
        } catch (IOException | JacksonException | IllegalArgumentException | NullPointerException e) {
            throw new IllegalArgumentException(
                    "REELFLOW_KEYS_FILE " + file + " must be {\"keys\": [{\"id\", \"sha256\", \"roles\", \"owner\"}]}",
                    e);
        }
    }

    Map<String, Key> byHash() {
        try {
            FileTime modified = Files.getLastModifiedTime(file);
            if (!modified.equals(loaded.modified)) {
                loaded = load(modified);
            }
        } catch (IOException | JacksonException | IllegalArgumentException | NullPointerException e) {
            LOG.warn("The file of API keys can not be read; the keys stay as they were: {}", e.toString());
        }
        return loaded.byHash;
    }

    private Loaded load(FileTime modified) throws IOException {
        var byHash = new HashMap<String, Key>();
        for (Entry entry : Json.read(Files.readAllBytes(file), Content.class).keys()) {
            String sha256 = entry.sha256.toLowerCase(Locale.ROOT);
            if (!sha256.matches("[0-9a-f]{64}")) {
                throw new IllegalArgumentException("sha256 of key " + entry.id + " must be 64 hex digits");
            }
            byHash.put(sha256, new Key(entry.id, entry.roles, entry.owner, null));
        }
        return new Loaded(modified, Map.copyOf(byHash));
    }
}
