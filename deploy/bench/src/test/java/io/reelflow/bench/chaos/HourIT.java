package io.reelflow.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.bench.Commands;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A TaskManager that dies takes with it only what it was at: {@code ./reelflow chaos hour}, in small. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class HourIT {
    @Test
    void onlySpansThatWereBeingTranscribedAreDoneAgain(@TempDir Path folder) throws Exception {
        JsonNode found = Commands.keptBy(
                new HourCommand(), folder, "--minutes", "4", "--span-seconds", "15", "--model", "tiny.en");
        assertThat(figure(found, "spans")).isGreaterThan(8);
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
