package io.reelflow.bench.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelflow.bench.measure.Machine;
import io.reelflow.bench.measure.Result.Promise;
import io.reelflow.bench.results.Kept.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageTest {
    private static final Kept KEPT = new Kept(
            "x",
            "bench x",
            Instant.parse("2026-11-22T10:00:00Z"),
            "abc1234",
            new Machine("AMD EPYC", 2, 24, "linux 6", "17", 3.0),
            3,
            List.of(
                    new Row("jobs", "/s", null, 3_000.0, "482/s", List.of(900.0, 950.0, 940.0)),
                    new Row("took", "s", null, null, null, List.of(1.5)),
                    new Row("never measured", "s", 1.0, null, null, List.of())),
            List.of(new Promise("nothing is lost", true, "0 of 5"), new Promise("no 500", false, "2 | 3")));

    @Test
    void thePageTellsMedianSpreadTargetWhenAndOfWhat() {
        assertThat(Page.text(List.of(KEPT)))
                .contains("2 cores (AMD EPYC), 24 GiB, linux 6, JDK 17")
                .contains("| `bench x` | jobs | 940 /s | ≥ 3000: **not** | 482/s |")
                .contains("| jobs | 940 /s | 900 to 950 | ≥ 3000 | 482/s |")
                .contains("2026-11-22 10:00 UTC, commit abc1234, 3 runs, beside a load of 3.0")
                .contains("| never measured | none |")
                .contains("- kept: nothing is lost: 0 of 5")
                .contains("- **broken**: no 500: 2 \\| 3");
    }

    @Test
    void onlyWhatIsBetweenTheMarksIsWritten(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("page.md");
        String mark = "<!-- figures: written by a program; what is changed here is lost -->";
        Files.writeString(file, "before\n" + mark + "\nold\n<!-- end of figures -->\nafter\n");
        var page = new Page(file, "figures");

        page.write("new");
        page.write("newer");

        assertThat(Files.readString(file))
                .isEqualTo("before\n" + mark + "\n\nnewer\n\n<!-- end of figures -->\nafter\n");
        assertThat(page.read()).isEqualTo("newer");
        assertThatThrownBy(() -> new Page(file, "others").write("x")).hasMessageContaining("<!-- others");
    }
}
