package io.reelflow.status.dashboard;

import static io.reelflow.status.dashboard.Browser.soon;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.schemas.job.Job;
import io.reelflow.status.IngestFake;
import io.reelflow.status.Result;
import io.reelflow.status.Scenes;
import io.reelflow.status.Surroundings;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.interactions.Actions;

/** A video is watched, read, searched, corrected and deleted in a real browser. */
final class VideoIT {
    @RegisterExtension
    static final Browser browser = new Browser();

    @TempDir
    static Path directory;

    private static Surroundings all;

    @BeforeAll
    static void start() throws Exception {
        all = new Surroundings(directory);
        all.start(Map.of("REELFLOW_SEARCH_DIR", directory.resolve("index").toString()));
    }

    @AfterAll
    static void stop() throws Exception {
        if (all != null) {
            all.close();
        }
    }

    @AfterEach
    void nothingIsComplainedOf() {
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void aClickOnAWordSendsThePlayerThereAndTheLineFollows() throws Exception {
        open(Talk.complete(all, "words"));
        soon().until(() -> number("return document.querySelector('[data-player]').readyState") >= 1);
        clickWord(1, "talk.");
        soon().untilAsserted(() -> assertThat(time()).isEqualTo(2.25));
        browser.shows(".lines [aria-current]", "This is the talk.");
        assertThat(browser.script("return CSS.highlights.get('said').values().next().value.toString()"))
                .isEqualTo("talk.");
        browser.button("Go to 0:01").sendKeys(Keys.ARROW_UP, Keys.ENTER);
        soon().untilAsserted(() -> assertThat(time()).isZero());
        browser.shows(".lines [aria-current]", "Hello there.");
        browser.button("Go to 0:00").sendKeys(Keys.ARROW_RIGHT);
        soon().untilAsserted(() -> assertThat(time()).isEqualTo(0.5));
        browser.find("[data-moment='0']").click();
        soon().untilAsserted(() -> assertThat(time()).isZero());
        assertThat(browser.text("rf-slides .name")).isEqualTo("First <b>slide</b>");

        assertThat(Talk.SPOKEN.segments().stream()
                        .mapToInt(line -> line.words().size())
                        .sum())
                .isGreaterThan(10_000);
        assertThat(number("return document.querySelectorAll('rf-transcript *').length"))
                .isLessThan(7.0 * Talk.SPOKEN.segments().size());
    }

    @Test
    void aClipPlaysInItsPlaceAndIsRenderedAgainWhereItsBordersMove() throws Exception {
        Job job = Talk.complete(all, "clips");
        open(job);
        soon().until(() -> browser.find("rf-clip video").isDisplayed());
        browser.script("const clip = document.querySelector('rf-clip video'); clip.muted = true; clip.play()");
        soon().until(() -> number("return document.querySelector('rf-clip video').readyState") >= 2
                && number("return document.querySelector('rf-clip video').currentTime") > 0);
        browser.button("Share A good moment").click();
        browser.find("rf-clip dialog [type=submit]").click();
        soon().until(() -> browser.find("rf-clip dialog [readonly]").isDisplayed());
        String shared =
                Objects.requireNonNull(browser.find("rf-clip dialog [readonly]").getDomProperty("value"));
        all.anonymous().get().uri(URI.create(shared)).exchange().expectStatus().isOk();
        browser.button("Close").click();
        browser.button("Edit A good moment").click();
        browser.find("[name=end_time]").clear();
        browser.find("[name=end_time]").sendKeys("8");
        browser.button("Save").click();
        browser.shows(".following", "Clips are rendered again");
        browser.shows("rf-clip", "0:00 – 0:08");
        IngestFake.Stored asked = all.ingest.stored.get(all.ingest.stored.size() - 1);
        Job rendering = Scenes.job(asked.body().path("wish").asString() + asked.key());
        all.send(List.of(Scenes.started(rendering, 1), Scenes.completed(rendering, 1, null)));
        soon().until(() -> browser.all(".following").isEmpty());
    }

    @Test
    void aMomentIsSearchedForAndOpensThePlayerAtItsSecond() throws Exception {
        Job job = Talk.complete(all, "searched");
        Talk.said(all, job, 2.25, "Nobody else says xylophone.");
        browser.open(all, Surroundings.SUBMITTER, "#/videos");
        soon().until(() -> browser.find("#q").isDisplayed());
        soon().until(() -> all.json(Surroundings.READER, "/api/v1/search?q=xylophone")
                        .path("total")
                        .asInt()
                == 1);
        browser.find("#q").sendKeys("xylophone\n");
        soon().untilAsserted(() -> assertThat(browser.text(".hit mark")).isEqualTo("xylophone"));
        browser.find(".hit").click();
        soon().untilAsserted(() -> assertThat(time()).isEqualTo(2.25));
        browser.button("Go to 0:00").click();
        soon().untilAsserted(() -> assertThat(time()).isZero());
        browser.find("#inside").sendKeys("xylophone\n");
        soon().until(() -> browser.find(".hit").isDisplayed());
        browser.find(".hit").click();
        soon().untilAsserted(() -> assertThat(time()).isEqualTo(2.25));
    }

    @Test
    void aTitleIsTextAndIsEditedAndALineOfTheTranscriptToo() throws Exception {
        Job job = Talk.complete(all, "edited");
        open(job);
        browser.shows("h1", Result.TITLE);
        browser.button("Edit title").click();
        browser.field("Title").clear();
        browser.field("Title").sendKeys("A better <b>title</b>\n");
        browser.shows("h1", "A better <b>title</b>");
        browser.find("[data-line='0'] .said").click();
        browser.button("Correct the line at 0:00").click();
        browser.find("#corrected").clear();
        browser.find("#corrected").sendKeys("Good evening.");
        browser.button("Save").click();
        browser.shows("[data-line='0'] .said", "Good evening.");
        browser.button("Rename Speaker 1").click();
        browser.field("Name").clear();
        browser.field("Name").sendKeys("Ada\n");
        browser.shows("rf-speaker strong", "Ada");
        browser.driver().navigate().refresh();
        browser.shows("h1", "A better <b>title</b>");
        browser.shows("[data-line='0'] .said", "Good evening.");
    }

    @Test
    void aVideoIsDeletedWithAWarningAndRestored() throws Exception {
        Job job = Talk.complete(all, "deleted");
        open(job);
        soon().until(() -> browser.button("Delete").isDisplayed());
        browser.button("Delete").click();
        assertThat(browser.button("Delete for good").isEnabled()).isFalse();
        assertThat(browser.text("rf-removal .notice")).contains("Nobody can bring them back");
        browser.button("Delete, can be restored").click();
        browser.shows("h1", "This video has been deleted");
        browser.go("#/videos?deleted=true");
        soon().until(() -> browser.all(".videos li").size() == 1);
        browser.go("#/videos/" + job.videoId());
        soon().until(() -> browser.button("Restore it").isDisplayed());
        assertThat(browser.complaints()).allMatch(each -> each.contains("404"));
        browser.button("Restore it").click();
        browser.shows("h1", Result.TITLE);
    }

    private static void open(Job job) {
        browser.open(all, Surroundings.SUBMITTER, "#/videos/" + job.videoId());
        soon().until(() -> !browser.all(".lines li").isEmpty());
    }

    private static double time() {
        return number("return document.querySelector('[data-player]').currentTime");
    }

    private static double number(String script) {
        return ((Number) Objects.requireNonNull(browser.script(script))).doubleValue();
    }

    /** Where a person sees it. */
    private static void clickWord(int line, String word) {
        var middle = (List<?>) Objects.requireNonNull(browser.script("""
                const text = document.querySelector(`[data-line="${arguments[0]}"] .said`).firstChild;
                const range = document.createRange();
                range.setStart(text, text.data.indexOf(arguments[1]));
                range.setEnd(text, text.data.indexOf(arguments[1]) + arguments[1].length);
                const box = range.getBoundingClientRect();
                return [Math.round(box.x + box.width / 2), Math.round(box.y + box.height / 2)];
                """, line, word));
        new Actions(browser.driver())
                .moveToLocation(((Number) middle.get(0)).intValue(), ((Number) middle.get(1)).intValue())
                .click()
                .perform();
    }
}
