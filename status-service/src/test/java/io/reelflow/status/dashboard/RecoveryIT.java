package io.reelflow.status.dashboard;

import static io.reelflow.status.dashboard.Browser.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobOptions;
import io.reelflow.schemas.job.Stage;
import io.reelflow.status.Scenes;
import io.reelflow.status.ServiceProcess;
import io.reelflow.status.Surroundings;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A page that stays open while the service is killed and comes back. */
final class RecoveryIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @RegisterExtension
    static final Browser browser = new Browser();

    @TempDir
    static Path directory;

    @Test
    void thePageSaysThatItIsCutOffAndRecoversWithoutAGap() throws Exception {
        int port = freePort();
        var address = URI.create("http://127.0.0.1:" + port);
        try (var all = new Surroundings(directory)) {
            Job seen = Scenes.job("seen", "alice", JobOptions.DEFAULTS);
            Job missed = Scenes.job("missed", "alice", JobOptions.DEFAULTS);
            all.send(Scenes.command(seen));
            try (var first = service(all, port)) {
                answers(address);
                browser.open(address, Surroundings.SUBMITTER, "#/");
                browser.shows(row(seen), "queued");
                browser.script("window.loadedOnce = true");
                first.kill();
                browser.shows("rf-home .notice", "connection is lost");
            }
            all.send(List.of(Scenes.started(seen, 1), Scenes.progressed(seen, 1, Stage.TRANSCRIBING, 0.5)));
            all.send(Scenes.command(missed));
            try (var second = service(all, port)) {
                answers(address);
                browser.shows(row(seen), "processing");
                browser.shows(row(missed), "queued");
                soon().until(() -> browser.all("rf-home .notice").isEmpty());
                all.send(Scenes.failed(seen, 1));
                browser.shows(row(seen), "failed");
                assertThat(second.isAlive()).isTrue();
            }
            assertThat(browser.script("return window.loadedOnce")).isEqualTo(true);
        }
    }

    private static ServiceProcess service(Surroundings all, int port) throws Exception {
        var environment = new HashMap<>(all.environment());
        environment.put("REELFLOW_PORT", String.valueOf(port));
        return new ServiceProcess(environment, directory.resolve("service.log"));
    }

    private static void answers(URI service) {
        var client = HttpClient.newHttpClient();
        var health = HttpRequest.newBuilder(service.resolve("/actuator/health")).build();
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> client.send(health, BodyHandlers.discarding()).statusCode() == 200);
    }

    private static int freePort() throws Exception {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String row(Job job) {
        return ".job[data-job='" + job.jobId() + "']";
    }
}
