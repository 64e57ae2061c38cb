package io.reelflow.status.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.reelflow.status.Surroundings;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.springframework.util.FileSystemUtils;

/**
 * A real Chromium, one for a class, by {@code @RegisterExtension static final Browser browser = new Browser()}. Each test
 * begins on an empty page, signed out, with nothing complained. The class is left out only where the machine has none.
 */
public final class Browser implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {
    private static final Path BINARY = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");

    private @Nullable ChromeDriver driver;
    private @Nullable Path profile;

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        assumeThat(BINARY).exists();
        assumeThat(DRIVER).exists();
        profile = Files.createTempDirectory("browser");
        var options = new ChromeOptions();
        options.setBinary(BINARY.toFile());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--autoplay-policy=no-user-gesture-required",
                "--user-data-dir=" + profile);
        var service = new ChromeDriverService.Builder()
                .usingDriverExecutable(DRIVER.toFile())
                .usingAnyFreePort()
                .build();
        driver = new ChromeDriver(service, options);
        size(1_440, 900);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        driver().get("about:blank");
        driver().executeCdpCommand("Network.clearBrowserCookies", Map.of());
        driver().manage().logs().get(LogType.BROWSER);
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        if (driver != null) {
            driver.quit();
        }
        if (profile != null) {
            FileSystemUtils.deleteRecursively(profile);
        }
    }

    public ChromeDriver driver() {
        return Objects.requireNonNull(driver, "the browser is started before the class");
    }

    /** Signs in by a link and waits for the navigation; then the view of {@code #…}, as {@code #/jobs/ID}, is asked for. */
    public void open(Surroundings all, String key, String view) {
        open(all.address(), key, view);
    }

    public void open(URI service, String key, String view) {
        driver().get("about:blank");
        driver().get(service + "/#key=" + key);
        soon().until(() -> find("header nav").isDisplayed());
        go(view);
    }

    /** Another view, without loading the page again. */
    public void go(String view) {
        script("location.hash = arguments[0]", view);
    }

    /** The size of the page; below 500 px as on a phone, where windows are wider. */
    public void size(int width, int height) {
        driver().executeCdpCommand(
                        "Emulation.setDeviceMetricsOverride",
                        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    /** The colours that the system of this person prefers. */
    public void dark(boolean dark) {
        driver().executeCdpCommand(
                        "Emulation.setEmulatedMedia",
                        Map.of(
                                "features",
                                List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
    }

    public byte[] picture() {
        return driver().getScreenshotAs(OutputType.BYTES);
    }

    public WebElement find(String selector) {
        return driver().findElement(By.cssSelector(selector));
    }

    public List<WebElement> all(String selector) {
        return driver().findElements(By.cssSelector(selector));
    }

    public String text(String selector) {
        return Objects.requireNonNull(find(selector).getText());
    }

    /** The button that is called so, to the eye or to a screen reader. */
    public WebElement button(String name) {
        return named("button", name);
    }

    public WebElement link(String name) {
        return named("a", name);
    }

    private WebElement named(String tag, String name) {
        return driver().findElement(
                        By.xpath("//%1$s[normalize-space()=\"%2$s\" or @aria-label=\"%2$s\"]".formatted(tag, name)));
    }

    /** What is filled in under this label. */
    public WebElement field(String label) {
        WebElement found = driver().findElement(By.xpath("//label[text()[normalize-space()=\"%s\"]]".formatted(label)));
        String id = found.getDomAttribute("for");
        return id == null ? found.findElement(By.cssSelector("input, select, textarea")) : find("#" + id);
    }

    /** Of the choices under this label, the one with this value. */
    public void choose(String label, String value) {
        field(label)
                .findElement(By.cssSelector("option[value='" + value + "']"))
                .click();
    }

    /** What a script {@code return}s. */
    public @Nullable Object script(String script, Object... arguments) {
        return driver().executeScript(script, arguments);
    }

    public static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(30)).ignoreExceptions();
    }

    /** This text stands there within seconds. */
    public void shows(String selector, String text) {
        soon().untilAsserted(() -> assertThat(text(selector)).contains(text));
    }

    /**
     * What the browser has complained about since it was asked last: a refused script, a missing file, an exception. A
     * page that nobody has signed in to is told so by a 401; that one is meant.
     */
    public List<String> complaints() {
        return driver().manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::getMessage)
                .filter(message -> !message.contains("401"))
                .toList();
    }
}
