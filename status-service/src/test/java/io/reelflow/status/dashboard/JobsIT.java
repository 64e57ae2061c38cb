package io.reelflow.status.dashboard;

import static io.reelflow.status.dashboard.Browser.soon;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.schemas.job.ChannelRun;
import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobOptions;
import io.reelflow.schemas.job.Stage;
import io.reelflow.status.Result;
import io.reelflow.status.Scenes;
import io.reelflow.status.Surroundings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The first view: what is asked for, what moves, what is done with many. */
final class JobsIT {
    @RegisterExtension
    static final Browser browser = new Browser();

    @TempDir
    static Path directory;

    private static Surroundings all;

    @BeforeAll
    static void start() throws Exception {
        all = new Surroundings(directory).start();
    }

    @AfterAll
    static void stop() throws Exception {
        all.close();
    }

    @Test
    void anAddressBecomesAJobWhoseBarMovesToTheEndWithoutAReload() throws Exception {
        browser.open(all, Surroundings.SUBMITTER, "#/");
        soon().until(() -> browser.field("Address").isDisplayed());
        browser.script("window.loadedOnce = true");
        browser.field("Address").sendKeys("https://media.example.org/talk.mp4", Keys.ENTER);
        Job job = Scenes.job("https://media.example.org/talk.mp4");
        browser.shows(".submit", "It is queued");
        browser.shows(row(job), "queued");

        all.send(List.of(Scenes.queued(job), Scenes.started(job, 1)));
        all.send(Scenes.stage(job, 1, Stage.DOWNLOADING, 4));
        all.send(Scenes.progressed(job, 1, Stage.TRANSCRIBING, 0.5));
        soon().untilAsserted(() -> assertThat(bar(job)).isPositive());
        double before = bar(job);
        all.send(Scenes.progressed(job, 1, Stage.TRANSCRIBING, 0.9));
        soon().untilAsserted(() -> assertThat(bar(job)).isGreaterThan(before));

        byte[] bytes = new byte[64];
        all.send(Scenes.completed(job, 1, Result.write(all.objects, job, bytes, bytes)));
        browser.shows(row(job), "completed");
        assertThat(browser.script("return window.loadedOnce")).isEqualTo(true);
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void aTitleWithHtmlInItIsText() throws Exception {
        Job job = job("titled", "alice");
        Job plain = job("untitled", "alice");
        all.database
                .admin()
                .sql("""
                        INSERT INTO video_metadata (video_id, job_id, url, title, duration_seconds, bytes, updated_at)
                        VALUES (?, ?::uuid, 'https://media.example.org', ?, 60, 1, now())
                        """)
                .params(job.videoId(), job.jobId(), Result.TITLE)
                .update();
        browser.open(all, Surroundings.SUBMITTER, "#/?video_id=" + job.videoId());
        soon().untilAsserted(() -> assertThat(browser.text(row(job) + " a")).isEqualTo(Result.TITLE));
        assertThat(browser.all(row(plain))).isEmpty();
        assertThat(browser.all("rf-home img")).isEmpty();
        assertThat(browser.driver().getTitle()).isEqualTo("Reelflow");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void aFileGoesUpAndBecomesAJobWithTheOptionsThatWereChosen() throws Exception {
        Path file = Files.writeString(directory.resolve("talk.mp4"), "not really a video");
        browser.open(all, Surroundings.SUBMITTER, "#/");
        soon().until(() -> browser.field("File").isEnabled());
        browser.field("File").click();
        browser.find("input[type=file]").sendKeys(file.toString());
        browser.find("details summary").click();
        soon().until(() -> browser.field("Dry run").isDisplayed());
        browser.field("Dry run").click();
        browser.choose("Shape", "1:1");
        browser.button("Start").click();
        browser.shows(".submit", "It is queued");
        assertThat(all.objects.resolve("uploaded")).hasContent("not really a video");
        var asked = all.ingest.submitted.get(all.ingest.submitted.size() - 1);
        assertThat(asked.path("url").asString()).isEqualTo("upload:u1/talk.mp4");
        assertThat(asked.path("options").toString()).isEqualTo("{\"aspect_ratio\":\"1:1\",\"dry_run\":true}");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void aPlaylistIsCountedBeforeItIsStarted() {
        all.ingest.listing = job -> all.send(
                Scenes.look(job, 1, new ChannelRun("Talks", 110, 0, 0, Map.of("private", 10L), 3000, 50, true), null));
        browser.open(all, Surroundings.SUBMITTER, "#/");
        soon().until(() -> browser.field("Address").isDisplayed());
        browser.field("Address").sendKeys("https://www.youtube.com/playlist?list=PL1");
        soon().until(() -> browser.button("Estimate").isDisplayed());
        browser.button("Estimate").click();
        browser.shows(".submit", "100 videos");
        assertThat(browser.all("[data-outcome]")).isEmpty();
        browser.button("Start").click();
        browser.shows(".submit", "follow it");
        assertThat(browser.find("[data-outcome] a").getDomAttribute("href")).startsWith("#/channels/");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void whatIsShownIsInTheAddressAndTheWayBackWorks() {
        Job failed = job("of-erna-failed", "alice");
        Job waits = job("of-erna-waits", "alice");
        all.send(Scenes.failed(failed, 1));
        browser.open(all, Surroundings.SUBMITTER, "#/");
        browser.shows(row(failed), "failed");
        browser.field("Search").sendKeys("of-erna");
        browser.choose("State", "failed");
        soon().until(() ->
                browser.all(row(waits)).isEmpty() && browser.all(row(failed)).size() == 1);
        assertThat(browser.driver().getCurrentUrl()).contains("status_filter=failed");
        browser.driver().navigate().back();
        soon().until(() -> browser.all(row(waits)).size() == 1);

        Job later = job("of-erna-later", "alice");
        all.send(Scenes.queued(later));
        browser.shows(row(later), "queued");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void manyArePickedAndRetriedOrCancelledAtOnceAndWhatIsRefusedIsTold() {
        List<Job> jobs = List.of(job("bulk-1", "alice"), job("bulk-2", "alice"), job("bulk-3", "alice"));
        all.send(List.of(Scenes.failed(jobs.get(0), 1), Scenes.failed(jobs.get(1), 1)));
        browser.open(all, Surroundings.SUBMITTER, "#/?q=bulk-");
        browser.shows(row(jobs.get(1)), "failed");
        jobs.forEach(each -> browser.find(row(each) + " [data-pick]").click());
        browser.shows("[aria-label='Selected jobs']", "3 selected");
        browser.button("Retry").click();
        soon().until(() -> browser.button("Retry 3").isDisplayed());
        browser.button("Retry 3").click();
        browser.shows("rf-action", "Retrying 2 jobs, 1 refused");

        browser.find("[aria-label^='Select all 3']").click();
        browser.button("Cancel jobs").click();
        soon().until(() -> browser.button("Cancel 3").isDisplayed());
        browser.button("Leave them").click();
        browser.shows("[aria-label='Selected jobs']", "All jobs that match");
        assertThat(browser.all("rf-action")).hasSize(1);
        assertThat(browser.complaints()).isEmpty();
    }

    private static Job job(String name, String owner) {
        Job job = Scenes.job(name, owner, JobOptions.DEFAULTS);
        all.send(Scenes.command(job));
        return job;
    }

    private static String row(Job job) {
        return ".job[data-job='" + job.jobId() + "']";
    }

    private static double bar(Job job) {
        WebElement bar = browser.find(row(job) + " progress");
        return Double.parseDouble(String.valueOf(bar.getDomProperty("value")));
    }
}
