package io.reelflow.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.schemas.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

/** The programs as the command line knows them, for tests of other packages. */
public final class Commands {
    private Commands() {}

    /** {@code bench live}, {@code chaos kill} and so on. */
    public static List<String> names() {
        var names = new ArrayList<String>();
        Main.commandLine()
                .getSubcommands()
                .forEach((kind, all) -> all.getSubcommands().keySet().forEach(name -> names.add(kind + " " + name)));
        return names;
    }

    /** Runs a program, all of whose promises have to be kept; answers its report, which is written below the folder. */
    public static JsonNode keptBy(Object command, Path folder, String... arguments) throws IOException {
        System.setProperty(
                "reelflow.root", Path.of("../..").toAbsolutePath().normalize().toString());
        Path report = folder.resolve("report.json");
        var words = new ArrayList<>(List.of(arguments));
        words.addAll(List.of("--json", report.toString()));

        int code = new CommandLine(command).execute(words.toArray(String[]::new));

        assertThat(report).exists();
        JsonNode found = Json.MAPPER.readTree(Files.readAllBytes(report));
        assertThat(found.path("promises").valueStream())
                .isNotEmpty()
                .allSatisfy(promise -> assertThat(promise.path("kept").asBoolean())
                        .as(promise.toString())
                        .isTrue());
        assertThat(code).isZero();
        return found;
    }

    /** Fails where the words are none that the program understands. */
    public static void parse(List<String> words) {
        Main.commandLine().parseArgs(words.toArray(String[]::new));
    }
}
