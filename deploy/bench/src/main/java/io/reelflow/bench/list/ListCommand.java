package io.reelflow.bench.list;

import io.reelflow.bench.browser.Chromium;
import io.reelflow.bench.client.Client;
import io.reelflow.bench.measure.Report;
import io.reelflow.bench.stack.RunOptions;
import io.reelflow.bench.stack.RunningStack;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench list}: what a list of very many jobs costs the browser that shows it. */
@Command(
        name = "list",
        description = "The dashboard's list of 100,000 jobs in a real browser: first content, scrolling, memory.")
public final class ListCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int MOST_ROWS = 100;

    /** Notes long tasks and the moment of the first row, from before the page's own script. */
    private static final String NOTES = """
            window.noted = { tasks: [], first: 0 };
            new PerformanceObserver((list) => list.getEntries().forEach((each) => noted.tasks.push(each.duration)))
              .observe({ type: "longtask", buffered: true });
            new MutationObserver(() => {
              if (!noted.first && document.querySelector(".job[data-job]")) noted.first = performance.now();
            }).observe(document, { childList: true, subtree: true });
            """;

    private static final String FIRST = """
            const answer = performance.getEntriesByType("resource").find((each) => each.name.includes("/api/v1/jobs?"));
            return noted.first - answer.responseEnd;
            """;

    /** Down by a page's height at each frame, then to and fro. */
    private static final String SCROLL = """
            const [frames, jumps, done] = arguments;
            noted.tasks.length = 0;
            let number = 0;
            const jump = () => {
              window.scrollTo(0, document.documentElement.scrollHeight * ((number++ * 0.618) % 1));
              if (number < jumps) setTimeout(jump, 150);
              else setTimeout(() => done(Math.max(0, ...noted.tasks)), 500);
            };
            const step = () => {
              window.scrollBy(0, window.innerHeight);
              if (number++ < frames) requestAnimationFrame(step);
              else { number = 0; jump(); }
            };
            step();
            """;

    /** The link of the last row, once it is there. */
    private static final String LAST = """
            document.querySelector(`.job[aria-rowindex="${document.querySelector('.jobs').ariaRowCount}"] a[href]`)""";

    private static final String SEEN = """
            return [...document.querySelectorAll(".job")].map((row) => row.ariaRowIndex + " " + row.textContent.trim()).join("; ")
              + " of " + document.querySelector(".jobs").ariaRowCount + " at " + window.scrollY
              + " of " + document.documentElement.scrollHeight""";

    @Mixin
    private RunOptions run = new RunOptions();

    @Option(names = "--jobs", paramLabel = "N", description = "In the list. Default: ${DEFAULT-VALUE}")
    private int jobs = 100_000;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        run.needsOwnStack("jobs that never were would be left in it");
        return run.run("bench list", List.of(), spec.commandLine().getOut(), this::measure);
    }

    private void measure(RunningStack stack, Report report) throws Exception {
        copies(stack);
        try (var chromium = new Chromium()) {
            chromium.size(1_440, 900);
            chromium.driver().executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", NOTES));
            chromium.signIn(stack.endpoints(), PATIENCE);
            chromium.await("window.noted.first", PATIENCE);
            report.figure("jobs in the list", jobs, "")
                    .figure("first row after the answer", number(chromium.script(FIRST)), "ms", 1_000.0, null)
                    .figure("longest task while scrolling", scroll(chromium), "ms", 100.0, null)
                    .figure("heap after it, collected", heap(chromium), "MB", 100.0, null);
            end(chromium, report);
        }
    }

    /** One job that went through everything, and as many like it. */
    private void copies(RunningStack stack) throws Exception {
        var client = new Client(stack.endpoints());
        String job = client.post("/jobs", Map.of("url", "https://talks.example/0", "options", Map.of("dry_run", true)))
                .orThrow()
                .path("id")
                .asString();
        client.get("/jobs/" + job + "?wait=60").orThrow();
        Copies.fill(stack.endpoints().postgres(), jobs);
    }

    private static double scroll(Chromium chromium) {
        chromium.driver().manage().timeouts().scriptTimeout(PATIENCE);
        return number(chromium.driver().executeAsyncScript(SCROLL, 600, 100));
    }

    private static double heap(Chromium chromium) {
        chromium.driver().executeCdpCommand("HeapProfiler.collectGarbage", Map.of());
        return number(chromium.driver()
                        .executeCdpCommand("Runtime.getHeapUsage", Map.of())
                        .get("usedSize"))
                / 1e6;
    }

    private void end(Chromium chromium, Report report) throws IOException, InterruptedException {
        chromium.script("window.scrollTo(0, document.documentElement.scrollHeight)");
        Object last;
        try {
            chromium.await(LAST, PATIENCE);
            last = chromium.script("return " + LAST + ".textContent");
        } catch (IOException late) {
            last = chromium.script(SEEN);
        }
        double rows = number(chromium.script("return document.querySelectorAll('.job').length"));
        report.promise(
                        "a jump to the end shows the last job",
                        ("https://talks.example/" + jobs).equals(last),
                        "" + last)
                .promise("what is not seen is not in the page", rows <= MOST_ROWS, rows + " rows");
    }

    private static double number(@Nullable Object value) {
        return value instanceof Number number ? number.doubleValue() : Double.NaN;
    }
}
