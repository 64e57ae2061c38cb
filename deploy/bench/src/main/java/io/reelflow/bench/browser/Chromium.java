package io.reelflow.bench.browser;

import io.reelflow.bench.stack.Scratch;
import io.reelflow.local.home.Endpoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** A headless Chromium with a profile of its own, which is gone at the end. */
public final class Chromium implements AutoCloseable {
    private static final Path BINARY = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    /** It asks for a library of the very version of this Chromium, whose commands are not used here. */
    private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

    private final Path profile;
    private final ChromeDriver driver;

    /** @throws IOException where this machine has none */
    public Chromium() throws IOException {
        for (Path each : List.of(BINARY, DRIVER)) {
            if (!Files.exists(each)) {
                throw new IOException(each + " is missing: apt-get install chromium chromium-driver");
            }
        }
        profile = Files.createTempDirectory("reelflow-chromium-");
        SELENIUM.setLevel(Level.SEVERE);
        var options = new ChromeOptions();
        options.setBinary(BINARY.toFile());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--hide-scrollbars",
                "--user-data-dir=" + profile);
        driver = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(DRIVER.toFile())
                        .usingAnyFreePort()
                        .build(),
                options);
    }

    public ChromeDriver driver() {
        return driver;
    }

    /** Signs in as the administrator of a stack. */
    public void signIn(Endpoints endpoints, Duration patience) throws IOException, InterruptedException {
        driver.get("about:blank");
        driver.get(endpoints.dashboard() + "#key=" + endpoints.keys().admin());
        await("document.querySelector('header nav')", patience);
    }

    /** Another view, as {@code #/jobs/ID}, without loading the page again. */
    public void go(String view) {
        driver.executeScript("location.hash = arguments[0]", view);
    }

    /** The size of the page; below 500 px as on a phone, where windows are wider. */
    public void size(int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    /** The colours that the system of this person prefers. */
    public void dark(boolean dark) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
    }

    /** PNG of what is seen. */
    public byte[] picture() {
        return driver.getScreenshotAs(OutputType.BYTES);
    }

    public @Nullable Object script(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /** @throws IOException where the expression does not come true in time */
    public void await(String expression, Duration patience) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!Boolean.TRUE.equals(driver.executeScript("return Boolean(" + expression + ")"))) {
            if (System.nanoTime() > deadline) {
                throw new IOException("within " + patience.toSeconds() + " s the page does not come to: " + expression);
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    @Override
    public void close() throws IOException {
        driver.quit();
        Scratch.delete(profile);
    }
}
