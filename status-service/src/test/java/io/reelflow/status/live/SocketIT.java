package io.reelflow.status.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobEvent;
import io.reelflow.schemas.job.JobOptions;
import io.reelflow.status.Scenes;
import io.reelflow.status.Surroundings;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.http.codec.ServerSentEvent;
import tools.jackson.databind.JsonNode;

/** A job over a WebSocket, from the handshake to the close. */
final class SocketIT {
    private static final long PATIENCE = 60;

    @TempDir
    static Path directory;

    private static Surroundings all;
    private final AsyncApi document = new AsyncApi();

    @BeforeAll
    static void start() throws Exception {
        System.setProperty("reelflow.live.heartbeat", "200ms");
        all = new Surroundings(directory).start();
    }

    @AfterAll
    static void stop() throws Exception {
        System.clearProperty("reelflow.live.heartbeat");
        all.close();
    }

    private static Job begun(String name) {
        Job job = Scenes.job(name);
        all.send(Scenes.command(job));
        all.send(List.of(Scenes.queued(job), Scenes.started(job, 1)));
        return job;
    }

    @Test
    void theEventsComeInEnvelopesAndTheEndClosesTheSocket() throws Exception {
        for (String path : List.of("/ws/", "/api/v1/ws/")) {
            Job job = begun("socket" + path);
            Socket socket = Socket.open(all.address(), Surroundings.READER, path + job.jobId());
            await().untilAsserted(() -> assertThat(socket.messages).isNotEmpty());
            await().untilAsserted(() -> assertThat(socket.pings.get()).isPositive());
            List<JobEvent> story = Scenes.story(job, 3, null);
            all.send(story.subList(2, story.size()));

            assertThat(socket.closed.get(PATIENCE, TimeUnit.SECONDS)).isEqualTo(1000);
            List<String> types = socket.messages.stream().map(SocketIT::type).toList();
            assertThat(types.get(0)).isEqualTo("initial_status");
            assertThat(types.subList(1, types.size() - 1)).containsOnly("job_update");
            assertThat(types.get(types.size() - 1)).isEqualTo("job_completed");
            socket.messages.forEach(each -> document.validate(path + "{id}", "job", each));
            JsonNode last = socket.messages.get(types.size() - 1).path("data");
            assertThat(last.path("job_id").asString()).isEqualTo(job.jobId());
            assertThat(last.path("progress").asDouble()).isEqualTo(100);
        }
    }

    @Test
    void aClientThatComesBackGoesOnWhereItWas() throws Exception {
        Job job = begun("socket-resumed");
        Socket first = Socket.open(all.address(), Surroundings.READER, "/ws/" + job.jobId());
        await().untilAsserted(() -> assertThat(first.messages).isNotEmpty());
        String seen = first.messages.get(0).path("id").asString();
        all.send(List.of(Scenes.failed(job, 1)));
        assertThat(first.closed.get(PATIENCE, TimeUnit.SECONDS)).isEqualTo(1000);

        Socket second =
                Socket.open(all.address(), Surroundings.READER, "/ws/" + job.jobId() + "?last_event_id=" + seen);
        assertThat(second.closed.get(PATIENCE, TimeUnit.SECONDS)).isEqualTo(1000);
        assertThat(second.messages.stream().map(SocketIT::type))
                .as("no second snapshot")
                .isNotEmpty()
                .doesNotContain("initial_status", "resync")
                .endsWith("job_failed");

        String end = second.messages.get(second.messages.size() - 1).path("id").asString();
        Socket third = Socket.open(all.address(), Surroundings.READER, "/ws/" + job.jobId() + "?last_event_id=" + end);
        assertThat(third.closed.get(PATIENCE, TimeUnit.SECONDS)).isEqualTo(1000);
        assertThat(third.messages).isEmpty();
    }

    @Test
    void whoMayNotSeeTheJobIsRefusedByTheHandshake() {
        Job job = begun("socket-refused");
        Job another = Scenes.job("socket-of-bob", "bob", JobOptions.DEFAULTS);
        all.send(Scenes.command(another));
        assertThat(Socket.refused(all.address(), "no such key", "/ws/" + job.jobId()))
                .isEqualTo(401);
        assertThat(Socket.refused(all.address(), Surroundings.READER, "/ws/" + another.jobId()))
                .isEqualTo(403);
        assertThat(Socket.refused(
                        all.address(), Surroundings.READER, "/api/v1/ws/00000000-0000-0000-0000-000000000000"))
                .isEqualTo(404);
    }

    @Test
    void whenTheServiceStopsStreamsEndAndSayWhatForAndNothingHoldsItUp() throws Exception {
        Job job = begun("stopped");
        Socket socket = Socket.open(all.address(), Surroundings.READER, "/ws/" + job.jobId());
        CompletableFuture<List<ServerSentEvent<String>>> events = new Clients(all)
                .raw(Surroundings.READER, Clients.stream(job.jobId()), null)
                .collectList()
                .toFuture();
        CompletableFuture<List<ServerSentEvent<String>>> everything = new Clients(all)
                .raw(Surroundings.READER, "/api/v1/stream", null)
                .collectList()
                .toFuture();
        await().untilAsserted(() -> assertThat(socket.pings.get()).isPositive());

        all.start();

        assertThat(socket.closed.get(PATIENCE, TimeUnit.SECONDS)).isEqualTo(1001);
        List<ServerSentEvent<String>> seen = events.get(PATIENCE, TimeUnit.SECONDS);
        assertThat(seen.stream().filter(each -> each.retry() != null)).hasSize(1);
        assertThat(seen.stream().filter(each -> each.data() != null).map(Clients::name))
                .containsExactly("initial_status");
        assertThat(everything.get(PATIENCE, TimeUnit.SECONDS)).isNotEmpty();
    }

    private static String type(JsonNode message) {
        return message.path("type").asString();
    }
}
