package io.reelflow.ingest.submission;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.ingest.IngestServer;
import io.reelflow.ingest.KafkaBroker;
import io.reelflow.ingest.Wire;
import io.reelflow.schemas.Json;
import io.reelflow.schemas.Topics;
import io.reelflow.schemas.job.ChannelRequest;
import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobCommand;
import io.reelflow.schemas.job.JobType;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.JsonNode;

/** What a client of {@code POST /api/v1/channels} may rely on, against a real broker. */
class ChannelSubmissionIT {
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
    void aChannelIsAJobThatSaysWhatToLookFor() {
        JsonNode answer = post("/api/v1/channels", """
                {"url": "HTTPS://media.internal/feed.xml?utm_source=x", "job_type": "transcription", "max_videos": 10,
                 "published_after": "2026-01-01T00:00:00Z", "filters": {"min_seconds": 60, "title": "talk|lecture", "shorts": false},
                 "subscribe": {"every": "PT6H"}, "options": {"language": "de", "dry_run": true}}""", 201);

        Job job = job(answer);
        assertThat(job.jobType()).isEqualTo(JobType.CHANNEL);
        assertThat(job.url()).isEqualTo("https://media.internal/feed.xml");
        assertThat(job.videoId()).startsWith(Job.DRY);
        assertThat(job.priority()).isEqualTo(7);
        assertThat(job.options().language()).isEqualTo("de");
        assertThat(job.channel())
                .isEqualTo(new ChannelRequest(
                        JobType.TRANSCRIPTION,
                        10,
                        Instant.parse("2026-01-01T00:00:00Z"),
                        new ChannelRequest.Filters(null, 60.0, null, "talk|lecture", false, true),
                        6 * 3600L));
        assertThat(answer.path("job_type").asString()).isEqualTo("channel");
    }

    @Test
    void whatIsWantedOfAChannelMakesItAnotherAndWhenItIsLookedAtDoesNot() {
        String id = id("{\"url\": \"https://media.internal/a\"}");

        assertThat(id("{\"url\": \"https://media.internal/a#x\", \"priority\": 2, \"subscribe\": {\"every\": 3600}}"))
                .isEqualTo(id);
        assertThat(id("{\"url\": \"https://media.internal/a\", \"filters\": {\"live\": true}}"))
                .isEqualTo(id);
        assertThat(List.of(
                        id,
                        id("{\"url\": \"https://media.internal/b\"}"),
                        id("{\"url\": \"https://media.internal/a\", \"job_type\": \"slides\"}"),
                        id("{\"url\": \"https://media.internal/a\", \"max_videos\": 1}"),
                        id("{\"url\": \"https://media.internal/a\", \"filters\": {\"live\": false}}"),
                        id("{\"url\": \"https://media.internal/a\", \"options\": {\"dry_run\": true}}")))
                .doesNotHaveDuplicates();
        assertThat(id("{\"url\": \"youtube.com/@talks\"}"))
                .isEqualTo(id("{\"url\": \"https://m.youtube.com/@talks\"}"));
    }

    @Test
    void everyEstimateIsADryJobOfItsOwnThatOnlyCounts() {
        String body = "{\"url\": \"https://media.internal/a\", \"job_type\": \"metadata\"}";
        Job job = job(post("/api/v1/channels/estimate", body, 201));

        assertThat(job.dryRun()).isTrue();
        assertThat(Objects.requireNonNull(job.channel()).onlyCounts()).isTrue();
        assertThat(job.channel().maxVideos()).isEqualTo(20_000);
        assertThat(job(post("/api/v1/channels/estimate", body, 201)).jobId()).isNotEqualTo(job.jobId());
        post(
                "/api/v1/channels/estimate",
                "{\"url\": \"https://media.internal/a\", \"subscribe\": {\"every\": 60}}",
                400);
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce() {
        JsonNode problem = post("/api/v1/channels", """
                {"url": "http://127.0.0.1:9/feed", "job_type": "purge", "max_videos": 0, "published_after": "yesterday",
                 "priority": 10, "filters": {"title": "(", "min_seconds": -1, "colour": 1}, "subscribe": {"every": "PT1S"},
                 "force": true, "options": {"language": "xx", "dry_run": true}}""", 400);

        assertThat(problem.path("errors")
                        .valueStream()
                        .map(error -> error.path("field").asString() + " "
                                + error.path("code").asString()))
                .containsExactlyInAnyOrder(
                        "url URL_NOT_ALLOWED",
                        "job_type INVALID_VALUE",
                        "max_videos INVALID_VALUE",
                        "published_after INVALID_VALUE",
                        "priority INVALID_VALUE",
                        "filters.title INVALID_VALUE",
                        "filters.min_seconds INVALID_VALUE",
                        "filters.colour UNKNOWN_FIELD",
                        "subscribe.every INVALID_VALUE",
                        "force UNKNOWN_FIELD",
                        "options.language INVALID_VALUE");
        for (String every : List.of("59", "\"P367D\"", "\"six hours\"", "true", "null")) {
            post(
                    "/api/v1/channels",
                    "{\"url\": \"https://media.internal/a\", \"subscribe\": {\"every\": " + every + "}}",
                    400);
        }
    }

    @Test
    void aChannelIsPausedByItsOwnServiceOnlyWhichKnowsWhoseItIs() {
        Wire.json(
                Wire.call(
                        server.client(IngestServer.ANNA),
                        HttpMethod.POST,
                        "/api/v1/intake",
                        "{\"scope\": \"channel\", \"target\": \"" + id("{\"url\": \"https://media.internal/a\"}")
                                + "\", \"paused\": true}"),
                403);
    }

    private static String id(String body) {
        return post("/api/v1/channels", body, 201).path("id").asString();
    }

    private static JsonNode post(String path, String body, int status) {
        return Wire.json(Wire.call(server.client(IngestServer.ANNA), HttpMethod.POST, path, body), status);
    }

    private static Job job(JsonNode answer) {
        return broker.records(Topics.JOB_COMMANDS).stream()
                .map(record -> Json.read(record.value(), JobCommand.class).job())
                .filter(job -> job.jobId().equals(answer.path("id").asString()))
                .findFirst()
                .orElseThrow();
    }
}
