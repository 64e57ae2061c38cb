package io.reelflow.status.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.status.Result;
import io.reelflow.status.Surroundings;
import io.reelflow.status.system.FlinkFake;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** In each view with data, axe-core finds nothing, light and dark, on a phone and on a wide screen; nor does a view scroll sideways. */
final class AccessibilityIT {
    private static final List<Integer> WIDTHS = List.of(390, 1_440);

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
        String title = Result.TITLE;
        var views = Map.ofEntries(
                Map.entry("#/", library.failed.url()),
                Map.entry("#/jobs/" + library.done.jobId(), "completed"),
                Map.entry("#/jobs/" + library.failed.jobId(), "failed"),
                Map.entry("#/jobs/" + library.running.jobId(), "processing"),
                Map.entry("#/videos", title),
                Map.entry("#/videos?q=talk", "Nothing found"),
                Map.entry("#/videos/" + library.done.videoId(), "This is the talk."),
                Map.entry("#/channels", "Talks"),
                Map.entry("#/channels/" + library.channel.jobId(), "The source answered 404"),
                Map.entry("#/system", "The dataflow runs"),
                Map.entry("#/nowhere", "There is no such view"));
        var found = new ArrayList<String>();
        browser.open(all, Surroundings.ADMIN, "#/");
        views.forEach((view, seen) -> {
            browser.go(view);
            found.addAll(looked(view, seen));
        });
        assertThat(found).isEmpty();
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void soCanTheSignIn() {
        browser.driver().get(all.address() + "/");
        assertThat(looked("sign-in", "API key")).isEmpty();
    }

    private static List<String> looked(String view, String seen) {
        browser.shows("main", seen);
        var found = new ArrayList<String>();
        var axe = new Axe(browser);
        for (int width : WIDTHS) {
            browser.size(width, 900);
            if (browser.script("return document.documentElement.scrollWidth > innerWidth") == Boolean.TRUE) {
                found.add(view + " scrolls sideways at " + width + " px");
            }
            for (boolean dark : List.of(false, true)) {
                browser.dark(dark);
                String where = view + " at " + width + " px" + (dark ? ", dark: " : ", light: ");
                axe.violations().forEach(each -> found.add(where + each));
            }
        }
        return found;
    }
}
