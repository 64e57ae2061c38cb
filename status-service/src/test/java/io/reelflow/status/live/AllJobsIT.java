package io.reelflow.status.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobEvent;
import io.reelflow.schemas.job.JobOptions;
import io.reelflow.schemas.job.Stage;
import io.reelflow.status.Scenes;
import io.reelflow.status.Surroundings;
import java.io.BufferedInputStream;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.http.codec.ServerSentEvent;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;

/** All jobs in one stream; and clients that do not read. */
final class AllJobsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String ALL = "/api/v1/stream";

    @TempDir
    static Path directory;

    private static Surroundings all;
    private final AsyncApi document = new AsyncApi();

    @BeforeAll
    static void start() throws Exception {
        all = new Surroundings(directory).start();
    }

    @AfterAll
    static void stop() throws Exception {
        all.close();
    }

    /** What a watcher has been told, from the first stats on. */
    private static final class Watching implements AutoCloseable {
        final List<ServerSentEvent<String>> seen = new CopyOnWriteArrayList<>();
        private final Disposable stream;

        Watching(String key, String path, String... lastEventId) {
            stream = new Clients(all)
                    .events(key, path, lastEventId.length == 0 ? null : lastEventId[0])
                    .subscribe(seen::add);
            await().untilAsserted(() -> assertThat(names()).contains("stats"));
        }

        List<String> names() {
            return seen.stream().map(Clients::name).toList();
        }

        List<ServerSentEvent<String>> of(Job job) {
            return seen.stream()
                    .filter(each -> Clients.json(each).path("job_id").asString().equals(job.jobId()))
                    .toList();
        }

        List<String> statuses(Job job) {
            var statuses = new ArrayList<String>();
            of(job).stream()
                    .map(each -> Clients.json(each).path("status").asString())
                    .forEach(status -> {
                        if (statuses.isEmpty()
                                || !statuses.get(statuses.size() - 1).equals(status)) {
                            statuses.add(status);
                        }
                    });
            return statuses;
        }

        @Override
        public void close() {
            stream.dispose();
        }
    }

    @Test
    void everyTransitionOfEveryJobThatOneMaySee() {
        Job job = Scenes.job("watched");
        Job another = Scenes.job("watched-of-bob", "bob", JobOptions.DEFAULTS);
        try (var alice = new Watching(Surroundings.READER, ALL);
                var admin = new Watching(Surroundings.ADMIN, ALL)) {
            for (Job each : List.of(job, another)) {
                all.send(Scenes.command(each));
                all.send(Scenes.story(each, 20, null));
            }
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(admin.names())
                            .filteredOn("job_completed"::equals)
                            .hasSize(2));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(alice.names()).contains("job_completed"));

            assertThat(alice.of(another)).isEmpty();
            for (Job each : List.of(job, another)) {
                assertThat(admin.statuses(each)).containsExactly("queued", "processing", "completed");
                assertThat(admin.of(each).stream()
                                .map(event -> Clients.json(event).path("stage").asString())
                                .distinct())
                        .contains("downloading", "transcribing", "generating_clips", "finalizing");
                assertThat(admin.of(each).stream()
                                .map(event ->
                                        Clients.json(event).path("progress").asDouble()))
                        .isSorted();
            }
            admin.seen.forEach(each -> document.validate(ALL, Clients.name(each), Clients.json(each)));
        }
    }

    @Test
    void aFilterShowsWhatIsInItAndWhatLeavesIt() {
        Job job = Scenes.job("filtered");
        try (var running = new Watching(Surroundings.ADMIN, ALL + "?status=processing&user_id=" + Scenes.OWNER);
                var others = new Watching(Surroundings.ADMIN, ALL + "?user_id=nobody");
                var channel = new Watching(Surroundings.ADMIN, ALL + "?channel_id=no-such-channel")) {
            all.send(Scenes.command(job));
            all.send(List.of(Scenes.queued(job), Scenes.started(job, 1), Scenes.retry(job, 1)));
            await().untilAsserted(() -> assertThat(running.statuses(job)).containsExactly("processing", "retrying"));
            assertThat(others.of(job)).isEmpty();
            assertThat(channel.of(job)).isEmpty();
        }
        all.client(Surroundings.ADMIN)
                .get()
                .uri(ALL + "?status=bogus")
                .exchange()
                .expectStatus()
                .isBadRequest();
    }

    @Test
    void whoComesBackIsToldToListAgain() {
        try (var back = new Watching(Surroundings.READER, ALL, "2:17")) {
            assertThat(back.names().get(0)).isEqualTo("resync");
            document.validate(ALL, "resync", Clients.json(back.seen.get(0)));
        }
    }

    @Test
    void clientsThatDoNotReadHoldUpNobody() throws Exception {
        Job loud = Scenes.job("loud");
        Job job = Scenes.job("beside-the-loud");
        List.of(loud, job).forEach(each -> {
            all.send(Scenes.command(each));
            all.send(List.of(Scenes.queued(each), Scenes.started(each, 1)));
        });
        try (Socket deaf = connect(Clients.stream(loud.jobId()));
                Socket deafToAll = connect(ALL)) {
            var clients = new Clients(all);
            CompletableFuture<List<List<ServerSentEvent<String>>>> others = Flux.range(0, 200)
                    .flatMap(
                            number -> clients.events(Surroundings.READER, Clients.stream(job.jobId()), null)
                                    .collectList(),
                            200)
                    .collectList()
                    .toFuture();
            all.send(noise(loud));
            List<JobEvent> story = Scenes.story(job, 5, null);
            all.send(story.subList(2, story.size()));
            all.send(Scenes.completed(loud, 1, null));

            List<List<ServerSentEvent<String>>> told = others.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            List<Long> transitions = Objects.requireNonNull(
                    Truth.transitions(all.kafka.bootstrapServers()).get(job.jobId()));
            assertThat(told).hasSize(200);
            told.forEach(seen -> assertThat(seen.stream().skip(1).map(Clients::id))
                    .containsAll(transitions.stream()
                            .filter(each -> each > Clients.id(seen.get(0)))
                            .toList()));
            assertThat(deafToAll.getInputStream().available()).isPositive();

            List<String> late = names(deaf);
            assertThat(late.get(0)).isEqualTo("initial_status");
            assertThat(late.get(late.size() - 1)).isEqualTo("job_completed");
            assertThat(late).as("progress is merged while it waits").hasSizeLessThan(NOISE);
        }
    }

    private static final int NOISE = 6_000;

    private static List<JobEvent> noise(Job job) {
        var events = new ArrayList<JobEvent>();
        for (int step = 1; step <= NOISE; step++) {
            events.add(Scenes.progressed(job, 1, Stage.DOWNLOADING, (double) step / (NOISE + 1)));
        }
        return events;
    }

    /** Asks for a stream, and reads nothing of it. */
    private static Socket connect(String path) throws Exception {
        URI address = all.address();
        var socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.connect(new InetSocketAddress(address.getHost(), address.getPort()));
        socket.getOutputStream().write("""
                GET %s HTTP/1.1\r
                Host: 127.0.0.1\r
                Authorization: Bearer %s\r
                Accept: text/event-stream\r
                \r
                """.formatted(path, Surroundings.READER).getBytes(StandardCharsets.US_ASCII));
        await().until(() -> socket.getInputStream().available() > 0);
        return socket;
    }

    /** Reads to the end of the stream at last. */
    private static List<String> names(Socket socket) throws Exception {
        socket.setSoTimeout((int) PATIENCE.toMillis());
        InputStream in = new BufferedInputStream(socket.getInputStream());
        var names = new ArrayList<String>();
        var line = new StringBuilder();
        for (int next = in.read(); next >= 0; next = in.read()) {
            if (next != '\n') {
                line.append((char) next);
                continue;
            }
            if (line.indexOf("event:") == 0) {
                names.add(line.substring("event:".length()).strip());
            }
            line.setLength(0);
            if (!names.isEmpty() && names.get(names.size() - 1).equals("job_completed")) {
                return names;
            }
        }
        return names;
    }
}
