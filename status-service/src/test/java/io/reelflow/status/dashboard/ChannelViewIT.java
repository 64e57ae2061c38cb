package io.reelflow.status.dashboard;

import static io.reelflow.status.dashboard.Browser.soon;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.schemas.job.ChannelRequest;
import io.reelflow.schemas.job.ChannelRun;
import io.reelflow.schemas.job.ErrorCode;
import io.reelflow.schemas.job.Failure;
import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobEvent;
import io.reelflow.schemas.job.JobEventType;
import io.reelflow.schemas.job.JobType;
import io.reelflow.schemas.job.Stage;
import io.reelflow.status.Scenes;
import io.reelflow.status.Surroundings;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import tools.jackson.databind.JsonNode;

/** A channel of thousands, seen by its owner. */
final class ChannelViewIT {
    private static final int JOBS = 2_000;
    private static final int ABSENT = 40;
    private static final int AWAY = 25;

    @RegisterExtension
    static final Browser browser = new Browser();

    @TempDir
    static Path directory;

    private static Surroundings all;
    private static Job channel;
    private static List<Job> children;

    @BeforeAll
    static void start() throws Exception {
        all = new Surroundings(directory).start();
        channel = Scenes.channel(
                "talks",
                "https://talks.example/feed.xml",
                Scenes.OWNER,
                new ChannelRequest(JobType.METADATA, null, null, ChannelRequest.Filters.NONE, 3600L));
        all.send(Scenes.command(channel));
        var run = new ChannelRun("Talks of the year", JOBS, JOBS, 0, Map.of(), 60, 1, true);
        all.send(Scenes.look(channel, 1, run, Instant.parse("2099-01-01T00:00:00Z")));
        children = IntStream.range(0, JOBS)
                .mapToObj(each -> Scenes.child(channel, each))
                .toList();
        var events = new ArrayList<JobEvent>();
        for (int i = 0; i < JOBS; i++) {
            Job child = children.get(i);
            events.add(Scenes.queued(child));
            if (i < ABSENT) {
                events.add(failed(child, ErrorCode.SOURCE_NOT_FOUND));
            } else if (i < ABSENT + AWAY) {
                events.add(failed(child, ErrorCode.SOURCE_UNAVAILABLE));
            } else if (i < JOBS / 2) {
                events.add(Scenes.completed(child, 1, null));
            }
        }
        all.send(events);
    }

    @AfterAll
    static void stop() throws Exception {
        all.close();
    }

    @Test
    void thousandsAreSeenAtAGlanceGoneThroughByKeysAndAGroupOfFailuresIsRetriedByOneClick() {
        browser.open(all, Surroundings.SUBMITTER, "#/channels");
        browser.shows("[data-channel] h2", "Talks of the year");
        browser.link("Talks of the year").click();
        soon().untilAsserted(() -> assertThat(browser.text("[data-ended]")).contains("1,000 of 2,000"));
        soon().until(() -> browser.find(".cells").getDomAttribute("aria-label").startsWith("2,000 jobs"));
        browser.shows("[data-only=failed]", "65");
        browser.shows("[data-only=queued]", "1,000");

        browser.script("document.querySelector('.cells').focus()");
        browser.find(".cells").sendKeys(Keys.END);
        browser.shows(".chosen", "2,000 of 2,000");
        browser.find("[data-only=failed]").click();
        browser.find(".cells").sendKeys(Keys.HOME);
        browser.shows(".chosen", "failed: ");

        browser.shows("[data-code=SOURCE_NOT_FOUND]", "40 jobs");
        browser.shows("[data-code=SOURCE_UNAVAILABLE]", "25 jobs");
        browser.find("[data-code=SOURCE_UNAVAILABLE] button").click();
        browser.shows("rf-failures", "Retrying 25 jobs.");
        JsonNode action =
                all.json(Surroundings.SUBMITTER, "/api/v1/actions?limit=1").at("/actions/0");
        assertThat(action.path("action").asString()).isEqualTo("retry");
        assertThat(action.at("/filter/error_code").asString()).isEqualTo("SOURCE_UNAVAILABLE");
        assertThat(action.at("/filter/channel_id").asString()).isEqualTo(channel.jobId());

        List<JobEvent> again = children.subList(ABSENT, ABSENT + AWAY).stream()
                .map(each -> JobEvent.of(each, JobEventType.RETRY_REQUESTED, 2, Instant.now(), "Retry 1 of 10 by hand"))
                .toList();
        all.send(again);
        soon().until(() -> browser.all("[data-code=SOURCE_UNAVAILABLE]").isEmpty());
        browser.shows("[data-only=failed]", "40");
        browser.shows("[data-code=SOURCE_NOT_FOUND]", "40 jobs");
        assertThat(drawn()).isTrue();
        browser.find(".cells").sendKeys(Keys.ENTER);
        browser.shows("h1", "media.example.org/");
        assertThat(browser.driver().getCurrentUrl()).contains("#/jobs/");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void itsPlotsSayInWordsAndNumbersWhatTheyShow() {
        browser.open(all, Surroundings.SUBMITTER, "#/channels/" + channel.jobId());
        browser.shows("[data-rate]", "left");
        soon().until(() -> browser.find("rf-plots canvas").getSize().getHeight() > 100);
        browser.find("rf-plots summary").click();
        browser.shows("rf-plots table", "935");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void aPauseAndItsEndAreAskedForAndAnswered() {
        browser.open(all, Surroundings.SUBMITTER, "#/channels/" + channel.jobId());
        soon().until(() -> browser.button("Pause").isEnabled());
        browser.button("Pause").click();
        browser.shows("[data-paused]", "those that wait stay in line");
        soon().until(() -> browser.button("Resume").isEnabled());
        browser.button("Resume").click();
        soon().until(() -> browser.all("[data-paused]").isEmpty());
        assertThat(all.ingest.intake.stream().map(each -> each.path("paused").asBoolean()))
                .containsExactly(true, false);
        assertThat(browser.complaints()).isEmpty();
    }

    /** Whether anything is on the picture of all jobs. */
    private static boolean drawn() {
        return Boolean.TRUE.equals(browser.script("const c = document.querySelector('.cells canvas');"
                + " return c.getContext('2d').getImageData(0, 0, c.width, c.height).data.some((each) => each > 0)"));
    }

    private static JobEvent failed(Job job, ErrorCode code) {
        return JobEvent.of(job, JobEventType.FAILED, 1, Instant.parse("2026-11-21T09:01:00Z"), "It failed")
                .withError(Failure.of(code, "It failed", Stage.DOWNLOADING));
    }
}
