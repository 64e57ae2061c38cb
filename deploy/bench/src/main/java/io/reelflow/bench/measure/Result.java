package io.reelflow.bench.measure;

import io.reelflow.schemas.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run as its JSON file tells it.
 *
 * @param kept whether every promise was
 * @param machine null where the program does not say
 */
public record Result(
        String name,
        Instant started,
        double seconds,
        int processors,
        @Nullable Machine machine,
        boolean kept,
        List<Figure> figures,
        List<Promise> promises,
        @Nullable Table table) {

    /**
     * One number.
     *
     * @param value null where nothing was measured
     * @param target at most this is wanted
     * @param least at least this is wanted
     * @param baseline what another system reaches, in words
     */
    public record Figure(
            String what,
            @Nullable Double value,
            String unit,
            @Nullable Double target,
            @Nullable Double least,
            @Nullable String baseline) {}

    /** @param detail what was found, whichever way it went */
    public record Promise(String what, boolean kept, String detail) {}

    /** @throws IOException where there is no such file */
    public static Result read(Path file) throws IOException {
        return Json.read(Files.readAllBytes(file), Result.class);
    }
}
