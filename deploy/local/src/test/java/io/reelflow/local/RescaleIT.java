package io.reelflow.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reelflow.local.home.Endpoints;
import io.reelflow.local.home.Home;
import io.reelflow.local.process.Children;
import io.reelflow.local.process.Proc;
import io.reelflow.local.process.Teardown;
import io.reelflow.schemas.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What runs takes another shape, and outlives its supervisor, without losing a job or where it is measured. */
@Timeout(300)
class RescaleIT {
    private static final String SETTING = "REELFLOW_AGEING_SECONDS";

    @TempDir
    Path folder;

    private Launcher.Result reelflow(Map<String, String> environment, String... arguments) throws Exception {
        return new Launcher(folder.resolve("home"), environment).run(arguments);
    }

    private String done(Launcher.Result result) {
        assertThat(result.code()).as(result.output()).isZero();
        return result.output();
    }

    @AfterEach
    void leaveNothing() throws Exception {
        done(reelflow(Map.of(), "down", "--purge"));
    }

    @Test
    void jobsGoOnThroughMoreTaskManagersAndAnotherSupervisor() throws Exception {
        done(reelflow(Map.of(SETTING, "61"), "up"));
        var home = new Home(folder.resolve("home"));
        Endpoints one = Endpoints.of(home);
        String last = done(reelflow(Map.of(), "submit", "--file", dryJobs().toString()))
                .lines()
                .filter(line -> line.startsWith("{"))
                .reduce((before, line) -> line)
                .orElseThrow();

        done(reelflow(Map.of(), "up", "--taskmanagers", "2"));
        Endpoints two = Endpoints.of(home);
        assertThat(two.metrics()).containsKeys("jobmanager", "taskmanager", "taskmanager-2");
        assertThat(two.processes().get("taskmanager")).isEqualTo(one.processes().get("taskmanager"));
        for (String page : Objects.requireNonNull(two.metrics()).values()) {
            assertThat(status(page)).as(page).isEqualTo(200);
        }

        long supervisor = Children.pid(home, Teardown.SUPERVISOR).orElseThrow();
        assertThat(Proc.environment(supervisor)).containsEntry(SETTING, "61");
        ProcessHandle.of(supervisor).orElseThrow().destroyForcibly();
        await().until(() -> Children.pid(home, Teardown.SUPERVISOR).isEmpty());
        done(reelflow(Map.of(), "up"));
        assertThat(Endpoints.of(home)).as("all of it is taken over").isEqualTo(two);
        assertThat(Proc.environment(Children.pid(home, Teardown.SUPERVISOR).orElseThrow()))
                .containsEntry(SETTING, "61");

        done(reelflow(Map.of(), "watch", Json.MAPPER.readTree(last).path("id").asString("")));
        done(reelflow(Map.of(), "submit", "--wait", "--option", "dry_run=true", "https://example.org/after"));
    }

    private Path dryJobs() throws Exception {
        String lines = IntStream.range(0, 300)
                .mapToObj(i -> "{\"url\": \"https://example.org/dry/" + i + "\", \"options\": {\"dry_run\": true}}")
                .collect(Collectors.joining("\n"));
        return Files.writeString(folder.resolve("jobs.ndjson"), lines);
    }

    private static int status(String page) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(page)).build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
