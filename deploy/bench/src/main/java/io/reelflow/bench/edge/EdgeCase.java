package io.reelflow.bench.edge;

import io.reelflow.schemas.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * A file and what has to become of it, from {@code FILE.json} beside it: {@code expect {ok, duration?, video?, audio?,
 * transcript?, chapters?}}; {@code ok} is true, false, or in words: {@code partial}, {@code partial or clear error}.
 */
record EdgeCase(Path file, JsonNode expect) {
    private static final String SUFFIX = ".json";

    /** Those below a folder. */
    static List<EdgeCase> in(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IOException("'" + folder + "' is no folder");
        }
        List<EdgeCase> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                Path truth = file.resolveSibling(file.getFileName() + SUFFIX);
                if (Files.isRegularFile(truth)) {
                    JsonNode expect = read(truth).path("expect");
                    if (!expect.path("ok").isMissingNode()) {
                        found.add(new EdgeCase(file, expect));
                    }
                }
            }
        }
        if (found.isEmpty()) {
            throw new IOException("'" + folder + "': no file has a truth beside it, FILE.json with expect {ok}");
        }
        return found;
    }

    String name() {
        return file.getFileName().toString();
    }

    /** Whether a name says nothing to a shell, a path or an address. */
    boolean hasPlainName() {
        return name().matches("\\w[\\w.-]*");
    }

    boolean mayComplete() {
        return !expect.path("ok").isBoolean() || expect.path("ok").asBoolean();
    }

    boolean mayFail() {
        return expect.path("ok").isBoolean()
                ? !expect.path("ok").asBoolean()
                : expect.path("ok").asString("").contains("error");
    }

    /** Whether only a part of it can be read, which has to be said. */
    boolean isDamaged() {
        return expect.path("ok").isString();
    }

    private static JsonNode read(Path file) throws IOException {
        try {
            return Json.MAPPER.readTree(Files.readAllBytes(file));
        } catch (JacksonException e) {
            throw new IOException(file + ": is no JSON: " + e.getOriginalMessage(), e);
        }
    }
}
