package io.reelflow.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.schemas.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

/** A TaskManager that dies takes with it only what it was at: {@code ./reelflow chaos hour}, in small. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class HourIT {
    @Test
    void onlySpansThatWereBeingTranscribedAreDoneAgain(@TempDir Path folder) throws Exception {
        System.setProperty(
                "reelflow.root", Path.of("../..").toAbsolutePath().normalize().toString());
        Path report = folder.resolve("report.json");

        int code = new CommandLine(new HourCommand())
                .execute("--minutes", "4", "--span-seconds", "15", "--model", "tiny.en", "--json", report.toString());

        assertThat(report).exists();
        JsonNode found = Json.MAPPER.readTree(Files.readAllBytes(report));
        assertThat(figure(found, "spans")).isGreaterThan(8);
        assertThat(found.path("promises").valueStream())
                .isNotEmpty()
                .allSatisfy(promise -> assertThat(promise.path("kept").asBoolean())
                        .as(promise.toString())
                        .isTrue());
        assertThat(code).isZero();
    }

    private static double figure(JsonNode report, String what) {
        return report.path("figures")
                .valueStream()
                .filter(each -> each.path("what").asString("").equals(what))
                .findFirst()
                .orElseThrow()
                .path("value")
                .asDouble();
    }
}
