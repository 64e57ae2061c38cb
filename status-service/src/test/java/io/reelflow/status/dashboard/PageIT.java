package io.reelflow.status.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobEvent;
import io.reelflow.schemas.job.Stage;
import io.reelflow.status.Result;
import io.reelflow.status.Scenes;
import io.reelflow.status.Surroundings;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;

/** The page as a person meets it, in a real browser; left out only where the machine has none. */
final class PageIT {
    private static final Path BROWSER = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");

    @TempDir
    static Path directory;

    private static Surroundings all;
    private ChromeDriver browser;

    @BeforeAll
    static void start() throws Exception {
        assumeThat(BROWSER).exists();
        assumeThat(DRIVER).exists();
        all = new Surroundings(directory).start();
    }

    @AfterAll
    static void stop() throws Exception {
        if (all != null) {
            all.close();
        }
    }

    @BeforeEach
    void open(@TempDir Path profile) {
        var options = new ChromeOptions();
        options.setBinary(BROWSER.toFile());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--autoplay-policy=no-user-gesture-required",
                "--user-data-dir=" + profile.resolve("chromium"));
        var service = new ChromeDriverService.Builder()
                .usingDriverExecutable(DRIVER.toFile())
                .usingAnyFreePort()
                .build();
        browser = new ChromeDriver(service, options);
    }

    @AfterEach
    void close() {
        browser.quit();
    }

    @Test
    void aPersonSignsInSendsAnAddressFollowsItAndSeesWhatCameOut() throws Exception {
        browser.get(all.address() + "/");
        find("#key").sendKeys("wrong");
        find("#sign-in-form button").click();
        soon().untilAsserted(() -> assertThat(text("#notice")).contains("not known"));
        find("#key").clear();
        find("#key").sendKeys(Surroundings.SUBMITTER);
        find("#sign-in-form button").click();
        soon().until(() -> find("#url").isDisplayed());

        find("#url").sendKeys("https://media.example.org/talk.mp4");
        find("#url-form button").click();
        soon().untilAsserted(() -> assertThat(text("#job-status")).isEqualTo("queued"));
        Job job = Scenes.job("https://media.example.org/talk.mp4");
        assertThat(find("#job").getDomAttribute("data-job")).isEqualTo(job.jobId());

        all.send(List.of(Scenes.queued(job), Scenes.started(job, 1)));
        all.send(Scenes.stage(job, 1, Stage.DOWNLOADING, 4));
        all.send(Scenes.progressed(job, 1, Stage.TRANSCRIBING, 0.5));
        soon().untilAsserted(() ->
                assertThat(text("[data-stage=transcribing] output")).isEqualTo("50 %"));
        assertThat(text("[data-stage=downloading] output")).isEqualTo("100 %");

        String manifest = Result.write(all.objects, job, video(), image());
        all.send(completed(job, manifest));
        soon().untilAsserted(() -> assertThat(text("#job-status")).isEqualTo("completed"));
        soon().untilAsserted(() -> assertThat(text("#transcript")).contains("This is the talk."));
        assertThat(text("#job-percent")).isEqualTo("100 %");
        assertThat(text("#slides figcaption strong")).isEqualTo("First <b>slide</b>");
        assertThat(text("#job-title")).isEqualTo(Result.TITLE);
        assertThat(browser.getTitle()).isEqualTo("Reelflow");
        soon().until(() -> Boolean.TRUE.equals(
                script("const i = document.querySelector('#slides img'); return i.complete && i.naturalWidth > 0")));
        clipSeeks();
        assertThat(complaints()).isEmpty();
    }

    @Test
    void aLinkWithAKeySignsInAndTheKeyIsGoneFromTheAddress() {
        browser.get(all.address() + "/#key=" + Surroundings.SUBMITTER);
        soon().until(() -> find("#url").isDisplayed());
        assertThat(browser.getCurrentUrl()).doesNotContain("key=");
        assertThat(script("return document.cookie")).isEqualTo("");
        browser.navigate().refresh();
        soon().until(() -> find("#url").isDisplayed());
        find("#sign-out").click();
        soon().until(() -> find("#key").isDisplayed());
        browser.navigate().refresh();
        soon().until(() -> find("#key").isDisplayed());
    }

    @Test
    void aFileGoesUpFromThePageAndBecomesAJob() throws Exception {
        Path file = Files.writeString(directory.resolve("talk.mp4"), "not really a video");
        browser.get(all.address() + "/#key=" + Surroundings.SUBMITTER);
        soon().until(() -> find("#file").isDisplayed());
        find("#file").sendKeys(file.toString());
        find("#file-form button").click();
        soon().untilAsserted(() -> assertThat(text("#job-status")).isEqualTo("queued"));
        assertThat(all.objects.resolve("uploaded")).hasContent("not really a video");
        assertThat(complaints()).isEmpty();
    }

    /** Plays through our own address: metadata come, and a seek goes to the middle by a range. */
    private void clipSeeks() {
        script("const v = document.querySelector('#clips video'); v.muted = true; v.preload = 'auto'; v.load()");
        soon().until(() ->
                ((Number) script("return document.querySelector('#clips video').readyState")).intValue() >= 1);
        script("document.querySelector('#clips video').currentTime = 2");
        soon().until(() -> Boolean.TRUE.equals(script("const v = document.querySelector('#clips video');"
                + " return !v.seeking && v.currentTime === 2 && v.error === null")));
    }

    private static JobEvent completed(Job job, String manifest) {
        return Scenes.completed(job, 1, manifest);
    }

    private static byte[] image() throws IOException {
        var picture = new BufferedImage(64, 36, BufferedImage.TYPE_INT_RGB);
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(picture, "png", bytes);
        return bytes.toByteArray();
    }

    /** Three seconds of a test picture, H.264. */
    private static byte[] video() throws IOException {
        try (InputStream clip = Objects.requireNonNull(PageIT.class.getResourceAsStream("/clip.mp4"))) {
            return clip.readAllBytes();
        }
    }

    /** What the browser complains about: a refused script, a missing file, an exception. The wrong key is meant. */
    private List<String> complaints() {
        return browser.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::getMessage)
                .filter(message -> !message.contains("401"))
                .toList();
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(30)).ignoreExceptions();
    }

    private WebElement find(String selector) {
        return browser.findElement(By.cssSelector(selector));
    }

    private String text(String selector) {
        return Objects.requireNonNull(find(selector).getText());
    }

    private @Nullable Object script(String script) {
        return browser.executeScript(script);
    }
}
