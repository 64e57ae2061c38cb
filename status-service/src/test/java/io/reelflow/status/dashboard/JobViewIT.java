package io.reelflow.status.dashboard;

import static io.reelflow.status.dashboard.Browser.soon;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobControl;
import io.reelflow.schemas.job.JobEvent;
import io.reelflow.schemas.job.JobEventType;
import io.reelflow.schemas.job.Stage;
import io.reelflow.status.Result;
import io.reelflow.status.Scenes;
import io.reelflow.status.Surroundings;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** One job, seen by who asked for it. */
final class JobViewIT {
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
    void theBarsOfItsStagesMoveSideBySideToTheEndWithoutAReload() throws Exception {
        Job job = asked("followed");
        all.send(List.of(Scenes.queued(job), Scenes.started(job, 1)));
        all.send(Scenes.stage(job, 1, Stage.DOWNLOADING, 4));
        open(job);
        browser.script("window.neverLeft = true");
        browser.shows("h1", "media.example.org/followed.mp4");
        soon().until(() -> state(Stage.DOWNLOADING).equals("completed"));
        assertThat(state(Stage.ANALYZING)).isEqualTo("waiting");

        all.send(List.of(
                Scenes.progressed(job, 1, Stage.TRANSCRIBING, 0.25),
                Scenes.progressed(job, 1, Stage.EXTRACTING_FRAMES, 0.5)));
        soon().until(() -> bar(Stage.TRANSCRIBING) == 25 && bar(Stage.EXTRACTING_FRAMES) == 50);
        assertThat(browser.find("[aria-label=Sound]").getLocation().getY())
                .isEqualTo(browser.find("[aria-label=Picture]").getLocation().getY());
        all.send(Scenes.progressed(job, 1, Stage.TRANSCRIBING, 0.75));
        soon().until(() -> bar(Stage.TRANSCRIBING) == 75);
        assertThat(bar(Stage.EXTRACTING_FRAMES)).isEqualTo(50);

        all.send(Scenes.completed(job, 1, Result.write(all.objects, job, new byte[] {1}, new byte[] {1})));
        browser.shows("rf-job rf-status", "completed");
        browser.shows("h1", Result.TITLE);
        assertThat(browser.text("[data-percent]")).isEqualTo("100 %");
        assertThat(browser.link("Open the video").getDomAttribute("href")).isEqualTo("#/videos/" + job.videoId());
        browser.shows("[data-results]", "1 clip");
        assertThat(browser.script("return window.neverLeft")).isEqualTo(true);
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void aCancelAsksOnceMoreSaysWhyAndEndsTheJob() {
        Job job = asked("cancelled");
        all.send(List.of(Scenes.queued(job), Scenes.started(job, 1)));
        var controls = new ArrayList<JobControl>();
        all.ingest.dataflow = control -> {
            controls.add(control);
            all.send(JobEvent.of(job, JobEventType.CANCELLED, 1, Instant.now(), "Cancelled: " + control.reason()));
        };
        open(job);
        soon().until(() -> browser.button("Cancel the job").isEnabled());
        browser.button("Cancel the job").click();
        browser.find("dialog[open] input").sendKeys("the wrong video");
        browser.find("dialog[open] [data-action=confirm]").click();

        browser.shows("rf-job rf-status", "cancelled");
        browser.shows("[data-message]", "the wrong video");
        assertThat(controls).singleElement().satisfies(control -> {
            assertThat(control.action()).isEqualTo(JobControl.Action.CANCEL);
            assertThat(control.reason()).isEqualTo("the wrong video");
        });
        assertThat(browser.find("dialog").isDisplayed()).isFalse();
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void aFailureIsToldInPlainWordsAndARetryShowsTheNextAttempt() {
        Job job = asked("failed");
        all.send(List.of(Scenes.queued(job), Scenes.started(job, 1), Scenes.failed(job, 1)));
        all.ingest.dataflow = control -> runAgain(job);
        open(job);
        browser.shows("[data-code=SOURCE_NOT_FOUND]", "The video is not there");
        browser.shows("[data-code=SOURCE_NOT_FOUND]", "Check the address");
        soon().until(() -> browser.button("Retry").isEnabled());
        browser.button("Retry").click();

        browser.shows("rf-job rf-status", "processing");
        assertThat(browser.all("[data-code]")).isEmpty();
        soon().until(() -> browser.all("rf-history details").size() == 2);
        assertThat(browser.text("rf-history details")).startsWith("Attempt 2");
        browser.find("[data-attempt='1'] summary").click();
        browser.shows("[data-attempt='1'] table", "The source answered 404");
        all.send(Scenes.progressed(job, 2, Stage.DOWNLOADING, 0.5));
        soon().until(() -> bar(Stage.DOWNLOADING) == 50);
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void whatIsCompletedIsDoneOnceMoreWhenAPersonInsists() {
        Job job = asked("again");
        all.send(List.of(Scenes.queued(job), Scenes.started(job, 1), Scenes.completed(job, 1, null)));
        var forced = new ArrayList<Boolean>();
        all.ingest.dataflow = control -> {
            forced.add(control.force());
            runAgain(job);
        };
        open(job);
        soon().until(() -> browser.button("Do it once more").isEnabled());
        browser.button("Do it once more").click();
        browser.shows("rf-job rf-status", "processing");
        assertThat(forced).containsExactly(true);
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void anAnswerThatComesLateLeavesTheViewOfAnotherJobAlone() {
        Job slow = asked("slow");
        Job other = asked("other");
        all.send(List.of(Scenes.queued(slow), Scenes.started(slow, 1), Scenes.failed(slow, 1)));
        all.send(List.of(Scenes.queued(other), Scenes.started(other, 1)));
        var left = new CompletableFuture<Void>();
        all.ingest.dataflow = control -> {
            left.orTimeout(30, TimeUnit.SECONDS).join();
            runAgain(slow);
        };
        open(slow);
        soon().until(() -> browser.button("Retry").isEnabled());
        browser.button("Retry").click();
        browser.go("#/jobs/" + other.jobId());
        browser.shows("h1", "other.mp4");
        left.complete(null);

        soon().until(() -> Boolean.TRUE.equals(browser.script("return performance.getEntriesByType('resource')"
                + ".some((each) => each.name.endsWith('" + slow.jobId() + "/retry') && each.responseEnd > 0)")));
        browser.driver().executeAsyncScript("requestAnimationFrame(() => requestAnimationFrame(arguments[0]))");
        assertThat(browser.text("h1")).isEqualTo("media.example.org/other.mp4");
        assertThat(browser.text("rf-job rf-status")).isEqualTo("processing");
    }

    @Test
    void aJobThatThereIsNotIsSaidNotToBeThere() {
        browser.open(all, Surroundings.SUBMITTER, "#/jobs/00000000-0000-4000-8000-000000000000");
        browser.shows("h1", "No such job");
        assertThat(browser.link("To the jobs").getDomAttribute("href")).isEqualTo("#/");
    }

    private static Job asked(String name) {
        Job job = Scenes.job(name);
        all.send(Scenes.command(job));
        return job;
    }

    private static void open(Job job) {
        browser.open(all, Surroundings.SUBMITTER, "#/jobs/" + job.jobId());
    }

    private static void runAgain(Job job) {
        all.send(List.of(
                JobEvent.of(job, JobEventType.RETRY_REQUESTED, 2, Instant.now(), "Retry 1 of 10 by hand"),
                Scenes.started(job, 2)));
    }

    private static String state(Stage stage) {
        return String.valueOf(browser.find(of(stage)).getDomAttribute("data-state"));
    }

    /** Where the bar stands, of 100. */
    private static int bar(Stage stage) {
        return ((Number) browser.script("return document.querySelector(arguments[0]).value", of(stage) + " progress"))
                .intValue();
    }

    private static String of(Stage stage) {
        return "[data-stage=" + stage.word() + "]";
    }
}
