package io.reelflow.media.fetch;

import io.reelflow.schemas.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** A download on its way: the bytes so far, and beside them what a server needs to hear to go on with the same file. */
final class PartialFile {
    private final Path file;
    private final Path note;
    private @Nullable Identity identity;

    PartialFile(Path file) {
        this.file = file;
        this.note = file.resolveSibling(file.getFileName() + ".json");
    }

    /**
     * Which version of which file the bytes are of.
     *
     * @param validator a strong ETag or a Last-Modified date
     */
    record Identity(String url, String validator, @Nullable Long total) {}

    /** Takes up what an earlier run left, if it is of this address. */
    void takeUp(String url) throws IOException {
        if (!Files.exists(note) || !Files.exists(file)) {
            return;
        }
        try {
            Identity left = Json.read(Files.readAllBytes(note), Identity.class);
            identity = left.url().equals(url) ? left : null;
        } catch (JacksonException e) {
            identity = null; // half written
        }
    }

    /** Null where the next request must ask for the whole file. */
    @Nullable
    String validator() {
        return identity == null ? null : identity.validator();
    }

    /** Begins anew. */
    void restart(@Nullable Identity of) throws IOException {
        Files.deleteIfExists(note);
        Files.deleteIfExists(file);
        Files.createFile(file);
        identity = of;
        if (of != null) {
            Files.write(note, Json.bytes(of));
        }
    }

    long size() throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }

    Path path() {
        return file;
    }

    void finish() throws IOException {
        Files.deleteIfExists(note);
    }

    /** Leaves nothing behind. */
    void discard() throws IOException {
        Files.deleteIfExists(note);
        Files.deleteIfExists(file);
    }
}
