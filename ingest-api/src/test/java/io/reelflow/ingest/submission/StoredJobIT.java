package io.reelflow.ingest.submission;

import static io.reelflow.ingest.Wire.code;
import static io.reelflow.ingest.Wire.json;
import static io.reelflow.ingest.Wire.post;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.access.Counted;
import io.reelflow.ingest.IngestServer;
import io.reelflow.ingest.KafkaBroker;
import io.reelflow.schemas.Json;
import io.reelflow.schemas.Topics;
import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobCommand;
import io.reelflow.schemas.job.JobType;
import io.reelflow.schemas.job.StoredVideo;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import tools.jackson.databind.JsonNode;

/** Jobs on what is stored: who may ask for one, what is checked, and which two are the same. */
class StoredJobIT {
    private static final String PATH = "/api/v1/videos/dQw4w9WgXcQ/jobs";
    private static final String BODY = """
            {"url": "https://www.youtube.com/watch?v=dQw4w9WgXcQ", "job_type": "slides", "wish": "again",
             "options": {"captions": {"style": "boxed"}},
             "stored": {"source": "videos/dQw4w9WgXcQ/source/0123456789abcdef/",
                        "edits": "videos/dQw4w9WgXcQ/edits/3/edits.json"}}""";

    private static final String CONVERSION = """
            {"url": "https://www.youtube.com/watch?v=dQw4w9WgXcQ", "job_type": "conversion", "wish": "a download",
             "priority": 1,
             "stored": {"source": "videos/dQw4w9WgXcQ/source/0123456789abcdef/", "format": "mp3"}}""";

    private static KafkaBroker broker;
    private static IngestServer server;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        broker = new KafkaBroker(directory.resolve("kafka"));
        server = new IngestServer(broker.bootstrapServers(), directory, Map.of());
    }

    @AfterAll
    static void stop() {
        server.close();
        broker.close();
    }

    @Test
    void aServiceAsksInAClientsNameAndNoClientAsksItself() {
        assertThat(code(post(server.client(IngestServer.ANNA), PATH, BODY), 403))
                .isEqualTo("FORBIDDEN");
        assertThat(code(post(server.client(IngestServer.READER), PATH, BODY), 403))
                .isEqualTo("FORBIDDEN");

        JsonNode accepted = json(forwarded(BODY), 201);

        Job job = command(accepted).job();
        assertThat(job.userId()).isEqualTo("anna");
        assertThat(job.videoId()).isEqualTo("dQw4w9WgXcQ");
        assertThat(job.jobType()).isEqualTo(JobType.SLIDES);
        assertThat(job.options().captions().style()).isEqualTo("boxed");
        assertThat(job.stored())
                .isEqualTo(new StoredVideo(
                        "videos/dQw4w9WgXcQ/source/0123456789abcdef/", "videos/dQw4w9WgXcQ/edits/3/edits.json", null));
    }

    @Test
    void theSameWishWithTheSameKeyIsTheSameJobAndWithoutAKeyEachIsAnother() {
        String first = id(forwarded(BODY, "Idempotency-Key", "one"));

        assertThat(id(forwarded(BODY, "Idempotency-Key", "one"))).isEqualTo(first);
        assertThat(id(forwarded(BODY, "Idempotency-Key", "two"))).isNotEqualTo(first);
        assertThat(id(forwarded(BODY.replace("again", "another"), "Idempotency-Key", "one")))
                .isNotEqualTo(first);
        assertThat(id(forwarded(BODY))).isNotEqualTo(id(forwarded(BODY)));
    }

    @Test
    void whoMayReadMayHaveAnotherFormatAndNothingElse() {
        Job job = command(json(forwardedFor(IngestServer.READER, CONVERSION), 201))
                .job();
        assertThat(job.jobType()).isEqualTo(JobType.CONVERSION);
        assertThat(job.priority()).isEqualTo(1);
        assertThat(job.stored())
                .isEqualTo(new StoredVideo("videos/dQw4w9WgXcQ/source/0123456789abcdef/", null, null, "mp3"));
        assertThat(code(forwardedFor(IngestServer.READER, BODY), 403)).isEqualTo("FORBIDDEN");
        for (String[] wrong : new String[][] {
            {"\"mp3\"", "\"avi\""}, {", \"format\": \"mp3\"", ""}, {"\"conversion\"", "\"slides\""},
        }) {
            JsonNode problem = json(forwarded(CONVERSION.replace(wrong[0], wrong[1])), 400);
            assertThat(problem.at("/errors/0/field").asString()).isEqualTo("stored.format");
        }
        String plain = "{\"url\": \"https://media.internal/a.mp4\", \"job_type\": \"conversion\"}";
        assertThat(code(post(server.client(IngestServer.ANNA), "/api/v1/jobs", plain), 400))
                .isEqualTo("INVALID_VALUE");
    }

    @Test
    void whatIsWrongIsNamed() {
        for (String[] wrong : new String[][] {
            {"\"style\": \"boxed\"", "\"style\": \"bold\"", "options.captions.style"},
            {"\"captions\"", "\"dry_run\": true, \"captions\"", "options.dry_run"},
            {"videos/dQw4w9WgXcQ/source/", "videos/another/source/", "stored.source"},
            {"videos/dQw4w9WgXcQ/edits/3/", "videos/dQw4w9WgXcQ/../another/", "stored.edits"},
            {"\"wish\": \"again\",", "", "wish"},
            {"\"slides\"", "\"purge\"", "job_type"},
        }) {
            JsonNode problem = json(forwarded(BODY.replace(wrong[0], wrong[1])), 400);
            assertThat(problem.at("/errors/0/field").asString()).isEqualTo(wrong[2]);
        }
        assertThat(code(forwarded(BODY.replace("\"wish\"", "\"user_id\": \"bert\", \"wish\"")), 403))
                .isEqualTo("FORBIDDEN");
    }

    /** As the status service sends it, for Anna. */
    private static EntityExchangeResult<byte[]> forwarded(String body, String... headers) {
        return forwardedFor(IngestServer.ANNA, body, headers);
    }

    private static EntityExchangeResult<byte[]> forwardedFor(String key, String body, String... headers) {
        String mark = new Counted("a secret of this test only", Clock.systemUTC()).mark(key);
        var client = server.client(key)
                .mutate()
                .defaultHeader(Counted.HEADER, String.valueOf(mark))
                .build();
        return post(client, PATH, body, headers);
    }

    private static String id(EntityExchangeResult<byte[]> answer) {
        return json(answer, 201).get("id").stringValue();
    }

    private static JobCommand command(JsonNode accepted) {
        return broker.records(Topics.JOB_COMMANDS).stream()
                .map(record -> Json.read(record.value(), JobCommand.class))
                .filter(command ->
                        command.commandId().equals(accepted.get("command_id").stringValue()))
                .findFirst()
                .orElseThrow();
    }
}
