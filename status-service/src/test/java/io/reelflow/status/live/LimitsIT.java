package io.reelflow.status.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobEvent;
import io.reelflow.schemas.job.JobEventType;
import io.reelflow.status.Scenes;
import io.reelflow.status.Surroundings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.http.codec.ServerSentEvent;

/** What a stream says when nothing happens, with shorter times than a user's. */
final class LimitsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    static Path directory;

    private static Surroundings all;

    @BeforeAll
    static void start() throws Exception {
        System.setProperty("reelflow.live.silence", "2s");
        System.setProperty("reelflow.live.heartbeat", "100ms");
        all = new Surroundings(directory).start();
    }

    @AfterAll
    static void stop() throws Exception {
        System.clearProperty("reelflow.live.silence");
        System.clearProperty("reelflow.live.heartbeat");
        all.close();
    }

    private static Job waiting(String name) {
        Job job = Scenes.job(name);
        all.send(Scenes.command(job));
        all.send(List.of(Scenes.queued(job)));
        return job;
    }

    @Test
    void aRunningJobThatSaysNothingEndsTheStreamWithAnError() throws Exception {
        Job job = waiting("silent");
        all.send(Scenes.started(job, 1));
        List<ServerSentEvent<String>> seen = Objects.requireNonNull(new Clients(all)
                .raw(Surroundings.READER, Clients.stream(job.jobId()), null)
                .collectList()
                .block(PATIENCE));
        List<ServerSentEvent<String>> events =
                seen.stream().filter(each -> each.data() != null).toList();
        assertThat(events.stream().map(Clients::name)).containsExactly("initial_status", "error");
        assertThat(Clients.json(events.get(1)).path("code").asString()).isEqualTo("NO_UPDATES");
        assertThat(events.get(1).id())
                .as("a client that comes back goes on where it was")
                .isNull();
        new AsyncApi().validate("/api/v1/jobs/{id}/stream", "error", Clients.json(events.get(1)));
        assertThat(seen.stream().filter(each -> each.comment() != null)).hasSizeGreaterThan(1);

        Socket socket = Socket.open(all.address(), Surroundings.READER, "/ws/" + job.jobId());
        assertThat(socket.closed.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo(1013);
        new AsyncApi().validate("/ws/{id}", "error", socket.messages.get(socket.messages.size() - 1));
    }

    @Test
    void aJobThatWaitsMaySayNothingForLong() {
        Job silent = waiting("ends-meanwhile");
        Job job = waiting("patient");
        var seen = new CopyOnWriteArrayList<ServerSentEvent<String>>();
        var patient = new Clients(all)
                .events(Surroundings.READER, Clients.stream(job.jobId()), null)
                .subscribe(seen::add);
        await().untilAsserted(() -> assertThat(seen).hasSize(1));
        all.send(Scenes.started(silent, 1));
        new Clients(all)
                .events(Surroundings.READER, Clients.stream(silent.jobId()), null)
                .blockLast(PATIENCE);
        assertThat(seen).hasSize(1);
        assertThat(patient.isDisposed()).isFalse();
        patient.dispose();
    }

    @Test
    void aJobIsStalledUntilItIsHeardOfAgain() {
        Job job = waiting("stalled");
        all.send(Scenes.started(job, 1));
        var seen = new CopyOnWriteArrayList<ServerSentEvent<String>>();
        var stream = new Clients(all)
                .events(Surroundings.READER, Clients.stream(job.jobId()), null)
                .subscribe(seen::add);
        await().untilAsserted(() -> assertThat(seen).hasSize(1));
        assertThat(Clients.json(seen.get(0)).path("stalled").asBoolean()).isTrue();

        all.send(JobEvent.of(job, JobEventType.HEARTBEAT, 1, Instant.now().plusSeconds(60), ""));
        await().untilAsserted(() -> assertThat(seen).hasSize(2));
        assertThat(Clients.name(seen.get(1))).isEqualTo("job_update");
        assertThat(Clients.json(seen.get(1)).has("stalled")).isFalse();
        assertThat(seen.get(1).id()).isNull();
        stream.dispose();
    }
}
