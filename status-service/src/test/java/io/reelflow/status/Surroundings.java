package io.reelflow.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.schemas.Json;
import io.reelflow.schemas.Topics;
import io.reelflow.schemas.job.JobCommand;
import io.reelflow.schemas.job.JobEvent;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.reactive.context.ReactiveWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

/** All that the service needs around it, real; and the service, once it is started. */
public final class Surroundings implements AutoCloseable {
    public static final String ADMIN = "key-of-the-admin";
    public static final String READER = "key-of-alice-who-reads";
    public static final String SUBMITTER = "key-of-alice-who-submits";
    public static final String STRANGER = "key-of-bob-who-reads";
    public static final String ANALYST_PASSWORD = "words 'and' quotes";

    public final KafkaBroker kafka;
    public final Database database;
    public final IngestFake ingest;
    public final Path objects;
    private final Path keys;
    private final KafkaProducer<String, byte[]> producer;
    private @Nullable ConfigurableApplicationContext service;

    public Surroundings(Path directory) throws Exception {
        objects = Files.createDirectories(directory.resolve("objects"));
        keys = directory.resolve("keys.json");
        writeKeys();
        kafka = new KafkaBroker(Files.createDirectories(directory.resolve("kafka")));
        database = new Database(directory.resolve("postgres"));
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "linger.ms", 5),
                new StringSerializer(),
                new ByteArraySerializer());
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.createTopics(List.of(
                            new NewTopic(Topics.JOB_COMMANDS, Optional.of(4), Optional.empty()),
                            new NewTopic(Topics.JOB_COMMANDS_BULK, Optional.of(4), Optional.empty()),
                            new NewTopic(Topics.JOB_EVENTS, Optional.of(4), Optional.empty())))
                    .all()
                    .get();
        }
        ingest = new IngestFake(this);
    }

    private void writeKeys() throws Exception {
        Files.writeString(
                keys,
                Json.text(Map.of(
                        "keys",
                        List.of(
                                key("admin", ADMIN, "ops", Set.of("admin")),
                                key("reader", READER, Scenes.OWNER, Set.of("read")),
                                key("submitter", SUBMITTER, Scenes.OWNER, Set.of("submit", "read")),
                                key("stranger", STRANGER, "bob", Set.of("read"))))));
    }

    private static Map<String, Object> key(String id, String key, String owner, Set<String> roles) throws Exception {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        return Map.of("id", id, "sha256", HexFormat.of().formatHex(hash), "roles", roles, "owner", owner);
    }

    /** What the environment of a process would say. */
    public Map<String, String> environment() {
        return Map.of(
                "REELFLOW_PORT", "0",
                "REELFLOW_KAFKA", kafka.bootstrapServers(),
                "REELFLOW_STORAGE", objects.toUri().toString(),
                "REELFLOW_POSTGRES_URL", database.url(),
                "REELFLOW_POSTGRES_PASSWORD", "postgres",
                "REELFLOW_ANALYST_PASSWORD", ANALYST_PASSWORD,
                "REELFLOW_SIGNING_SECRET", "a secret of this test",
                "REELFLOW_KEYS_FILE", keys.toString(),
                "REELFLOW_INGEST_URL", ingest.url());
    }

    public Surroundings start() {
        return start(Map.of());
    }

    /** Starts the service, anew if it runs. */
    public Surroundings start(Map<String, String> otherwise) {
        if (service != null) {
            service.close();
        }
        var environment = new HashMap<>(environment());
        environment.putAll(otherwise);
        service = StatusApplication.start(StatusConfig.from(environment));
        return this;
    }

    public ConfigurableApplicationContext service() {
        return Objects.requireNonNull(service, "the service has not been started");
    }

    public URI address() {
        int port = Objects.requireNonNull(((ReactiveWebServerApplicationContext) service()).getWebServer())
                .getPort();
        return URI.create("http://127.0.0.1:" + port);
    }

    public WebTestClient client(String key) {
        return anonymous()
                .mutate()
                .defaultHeader("Authorization", "Bearer " + key)
                .build();
    }

    public WebTestClient anonymous() {
        return WebTestClient.bindToServer()
                .baseUrl(address().toString())
                .responseTimeout(Duration.ofSeconds(30))
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(16 << 20))
                .build();
    }

    /** The page, signed in: its cookie and its origin. */
    public WebTestClient page(String key) {
        String cookie = Objects.requireNonNull(anonymous()
                .post()
                .uri("/api/v1/session")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(Map.of("key", key))
                .exchange()
                .expectStatus()
                .isOk()
                .returnResult(Void.class)
                .getResponseHeaders()
                .getFirst("Set-Cookie"));
        assertThat(cookie).contains("HttpOnly", "SameSite=Strict").doesNotContain(key);
        return anonymous()
                .mutate()
                .defaultHeader("Cookie", cookie.substring(0, cookie.indexOf(';')))
                .defaultHeader("Origin", address().toString())
                .build();
    }

    /** The JSON of an answer that is well. */
    public JsonNode json(String key, String path) {
        return json(client(key).get().uri(path).exchange(), 200);
    }

    public static JsonNode json(WebTestClient.ResponseSpec answer, int status) {
        return Objects.requireNonNull(answer.expectStatus()
                .isEqualTo(status)
                .expectBody(JsonNode.class)
                .returnResult()
                .getResponseBody());
    }

    public RecordMetadata send(JobCommand command) {
        return send(Topics.JOB_COMMANDS, command.job().jobId(), Json.bytes(command));
    }

    public RecordMetadata send(JobEvent event) {
        return send(Topics.JOB_EVENTS, event.jobId(), Json.bytes(event));
    }

    public void send(List<JobEvent> events) {
        List<Future<RecordMetadata>> sent = events.stream()
                .map(each -> producer.send(new ProducerRecord<>(Topics.JOB_EVENTS, each.jobId(), Json.bytes(each))))
                .toList();
        producer.flush();
        assertThat(sent).allMatch(Future::isDone);
    }

    /** @param value null: a tombstone */
    public RecordMetadata send(String topic, String key, byte @Nullable [] value) {
        try {
            var sent = producer.send(new ProducerRecord<>(topic, key, value));
            producer.flush();
            return sent.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("the test's own broker did not take a record", e);
        }
    }

    @Override
    public void close() throws IOException {
        if (service != null) {
            service.close();
        }
        ingest.close();
        producer.close();
        database.close();
        kafka.close();
    }
}
