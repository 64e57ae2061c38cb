package io.reelflow.status.dashboard;

import static io.reelflow.status.dashboard.Browser.soon;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.status.Surroundings;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Who comes in, and how. */
final class FrameIT {
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
    void aKeyThatIsNotKnownIsRefusedInWordsAndARightOneSignsIn() {
        browser.driver().get(all.address() + "/");
        soon().until(() -> browser.field("API key").isDisplayed());
        browser.field("API key").sendKeys("wrong");
        browser.button("Sign in").click();
        browser.shows("[role=alert]", "not known");
        browser.field("API key").clear();
        browser.field("API key").sendKeys(Surroundings.SUBMITTER);
        browser.button("Sign in").click();
        soon().until(() -> browser.link("Videos").isDisplayed());
        assertThat(browser.driver().getTitle()).isEqualTo("Reelflow");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void aLinkWithAKeySignsInAndTheKeyIsGoneFromTheAddress() {
        browser.driver().get(all.address() + "/#key=" + Surroundings.SUBMITTER);
        soon().until(() -> browser.link("Jobs").isDisplayed());
        assertThat(browser.driver().getCurrentUrl()).doesNotContain("key=");
        assertThat(browser.script("return document.cookie")).isEqualTo("");
        browser.driver().navigate().refresh();
        soon().until(() -> browser.link("Jobs").isDisplayed());
        browser.button("Sign out").click();
        soon().until(() -> browser.field("API key").isDisplayed());
        browser.driver().navigate().refresh();
        soon().until(() -> browser.field("API key").isDisplayed());
        assertThat(browser.complaints()).isEmpty();
    }
}
