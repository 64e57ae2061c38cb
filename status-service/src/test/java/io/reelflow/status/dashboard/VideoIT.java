package io.reelflow.status.dashboard;

import static io.reelflow.status.dashboard.Browser.soon;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.schemas.Json;
import io.reelflow.schemas.ObjectKeys;
import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.result.Segment;
import io.reelflow.schemas.result.Transcript;
import io.reelflow.schemas.result.Word;
import io.reelflow.status.IngestFake;
import io.reelflow.status.Result;
import io.reelflow.status.Scenes;
import io.reelflow.status.Surroundings;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.interactions.Actions;

/** A video is watched, read, searched, corrected and deleted in a real browser. */
final class VideoIT {
    /** Of three seconds, as the media is; then an hour that nobody can play. */
    private static final Transcript SPOKEN = spoken();

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
        open(complete("words"));
        soon().until(() -> number("return document.querySelector('[data-player]').readyState") >= 1);
        clickWord(1, "talk.");
        soon().untilAsserted(() -> assertThat(time()).isEqualTo(2.25));
        soon().untilAsserted(
                        () -> assertThat(browser.find(".lines [aria-current]").getDomAttribute("data-line"))
                                .isEqualTo("1"));
        assertThat(browser.script("return CSS.highlights.get('said').values().next().value.toString()"))
                .isEqualTo("talk.");
        browser.button("Go to 0:00").click();
        soon().untilAsserted(() -> assertThat(time()).isZero());
        browser.find("[data-moment='0']").click();
        assertThat(browser.text("rf-slides .name")).isEqualTo("First <b>slide</b>");

        assertThat(SPOKEN.segments().stream()
                        .mapToInt(line -> line.words().size())
                        .sum())
                .isGreaterThan(10_000);
        assertThat(number("return document.querySelectorAll('rf-transcript *').length"))
                .isLessThan(7.0 * SPOKEN.segments().size());
    }

    @Test
    void aClipPlaysInItsPlaceAndIsRenderedAgainWhereItsBordersMove() throws Exception {
        Job job = complete("clips");
        open(job);
        soon().until(() -> browser.find("rf-clip video").isDisplayed());
        browser.script("const clip = document.querySelector('rf-clip video'); clip.muted = true; clip.play()");
        soon().until(() -> number("return document.querySelector('rf-clip video').readyState") >= 2
                && number("return document.querySelector('rf-clip video').currentTime") > 0);
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
        Job job = complete("searched");
        said(job, 2.25, "Nobody else says xylophone.");
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
        Job job = complete("edited");
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
        browser.driver().navigate().refresh();
        browser.shows("h1", "A better <b>title</b>");
        browser.shows("[data-line='0'] .said", "Good evening.");
    }

    @Test
    void aVideoIsDeletedWithAWarningAndRestored() throws Exception {
        Job job = complete("deleted");
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

    private static Job complete(String name) throws Exception {
        Job job = Scenes.job(name);
        try (InputStream clip = Objects.requireNonNull(VideoIT.class.getResourceAsStream("/clip.mp4"))) {
            String manifest = Result.write(all.objects, job, clip.readAllBytes(), image());
            all.send(Scenes.command(job));
            all.send(List.of(Scenes.queued(job), Scenes.started(job, 1), Scenes.completed(job, 1, manifest)));
        }
        String folder =
                ObjectKeys.artifact(job.videoId(), "transcript", ObjectKeys.fingerprint(job.jobId(), "transcript"));
        Files.write(all.objects.resolve(folder + "transcript.json"), Json.bytes(SPOKEN));
        soon().until(() -> all.json(Surroundings.READER, "/api/v1/jobs/" + job.jobId())
                .path("status")
                .asString()
                .equals("completed"));
        return job;
    }

    /** As the dataflow puts it into the tables. */
    private static void said(Job job, double start, String text) {
        var tables = all.database.admin();
        tables.sql("""
                        INSERT INTO video_metadata (video_id, job_id, url, title, duration_seconds, bytes, updated_at)
                        VALUES (?, ?::uuid, 'https://example.org', 'A talk', 3, 1, now())
                        """).params(job.videoId(), job.jobId()).update();
        tables.sql("""
                        INSERT INTO transcriptions (job_id, video_id, language, source, duration_seconds, segment_count,
                            word_count, text, updated_at)
                        VALUES (?::uuid, ?, 'en', 'whisper', 3, 1, 1, '', now())
                        """).params(job.jobId(), job.videoId()).update();
        tables.sql("""
                        INSERT INTO transcript_segments (job_id, segment_index, video_id, start_seconds, end_seconds, language,
                            text)
                        VALUES (?::uuid, 0, ?, ?, 3, 'en', ?)
                        """).params(job.jobId(), job.videoId(), start, text).update();
    }

    private static Transcript spoken() {
        List<Segment> lines = new ArrayList<>();
        lines.add(new Segment(
                0,
                1.5,
                "Hello there.",
                null,
                List.of(new Word(0, 0.5, "Hello", 0.9), new Word(0.5, 1, "there.", 0.9))));
        lines.add(new Segment(
                1.5,
                3,
                "This is the talk.",
                null,
                List.of(
                        new Word(1.5, 1.75, "This", 0.9),
                        new Word(1.75, 2, "is", 0.9),
                        new Word(2, 2.25, "the", 0.9),
                        new Word(2.25, 2.75, "talk.", 0.9))));
        for (int line = 0; line < 850; line++) {
            List<Word> words = new ArrayList<>();
            for (int word = 0; word < 12; word++) {
                words.add(new Word(4 + 4.0 * line + word / 3.0, 4 + 4.0 * line + (word + 1) / 3.0, "word", 0.9));
            }
            lines.add(new Segment(
                    4 + 4.0 * line, 8 + 4.0 * line, "word ".repeat(12).strip(), null, words));
        }
        return new Transcript("en", 0.99, "whisper", "base", 3_600, lines);
    }

    private static byte[] image() throws IOException {
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(64, 36, BufferedImage.TYPE_INT_RGB), "png", bytes);
        return bytes.toByteArray();
    }
}
