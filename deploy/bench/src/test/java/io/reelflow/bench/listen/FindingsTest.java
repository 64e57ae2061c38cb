package io.reelflow.bench.listen;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.bench.measure.Report;
import io.reelflow.schemas.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class FindingsTest {
    @TempDir
    private Path folder;

    private static Measured measured(String by, String file, String language, String text, double... seconds) {
        Truth truth = new Truth("ask not what", "en", List.of());
        Measured measured = new Measured(by, new Truth.Spoken(Path.of(file), truth), 12);
        for (double each : seconds) {
            measured.run(new Recogniser.Run(new Heard(language, text, List.of(), List.of()), each, 2 * each));
        }
        return measured;
    }

    private JsonNode written(Report report) throws IOException {
        Path file = folder.resolve("report.json");
        report.write(file);
        return Json.MAPPER.readTree(Files.readAllBytes(file));
    }

    private static Report report(List<Measured> measured) {
        Report report = new Report("bench listen").table(Findings.table(measured));
        new Findings(measured, "ours").report(report, Map.of("a.wav", 0.4));
        return report;
    }

    private static double value(JsonNode document, String what) {
        return document.path("figures")
                .valueStream()
                .filter(each -> each.path("what").asString("").equals(what))
                .findFirst()
                .orElseThrow()
                .path("value")
                .asDouble();
    }

    @Test
    void mediansAreComparedAndTheTargetOfASpeedIsALeastOne() throws IOException {
        Report report = report(List.of(
                measured("ours", "a.wav", "en", "ask now what", 4, 2, 3),
                measured("theirs", "a.wav", "en", "ask not what", 1.5, 9, 1)));

        JsonNode document = written(report);

        assertThat(report.kept()).isTrue();
        assertThat(value(document, "word error rate, all files")).isEqualTo(1 / 3.0);
        assertThat(value(document, "word error rate, a.wav")).isEqualTo(1 / 3.0);
        assertThat(value(document, "all files: times real time")).isEqualTo(4);
        assertThat(value(document, "a.wav: speed beside theirs")).isEqualTo(0.5);
        assertThat(document.at("/table/rows/1/2").asString("")).isEqualTo("theirs");
        assertThat(document.path("figures").valueStream())
                .anySatisfy(each -> assertThat(each.path("least").asDouble(0)).isEqualTo(0.6));
    }

    @Test
    void aWrongLanguageBreaksAPromise() {
        Report report = report(List.of(measured("ours", "a.wav", "de", "ask not what", 1)));

        assertThat(report.kept()).isFalse();
    }

    @Test
    void aFileThatFailsBreaksAPromiseAndOneThatOnlyTheOtherFailsDoesNot() throws IOException {
        Measured failed = measured("ours", "a.wav", "en", "", 1);
        failed.failed("MEDIA_UNREADABLE: no");
        Measured good = measured("theirs", "a.wav", "en", "", 1);
        assertThat(written(report(List.of(failed, good)))
                        .at("/promises/0/detail")
                        .asString(""))
                .contains("a.wav", "MEDIA_UNREADABLE");
        assertThat(report(List.of(failed, good)).kept()).isFalse();

        Measured ours = measured("ours", "b.wav", "en", "", 1);
        Measured theirs = measured("theirs", "b.wav", "en", "");
        theirs.failed("ValueError");
        assertThat(report(List.of(ours, theirs)).kept()).isTrue();
    }
}
