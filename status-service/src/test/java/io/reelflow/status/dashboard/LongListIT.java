package io.reelflow.status.dashboard;

import static io.reelflow.status.dashboard.Browser.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobOptions;
import io.reelflow.status.Scenes;
import io.reelflow.status.Surroundings;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A list of 100,000 jobs: what is not seen is not in the page. */
final class LongListIT {
    private static final int JOBS = 100_000;
    private static final int MOST_ROWS = 80;

    /** Copies of the one job that there is, each a second older than the one before. */
    private static final String FILL = """
            INSERT INTO processing_jobs SELECT (jsonb_populate_record(p, jsonb_build_object('job_id', md5(n::text),
                'video_id', 'video-' || n, 'url', 'https://example.org/' || n, 'created_at', p.created_at - make_interval(secs => n)))).*
            FROM processing_jobs p, generate_series(1, ?) n
            """;

    private static final String FILL_STATES = """
            INSERT INTO job_states SELECT p.job_id, s.state || jsonb_build_object('job_id', p.job_id, 'created_at', p.created_at,
                'job', s.state -> 'job' || jsonb_build_object('job_id', p.job_id, 'url', p.url, 'created_at', p.created_at))
            FROM processing_jobs p, (SELECT state::jsonb AS state FROM job_states) s WHERE p.url LIKE 'https://example.org/%'
            """;

    @RegisterExtension
    static final Browser browser = new Browser();

    @TempDir
    static Path directory;

    @Test
    void theEndIsOneJumpAwayAndOnlyWhatIsSeenIsInThePage() throws Exception {
        try (var all = new Surroundings(directory).start()) {
            Job newest = Scenes.job("newest", "alice", JobOptions.DEFAULTS);
            all.send(Scenes.command(newest));
            JdbcClient tables = all.database.admin();
            await().until(() -> tables.sql("SELECT count(*) FROM job_states")
                            .query(Long.class)
                            .single()
                    == 1);
            tables.sql(FILL).param(JOBS).update();
            tables.sql(FILL_STATES).update();
            tables.sql("SELECT recount_jobs()").query(row -> {});
            tables.sql("ANALYZE").update();

            browser.open(all, Surroundings.SUBMITTER, "#/");
            browser.shows(".job[aria-rowindex='2']", newest.url());
            assertThat(browser.find("[role=table]").getDomAttribute("aria-rowcount"))
                    .isEqualTo(String.valueOf(JOBS + 2));
            browser.find("body").sendKeys(Keys.END);
            browser.shows(".job[aria-rowindex='" + (JOBS + 2) + "']", "https://example.org/" + JOBS);
            assertThat(browser.all(".job")).hasSizeLessThan(MOST_ROWS);

            browser.script("window.scrollTo(0, document.documentElement.scrollHeight / 2)");
            soon().until(() -> browser.all(".job[aria-busy]").isEmpty()
                    && browser.text(".job a").startsWith("http"));
            assertThat(browser.all(".job")).hasSizeLessThan(MOST_ROWS);
            assertThat(browser.all("rf-job-list *")).hasSizeLessThan(30 * MOST_ROWS);

            browser.find(".job a").sendKeys(Keys.ARROW_DOWN, Keys.ARROW_DOWN);
            String focused = "return document.activeElement.textContent";
            Object held = browser.script(focused);
            browser.script("window.scrollBy(0, 3000)");
            soon().until(() -> browser.all(".job[aria-busy]").isEmpty());
            assertThat(browser.script(focused)).isEqualTo(held);
            browser.find("body").sendKeys(Keys.HOME);
            browser.shows(".job[aria-rowindex='2']", newest.url());
            assertThat(browser.complaints()).isEmpty();
        }
    }
}
