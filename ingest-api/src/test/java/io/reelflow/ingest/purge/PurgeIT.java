package io.reelflow.ingest.purge;

import static io.reelflow.ingest.Wire.code;
import static io.reelflow.ingest.Wire.json;
import static io.reelflow.ingest.Wire.post;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.ingest.IngestServer;
import io.reelflow.ingest.KafkaBroker;
import io.reelflow.schemas.Json;
import io.reelflow.schemas.ObjectKeys;
import io.reelflow.schemas.Topics;
import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobCommand;
import io.reelflow.schemas.job.JobType;
import io.reelflow.schemas.job.Tombstone;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

/** What is in the log when a video is removed for good, and what a request for it is afterwards. */
class PurgeIT {
    private static KafkaBroker broker;
    private static IngestServer server;
    private static @Nullable IngestServer other;
    private static WebTestClient admin;
    private static Path root;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        root = directory;
        broker = new KafkaBroker(directory.resolve("kafka"));
        server = new IngestServer(broker.bootstrapServers(), directory, Map.of());
        admin = server.client(IngestServer.ADMIN);
    }

    @AfterAll
    static void stop() {
        server.close();
        if (other != null) {
            other.close();
        }
        broker.close();
    }

    @Test
    void theTombstoneAndTheJobAreInTheLogAndOnlyTheCommandNamesTheVideo() {
        JsonNode answer = json(post(admin, "/api/v1/purges", "{\"video_id\": \"dQw4w9WgXcQ\"}"), 202);

        Tombstone tombstone = tombstone("dQw4w9WgXcQ");
        assertThat(answer.get("job_id").stringValue()).isEqualTo(tombstone.purgeJobId());
        assertThat(Instant.parse(answer.get("purged_at").stringValue())).isEqualTo(tombstone.purgedAt());
        Job purge = job(tombstone.purgeJobId());
        assertThat(purge.jobType()).isEqualTo(JobType.PURGE);
        assertThat(purge.removes()).isEqualTo("dQw4w9WgXcQ");
        assertThat(purge.subject()).isEqualTo("dQw4w9WgXcQ");
        assertThat(purge.createdAt()).isEqualTo(tombstone.purgedAt());
        assertThat(Json.text(purge.told()) + Json.text(tombstone)).doesNotContain("dQw4w9WgXcQ");
    }

    @Test
    void theSameRequestAfterwardsIsAnotherJobEachTimeAndAlsoForAProcessThatBeginsLater() throws Exception {
        String request = "{\"youtube_url\": \"https://www.youtube.com/watch?v=removedAgn1\"}";
        WebTestClient anna = server.client(IngestServer.ANNA);
        String first = id(anna, request);
        assertThat(id(anna, request)).isEqualTo(first);

        post(admin, "/api/v1/purges", "{\"video_id\": \"removedAgn1\"}");
        String second = id(anna, request);
        assertThat(second).isNotEqualTo(first);
        assertThat(id(anna, request)).isEqualTo(second);
        assertThat(job(second).createdAt()).isAfter(tombstone("removedAgn1").purgedAt());

        post(admin, "/api/v1/purges", "{\"video_id\": \"removedAgn1\"}");
        String third = id(anna, request);
        assertThat(List.of(first, second)).doesNotContain(third);
        other = new IngestServer(broker.bootstrapServers(), Files.createDirectories(root.resolve("other")), Map.of());
        assertThat(id(other.client(IngestServer.ANNA), request)).isEqualTo(third);
    }

    @Test
    void aDryRunOfARemovedVideoStaysTheJobThatItIs() {
        String request = "{\"youtube_url\": \"https://youtu.be/dryRunStay1\", \"options\": {\"dry_run\": true}}";
        WebTestClient anna = server.client(IngestServer.ANNA);
        String first = id(anna, request);

        post(admin, "/api/v1/purges", "{\"video_id\": \"dryRunStay1\"}");

        assertThat(id(anna, request)).isEqualTo(first);
    }

    @Test
    void onlyOurOwnServiceAndAdminsAskAndOnlyForVideos() {
        assertThat(code(
                        post(server.client(IngestServer.ANNA), "/api/v1/purges", "{\"video_id\": \"dQw4w9WgXcQ\"}"),
                        403))
                .isEqualTo("FORBIDDEN");
        for (String wrong : List.of("{}", "{\"video_id\": \"dry-dQw4w9WgXcQ\"}", "{\"video_id\": \"../secrets\"}")) {
            assertThat(code(post(admin, "/api/v1/purges", wrong), 400)).isEqualTo("INVALID_VALUE");
        }
    }

    private static String id(WebTestClient client, String request) {
        return json(post(client, "/api/v1/jobs", request), 201).get("id").stringValue();
    }

    private static Tombstone tombstone(String videoId) {
        List<ConsumerRecord<String, byte[]>> found = broker.records(Topics.VIDEO_TOMBSTONES).stream()
                .filter(each -> each.key().equals(ObjectKeys.hash(videoId)))
                .toList();
        return Json.read(found.get(found.size() - 1).value(), Tombstone.class);
    }

    private static Job job(String id) {
        return broker.records(Topics.JOB_COMMANDS).stream()
                .filter(each -> each.key().equals(id))
                .map(each -> Json.read(each.value(), JobCommand.class).job())
                .findFirst()
                .orElseThrow();
    }
}
