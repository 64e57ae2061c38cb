package io.reelflow.status.dashboard;

import static io.reelflow.status.dashboard.Browser.soon;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.schemas.job.Job;
import io.reelflow.status.Scenes;
import io.reelflow.status.Surroundings;
import io.reelflow.status.system.FlinkFake;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** How the system does, as a person sees it. */
final class SystemViewIT {
    @RegisterExtension
    static final Browser browser = new Browser();

    @TempDir
    static Path directory;

    private static FlinkFake flink;
    private static Surroundings all;

    @BeforeAll
    static void start() throws Exception {
        flink = new FlinkFake();
        all = new Surroundings(directory).start(Map.of("REELFLOW_FLINK_URL", flink.url()));
    }

    @AfterAll
    static void stop() throws Exception {
        all.close();
        flink.close();
    }

    @Test
    void aPersonSeesWhatRunsWhatWaitsAndWhatIsBroken() {
        browser.open(all, Surroundings.ADMIN, "#/system");
        browser.shows("[data-part=flink] .state", "up");
        browser.shows("rf-system", "No job ended in the last hour.");
        assertThat(browser.link("Flink's own page").getDomAttribute("href")).isEqualTo(flink.url());

        Instant begin = Instant.now().minusSeconds(300);
        Job waits = Scenes.job("waits");
        all.send(Scenes.since(begin, Scenes.story(Scenes.job("done"), 1, null)));
        all.send(Scenes.since(begin, List.of(Scenes.queued(waits))));
        browser.shows("rf-system", "1 job in the last hour");
        browser.shows("rf-system", "1 job: 1 at 5. 1 goes first.");
        browser.shows("rf-system", "The tables and the dataflow have read all.");
        soon().until(() -> browser.script("""
                const canvas = document.querySelector("rf-plot canvas");
                return new Uint32Array(canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data.buffer)
                    .some((pixel) => pixel !== 0)""") == Boolean.TRUE);
        browser.find("rf-plot[heading^='How long'] summary").click();
        browser.shows("rf-plot[heading^='How long'] table", "transcribing 2.5 s");

        flink.running = 3;
        browser.shows("[data-part=flink]", "3 of 10 tasks of the dataflow run");
        browser.shows("[data-part=flink] .state", "degraded");
        flink.running = 10;
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void whoIsNoAdministratorSeesTheStatesAndNoInnerAddress() {
        browser.open(all, Surroundings.STRANGER, "#/system");
        browser.shows("[data-part=kafka] .state", "up");
        browser.shows("main", "The numbers are of bob's jobs.");
        assertThat(browser.text("main")).doesNotContain("Flink's own page").doesNotContain("Disk");
        assertThat(browser.complaints()).isEmpty();
    }
}
