package io.reelflow.status.dashboard;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** axe-core, run in the page as it is seen. */
final class Axe {
    private static final String RUN = """
            const done = arguments[arguments.length - 1];
            const told = (node) => `${node.target.join(" ")}: ${node.failureSummary.replaceAll("\\n", " ")}`;
            axe.run(document, { resultTypes: ["violations"], runOnly: [
                "wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] })
              .then((found) => done(found.violations.map((each) => `${each.id}: ${each.nodes.map(told).join("; ")}`)))
              .catch((error) => done([`axe: ${error}`]));
            """;

    private final Browser browser;
    private final String source;

    Axe(Browser browser) {
        this.browser = browser;
        this.source = source();
        browser.driver().manage().timeouts().scriptTimeout(Duration.ofSeconds(60));
    }

    private static String source() {
        try (InputStream script = Objects.requireNonNull(Axe.class.getResourceAsStream("/axe.min.js"))) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A line for each rule that is broken, with where and why. */
    List<String> violations() {
        if (browser.script("return window.axe === undefined") == Boolean.TRUE) {
            browser.script(source);
        }
        return ((List<?>) Objects.requireNonNull(browser.driver().executeAsyncScript(RUN)))
                .stream().map(String::valueOf).toList();
    }
}
