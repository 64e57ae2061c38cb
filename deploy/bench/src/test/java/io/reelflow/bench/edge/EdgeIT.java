package io.reelflow.bench.edge;

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

/** Odd and damaged files end as they should, and leave nothing half-written: {@code ./reelflow chaos edge}. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class EdgeIT {
    @Test
    void everyOddFileEndsAsItShouldAndLeavesNothingHalfWritten(@TempDir Path folder) throws Exception {
        System.setProperty(
                "reelflow.root", Path.of("../..").toAbsolutePath().normalize().toString());
        Path report = folder.resolve("report.json");

        int code = new CommandLine(new EdgeCommand()).execute("--json", report.toString());

        JsonNode found = Json.MAPPER.readTree(Files.readAllBytes(report));
        assertThat(found.path("promises").valueStream())
                .isNotEmpty()
                .allSatisfy(promise -> assertThat(promise.path("kept").asBoolean())
                        .as(promise.toString())
                        .isTrue());
        assertThat(code).isZero();
    }
}
