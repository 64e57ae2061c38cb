package io.reelflow.media.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several processes of one machine that share the folder of models. */
class ModelProcessesTest {
    private static final byte[] SMALL = ModelSite.weights(1, 100_000);
    private static final byte[] BASE = ModelSite.weights(2, 100_000);

    @TempDir
    Path folder;

    private final List<Process> processes = new ArrayList<>();
    private ModelSite site;

    @BeforeEach
    void open() throws IOException {
        site = new ModelSite();
    }

    @AfterEach
    void close() throws InterruptedException {
        for (Process process : processes) {
            process.destroyForcibly().waitFor();
        }
        site.close();
    }

    @Test
    void oneDownloadIsForAllWhoAskAndWhatOneUsesNobodyRemoves() throws Exception {
        CountDownLatch bothAsk = new CountDownLatch(1);
        site.at("/small", exchange -> {
            bothAsk.await();
            ModelSite.file(SMALL).to(exchange);
        });
        site.at("/base", ModelSite.file(BASE));
        BufferedReader one = ask();
        await().until(() -> !site.requests.isEmpty());
        BufferedReader other = ask();
        assertThat(other.readLine()).startsWith("small: another job is getting it, 0 of 100000 bytes");
        bothAsk.countDown();

        assertThat(one.lines().filter(line -> line.equals("holds small.bin")).findFirst())
                .isPresent();
        assertThat(other.lines().filter(line -> line.equals("holds small.bin")).findFirst())
                .isPresent();
        assertThat(site.requests).containsExactly("/small");

        assertThatThrownBy(() -> models().ensure("base", line -> {}))
                .hasMessageContaining("models in use leave no room");
        for (Process process : processes) {
            process.getOutputStream().close();
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        }
        assertThat(models().ensure("base", line -> {})).hasBinaryContent(BASE);
        assertThat(folder.resolve("cache/models/small.bin")).doesNotExist();
    }

    @Test
    void theDownloadOfAProcessThatWasKilledIsGoneOnWith() throws Exception {
        site.at("/small", exchange -> {
            if (ModelSite.from(exchange) > 0) {
                ModelSite.file(SMALL).to(exchange);
                return;
            }
            ModelSite.send(exchange, SMALL, 0, 60_000);
            new CountDownLatch(1).await();
        });
        BufferedReader killed = ask();
        assertThat(killed.lines()
                        .filter(line -> line.equals("small: 60000 of 100000 bytes from our site"))
                        .findFirst())
                .isPresent();
        processes.get(0).destroyForcibly().waitFor();

        assertThat(models().ensure("small", line -> {})).hasBinaryContent(SMALL);
        assertThat(site.requests).containsExactly("/small", "/small bytes=60000-");
    }

    private Models models() throws IOException {
        return new Models(
                ModelSite.config(folder, 150_000),
                List.of(
                        ModelSite.model("small", site.origin("/small", SMALL)),
                        ModelSite.model("base", site.origin("/base", BASE))),
                ModelSite.http(),
                Duration.ZERO);
    }

    private BufferedReader ask() throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        AskingProcess.class.getName(),
                        folder.toString(),
                        "150000",
                        site.uri("/small").toString(),
                        Integer.toString(SMALL.length),
                        ModelSite.sha256(SMALL))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        processes.add(process);
        return process.inputReader();
    }
}
