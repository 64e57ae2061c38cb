package io.reelflow.bench.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.schemas.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

/** A job accepted is a job ended, once, whatever goes wrong on the way: {@code ./reelflow chaos faults}, in small. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class FaultsIT {
    @Test
    void nothingIsLostStuckOrToldTwice(@TempDir Path folder) throws Exception {
        System.setProperty(
                "reelflow.root", Path.of("../..").toAbsolutePath().normalize().toString());
        Path report = folder.resolve("report.json");

        int code = new CommandLine(new FaultsCommand())
                .execute(
                        "--only",
                        "pause postgres 6,cut kafka" + (disksCanBeMade() ? ",disk full" : ""),
                        "--jobs",
                        "20",
                        "--real",
                        "0",
                        "--json",
                        report.toString());

        JsonNode found = Json.MAPPER.readTree(Files.readAllBytes(report));
        assertThat(found.path("promises").valueStream())
                .isNotEmpty()
                .allSatisfy(promise -> assertThat(promise.path("kept").asBoolean())
                        .as(promise.toString())
                        .isTrue());
        assertThat(code).isZero();
    }

    /** By root, where Linux lets a file be mounted. */
    private static boolean disksCanBeMade() throws InterruptedException {
        try {
            Disk.make(16L << 20).close();
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
