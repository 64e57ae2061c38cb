package io.reelflow.media.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.reelflow.media.Progress;
import io.reelflow.media.fetch.SourceSite;
import io.reelflow.media.watch.Films;
import io.reelflow.schemas.job.JobOptions;
import io.reelflow.schemas.result.Clip;
import io.reelflow.schemas.result.Segment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** Clips of the sample talk as a viewer meets them, in a real browser; left out only where the machine has none. */
class ClipsInABrowserIT {
    private static final Path TALK = Path.of("..", "..", "deploy", "local", "demo", "talk.mp4");
    private static final Path BROWSER = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final double START = 13.2;
    private static final double SECONDS = 2.4;
    private static final String STATE = """
            const video = document.getElementById(arguments[0]);
            const track = video.querySelector('track');
            return {ended: video.ended, error: video.error ? video.error.message : '',
                    width: video.videoWidth, height: video.videoHeight, duration: video.duration,
                    frames: video.getVideoPlaybackQuality().totalVideoFrames,
                    sound: video.webkitAudioDecodedByteCount,
                    track: track.readyState, cues: track.track.cues ? track.track.cues.length : 0,
                    first: track.track.cues && track.track.cues.length ? track.track.cues[0].text : ''};
            """;

    @TempDir
    Path temp;

    @Test
    void everyFormatAndShapePlaysToItsEndWithItsCaptions() throws Exception {
        assumeThat(BROWSER).exists();
        assumeThat(DRIVER).exists();
        Map<String, Clip> clips = new LinkedHashMap<>();
        try (SourceSite site = new SourceSite()) {
            StringBuilder page = new StringBuilder("<!DOCTYPE html><title>Clips</title>");
            for (String format : List.of("mp4", "webm")) {
                for (String shape : List.of("9:16", "1:1", "16:9")) {
                    String name = format + "-" + shape.replace(':', 'x');
                    clips.put(name, publish(site, name, format, shape));
                    page.append("<video id='" + name + "' muted preload=auto src='" + name + "." + format + "'>"
                            + "<track default kind=captions srclang=en src='" + name + ".vtt'></video>");
                }
            }
            site.body("/", "text/html; charset=utf-8", page.toString().getBytes(StandardCharsets.UTF_8));
            ChromeDriver browser = open();
            try {
                browser.get(site.url("/"));
                browser.executeScript("document.querySelectorAll('video').forEach(video => video.play())");
                clips.forEach((name, clip) -> assertPlays(browser, name, clip));
            } finally {
                browser.quit();
            }
        }
    }

    private Clip publish(SourceSite site, String name, String format, String shape) throws Exception {
        JobOptions options = Requests.options(
                format, "480p", shape, "face", new JobOptions.Captions(true, "karaoke", "bottom"), null, false);
        Path folder = Files.createDirectory(temp.resolve(name));
        Segment spoken = Requests.segment(START, "These", "words", "are", "read");
        RenderRequest request = new RenderRequest(
                TALK.toString(),
                Films.source(TALK, 1),
                Requests.clip(START, START + SECONDS),
                null,
                List.of(spoken),
                options);
        Clip clip = new RenderTask(Films.CONFIG).run(request, folder, Progress.NONE);
        site.body("/" + name + "." + format, "video/" + format, Files.readAllBytes(folder.resolve("clip-1." + format)));
        site.body("/" + name + ".vtt", "text/vtt", Files.readAllBytes(folder.resolve("clip-1.vtt")));
        return clip;
    }

    private ChromeDriver open() {
        var options = new ChromeOptions();
        options.setBinary(BROWSER.toFile());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--autoplay-policy=no-user-gesture-required",
                "--user-data-dir=" + temp.resolve("chromium"));
        var service = new ChromeDriverService.Builder()
                .usingDriverExecutable(DRIVER.toFile())
                .usingAnyFreePort()
                .build();
        return new ChromeDriver(service, options);
    }

    private static void assertPlays(ChromeDriver browser, String name, Clip clip) {
        await(name)
                .atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(state(browser, name))
                        .as(name)
                        .containsEntry("error", "")
                        .containsEntry("ended", true));
        Map<?, ?> state = state(browser, name);
        assertThat(number(state, "width")).as(name).isEqualTo(clip.width());
        assertThat(number(state, "height")).as(name).isEqualTo(clip.height());
        assertThat(number(state, "duration")).as(name).isCloseTo(clip.duration(), within(0.1));
        assertThat(clip.duration()).as(name).isCloseTo(SECONDS, within(0.1));
        assertThat(number(state, "frames")).as(name).isPositive();
        assertThat(number(state, "sound")).as(name).isPositive();
        assertThat(number(state, "track")).as(name).isEqualTo(2);
        assertThat(state.get("first")).as(name).asString().contains("These words are read");
    }

    @SuppressWarnings("unchecked") // what the script returns
    private static Map<String, Object> state(ChromeDriver browser, String name) {
        return (Map<String, Object>) browser.executeScript(STATE, name);
    }

    private static double number(Map<?, ?> state, String name) {
        return state.get(name) instanceof Number number ? number.doubleValue() : Double.NaN;
    }
}
