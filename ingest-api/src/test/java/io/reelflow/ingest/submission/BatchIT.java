package io.reelflow.ingest.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.reelflow.ingest.IngestServer;
import io.reelflow.ingest.KafkaBroker;
import io.reelflow.ingest.Wire;
import io.reelflow.schemas.Json;
import io.reelflow.schemas.Topics;
import io.reelflow.schemas.job.JobCommand;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactivestreams.Subscription;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.netty.http.client.HttpClient;
import tools.jackson.databind.JsonNode;

/** What a client of {@code POST /api/v1/jobs/batch} may rely on, against a real broker. */
class BatchIT {
    private static final String BATCH = "/api/v1/jobs/batch";

    private static KafkaBroker broker;
    private static IngestServer server;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        broker = new KafkaBroker(directory.resolve("kafka"));
        server = new IngestServer(
                broker.bootstrapServers(),
                directory,
                Map.of("REELFLOW_WRITES_PER_SECOND", "20", "REELFLOW_REPLICAS", "1"));
    }

    @AfterAll
    static void stop() {
        server.close();
        broker.close();
    }

    @Test
    void eachLineIsAnsweredInOrderAndABadOneStopsNoOther() {
        String longest = "{\"url\": \"https://media.internal/" + "x".repeat(70_000) + "\"}";
        List<JsonNode> answers = send(
                null,
                line("first"),
                "{\"url\": ",
                "[1]",
                "",
                "  \r",
                longest,
                "{\"url\": \"http://10.0.0.7/a.mp4\"}",
                "{\"url\": \"https://media.internal/a.mp4\", \"user_id\": \"berta\"}",
                "{\"url\": \"https://media.internal/a.mp4\", \"options\": {\"max_clips\": 51}, \"priority\": 0}",
                "{\"youtube_url\": \"https://youtu.be/dQw4w9WgXcQ\", \"job_type\": \"shorts\"}\r",
                line("last"));

        assertThat(answers).hasSize(11);
        for (int i = 0; i < answers.size(); i++) {
            assertThat(answers.get(i).get("line").intValue()).isEqualTo(i + 1);
        }
        assertThat(answers.stream().map(each -> each.at("/error/code").asString("")))
                .containsExactly(
                        "",
                        "MALFORMED_JSON",
                        "MALFORMED_JSON",
                        "EMPTY_LINE",
                        "EMPTY_LINE",
                        "LINE_TOO_LONG",
                        "URL_NOT_ALLOWED",
                        "FORBIDDEN",
                        "INVALID_VALUE",
                        "",
                        "");
        assertThat(answers.get(6).at("/error/field").asString()).isEqualTo("url");
        assertThat(answers.get(8).at("/error/message").asString()).contains("1 more");
        assertThat(answers.get(0).get("status").stringValue()).isEqualTo("queued");
        assertThat(answers.get(0).has("error")).isFalse();
        assertThat(answers.get(1).has("id")).isFalse();

        Set<String> ids = ids(answers);
        assertThat(ids).hasSize(3);
        assertThat(bulkKeys()).containsAll(ids);
    }

    @Test
    void aLineIsTheSameJobAsThePostOfIt() {
        String body = "{\"url\": \"https://media.internal/same.mp4\", \"options\": {\"max_clips\": 3}}";
        JsonNode posted = Wire.json(Wire.post(server.client(IngestServer.ADMIN), "/api/v1/jobs", body), 201);

        assertThat(sendAs(IngestServer.ADMIN, null, body, body))
                .allMatch(answer -> answer.get("id").equals(posted.get("id")));
        JobCommand command = broker.records(Topics.JOB_COMMANDS_BULK).stream()
                .map(record -> Json.read(record.value(), JobCommand.class))
                .filter(each -> each.job().jobId().equals(posted.get("id").stringValue()))
                .findFirst()
                .orElseThrow();
        assertThat(command.job().options().maxClips()).isEqualTo(3);
    }

    @Test
    void theSameKeyMakesTheSameNewJobsLineByLine() {
        String forced = "{\"url\": \"https://media.internal/forced.mp4\", \"force\": true}";
        List<JsonNode> first = send("night-1", forced, forced);

        assertThat(ids(first)).hasSize(2);
        assertThat(send("night-1", forced, forced)).isEqualTo(first);
        assertThat(ids(send("night-2", forced, forced))).doesNotContainAnyElementsOf(ids(first));
        assertThat(ids(send(null, forced, forced))).doesNotContainAnyElementsOf(ids(first));
    }

    @Test
    void theSameFileAgainIsTheSameJobsAndLinesAreNotCountedAsCalls() {
        String[] lines =
                IntStream.range(0, 3_000).mapToObj(i -> line("many-" + i)).toArray(String[]::new);
        List<JsonNode> first = send(null, lines);

        assertThat(ids(first)).hasSize(lines.length);
        assertThat(send(null, lines)).isEqualTo(first);
        assertThat(bulkKeys()).containsAll(ids(first));
    }

    @Test
    void anAnswerComesWhileTheClientStillSends() throws Exception {
        Sinks.Many<String> sending = Sinks.many().unicast().onBackpressureBuffer();
        BlockingQueue<String> answers = new LinkedBlockingQueue<>();
        var done = client().post()
                .uri(server.address() + BATCH)
                .send((request, out) -> out.send(sending.asFlux().map(BatchIT::bytes), any -> true))
                .responseContent()
                .asString()
                .doOnNext(answers::add)
                .then()
                .toFuture();

        for (int i = 1; i <= 3; i++) {
            sending.tryEmitNext(line("talk-" + i) + "\n").orThrow();
            assertThat(Json.MAPPER
                            .readTree(String.valueOf(answers.poll(10, TimeUnit.SECONDS)))
                            .get("line")
                            .intValue())
                    .isEqualTo(i);
        }
        sending.tryEmitComplete().orThrow();
        done.get(10, TimeUnit.SECONDS);
    }

    /** Far more than sockets and queues hold: it is all sent only once the reader reads. */
    @Test
    void aClientThatDoesNotReadIsNotReadFromAndLosesNothing() throws Exception {
        int lines = 100_000;
        AtomicLong sent = new AtomicLong();
        String padding = " ".repeat(900);
        Flux<String> body = Flux.range(1, lines / 100)
                .map(hundred -> (line("slow-" + hundred % 10) + padding + "\n").repeat(100))
                .doOnNext(text -> sent.addAndGet(100));
        List<String> read = new ArrayList<>();
        var reader = new BaseSubscriber<String>() {
            @Override
            protected void hookOnSubscribe(Subscription subscription) {
                // reads when it is told to
            }

            @Override
            protected synchronized void hookOnNext(String text) {
                read.add(text);
            }
        };
        client().post()
                .uri(server.address() + BATCH)
                .send((request, out) -> out.send(body.map(BatchIT::bytes)))
                .responseContent()
                .asString()
                .subscribe(reader);

        AtomicLong before = new AtomicLong(-1);
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofSeconds(2))
                .until(() -> sent.get() > 0 && before.getAndSet(sent.get()) == sent.get());
        assertThat(sent.get()).isLessThan(lines);

        reader.requestUnbounded();
        await().atMost(Duration.ofSeconds(60)).until(reader::isDisposed);
        assertThat(String.join("", read).lines().count()).isEqualTo(lines);
    }

    @Test
    void pastAMillionLinesEachFurtherOneIsRefused() {
        byte[] hundred = "\n".repeat(Batch.MOST_LINES / 100).getBytes(StandardCharsets.UTF_8);
        Flux<ByteBuf> body = Flux.range(0, 100)
                .map(i -> Unpooled.wrappedBuffer(hundred))
                .concatWithValues(bytes(line("one-more") + "\n" + line("two-more")));
        AtomicLong lines = new AtomicLong();
        String end = client().post()
                .uri(server.address() + BATCH)
                .send((request, out) -> out.send(body))
                .responseContent()
                .asString()
                .doOnNext(text -> lines.addAndGet(
                        text.chars().filter(each -> each == '\n').count()))
                .scan((before, text) -> before.substring(Math.max(0, before.length() - 1_000)) + text)
                .blockLast(Duration.ofMinutes(2));

        assertThat(lines.get()).isEqualTo(Batch.MOST_LINES + 2L);
        List<JsonNode> last = Objects.requireNonNull(end)
                .lines()
                .skip(1)
                .map(Json.MAPPER::readTree)
                .toList();
        assertThat(last.subList(last.size() - 3, last.size()).stream()
                        .map(each -> each.at("/error/code").asString()))
                .containsExactly("EMPTY_LINE", "TOO_MANY_LINES", "TOO_MANY_LINES");
    }

    @Test
    void onlyWhoMaySubmitMaySendABatch() {
        assertThat(Wire.code(result(IngestServer.READER, null, line("a")), 403)).isEqualTo("FORBIDDEN");
        assertThat(Wire.code(Wire.post(server.client(IngestServer.ADMIN), BATCH, line("a")), 415))
                .isEqualTo("UNSUPPORTED_MEDIA_TYPE");
        assertThat(Wire.code(result(IngestServer.ADMIN, "two words", line("a")), 400))
                .isEqualTo("INVALID_HEADER");
        assertThat(send(null)).isEmpty();
    }

    private static HttpClient client() {
        return HttpClient.newConnection()
                .headers(headers -> headers.set("Authorization", "Bearer " + IngestServer.ADMIN)
                        .set("Content-Type", "application/x-ndjson"));
    }

    private static ByteBuf bytes(String text) {
        return Unpooled.wrappedBuffer(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String line(String name) {
        return "{\"url\": \"https://media.internal/" + name + ".mp4\"}";
    }

    private static List<JsonNode> send(@Nullable String key, String... lines) {
        return sendAs(IngestServer.ANNA, key, lines);
    }

    private static List<JsonNode> sendAs(String apiKey, @Nullable String key, String... lines) {
        EntityExchangeResult<byte[]> result = result(apiKey, key, lines);
        assertThat(result.getStatus().value()).isEqualTo(200);
        assertThat(result.getResponseHeaders().getContentType()).isEqualTo(MediaType.APPLICATION_NDJSON);
        byte[] body = result.getResponseBody();
        return new String(body == null ? new byte[0] : body, StandardCharsets.UTF_8)
                .lines()
                .map(Json.MAPPER::readTree)
                .toList();
    }

    private static EntityExchangeResult<byte[]> result(String apiKey, @Nullable String key, String... lines) {
        var request = server.client(apiKey).post().uri(BATCH).contentType(MediaType.APPLICATION_NDJSON);
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        return request.bodyValue(String.join("\n", lines).getBytes(StandardCharsets.UTF_8))
                .exchange()
                .expectBody()
                .returnResult();
    }

    private static Set<String> ids(List<JsonNode> answers) {
        Set<String> ids = new HashSet<>();
        answers.stream()
                .filter(each -> each.has("id"))
                .forEach(each -> ids.add(each.get("id").stringValue()));
        return ids;
    }

    private static Set<String> bulkKeys() {
        Set<String> keys = new HashSet<>();
        broker.records(Topics.JOB_COMMANDS_BULK).forEach(record -> keys.add(Objects.requireNonNull(record.key())));
        return keys;
    }
}
