package io.reelflow.status.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reelflow.status.Surroundings;
import io.reelflow.status.system.FlinkFake;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** In each view with data, axe-core finds nothing, light and dark, with all unfolded, on a phone and on a wide screen; nor does a view scroll sideways. */
final class AccessibilityIT {
    private static final List<Integer> WIDTHS = List.of(390, 1_440);

    /** @param text that stands in the element once the data are there */
    private record View(String address, String element, String text) {}

    @RegisterExtension
    static final Browser browser = new Browser();

    @TempDir
    static Path directory;

    private static FlinkFake flink;
    private static Surroundings all;
    private static Library library;

    @BeforeAll
    static void start() throws Exception {
        flink = new FlinkFake();
        all = new Surroundings(directory).start(Map.of("REELFLOW_FLINK_URL", flink.url()));
        library = new Library(all);
    }

    @AfterAll
    static void stop() throws Exception {
        all.close();
        flink.close();
    }

    @Test
    void everyViewCanBeUsedByEverybody() {
        var views = List.of(
                new View("#/", "rf-home", library.failed.url()),
                new View("#/jobs/" + library.done.jobId(), "rf-job", "completed"),
                new View("#/jobs/" + library.failed.jobId(), "rf-job", "failed"),
                new View("#/jobs/" + library.running.jobId(), "rf-job", "processing"),
                new View("#/videos", "rf-videos", "media.example.org/done.mp4"),
                new View("#/videos?q=talk", "rf-videos", "Nothing found"),
                new View("#/videos/" + library.done.videoId(), "rf-video", "This is the talk."),
                new View("#/channels", "rf-channels", "Talks"),
                new View("#/channels/" + library.channel.jobId(), "rf-channel", "SOURCE_NOT_FOUND"),
                new View("#/system", "rf-system", "The dataflow runs"),
                new View("#/nowhere", "main", "There is no such view"));
        browser.open(all, Surroundings.ADMIN, "#/");
        var found = new ArrayList<String>();
        for (View view : views) {
            browser.go(view.address);
            found.addAll(looked(view));
        }
        assertThat(found).isEmpty();
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void soCanTheSignIn() {
        browser.driver().get(all.address() + "/");
        assertThat(looked(new View("sign-in", "main", "API key"))).isEmpty();
    }

    private static List<String> looked(View view) {
        browser.shows(view.element, view.text);
        browser.script("document.querySelectorAll('main details').forEach((each) => { each.open = true; })");
        var found = new ArrayList<String>();
        var axe = new Axe(browser);
        for (int width : WIDTHS) {
            browser.size(width, 900);
            try {
                await().until(() -> Boolean.TRUE.equals(
                        browser.script("return document.documentElement.scrollWidth <= innerWidth")));
            } catch (ConditionTimeoutException e) {
                found.add(view.address + " scrolls sideways at " + width + " px");
            }
            for (boolean dark : List.of(false, true)) {
                browser.dark(dark);
                String where = view.address + " at " + width + " px" + (dark ? ", dark: " : ", light: ");
                axe.violations().forEach(each -> found.add(where + each));
            }
        }
        return found;
    }
}
