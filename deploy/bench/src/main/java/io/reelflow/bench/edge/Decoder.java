package io.reelflow.bench.edge;

import io.reelflow.media.tools.Child;
import io.reelflow.media.tools.Tools;
import io.reelflow.schemas.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/** Reads files to their end, each as what its name says it is. */
final class Decoder {
    private final Tools tools;

    Decoder(Tools tools) {
        this.tools = tools;
    }

    /** What is wrong with a file; empty where it can be read to its end. */
    Optional<String> problem(Path file) throws IOException, InterruptedException {
        String name = file.getFileName().toString();
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "json" -> json(file);
            case "vtt" -> begins(file, "WEBVTT");
            case "ass" -> begins(file, "[Script Info]");
            case "pdf" -> pdf(file);
            case "srt", "txt" -> Optional.empty();
            default -> media(file);
        };
    }

    private Optional<String> media(Path file) throws IOException, InterruptedException {
        Child.Exit exit = Child.of(tools.ffmpeg("-v", "error", "-xerror", "-i", file.toString(), "-f", "null", "-"))
                .run();
        return exit.ok() && exit.errorTail().isBlank()
                ? Optional.empty()
                : Optional.of("decodes with: " + exit.errorTail());
    }

    private static Optional<String> json(Path file) throws IOException {
        try {
            Json.MAPPER.readTree(Files.readAllBytes(file));
            return Optional.empty();
        } catch (JacksonException e) {
            return Optional.of("is no JSON: " + e.getOriginalMessage());
        }
    }

    private static Optional<String> begins(Path file, String start) throws IOException {
        return Files.readString(file).startsWith(start)
                ? Optional.empty()
                : Optional.of("does not begin with " + start);
    }

    private static Optional<String> pdf(Path file) throws IOException {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        return text.startsWith("%PDF-") && text.stripTrailing().endsWith("%%EOF")
                ? Optional.empty()
                : Optional.of("is no whole PDF");
    }
}
