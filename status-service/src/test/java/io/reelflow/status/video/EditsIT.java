package io.reelflow.status.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reelflow.schemas.Json;
import io.reelflow.schemas.ObjectKeys;
import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.result.Edits;
import io.reelflow.status.IngestFake;
import io.reelflow.status.Result;
import io.reelflow.status.Scenes;
import io.reelflow.status.Surroundings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

/** Videos as people correct them. */
final class EditsIT {
    @TempDir
    static Path directory;

    private static Surroundings all;

    @BeforeAll
    static void start() throws Exception {
        all = new Surroundings(directory).start();
    }

    @AfterAll
    static void stop() throws Exception {
        all.close();
    }

    @Test
    void aGetRightAfterShowsTheChangeAndTheHistoryWhoMadeIt() throws Exception {
        Job job = complete("plain");
        JsonNode before = get(job, "");

        JsonNode answer = patch(
                job,
                "",
                "{\"title\": \"New Title\", \"tags\": [\"updated\", \"tags\"], \"description\": \"Two\\nlines\"}",
                200);
        assertThat(answer.path("success").asBoolean()).isTrue();
        assertThat(answer.path("video_id").asString()).isEqualTo(job.videoId());
        assertThat(answer.path("revision").asLong()).isEqualTo(1);
        assertThat(answer.has("job_id")).isFalse();

        JsonNode video = get(job, "");
        assertThat(video.at("/metadata/title").asString()).isEqualTo("New Title");
        assertThat(video.at("/metadata/description").asString()).isEqualTo("Two\nlines");
        assertThat(video.at("/metadata/tags").size()).isEqualTo(2);
        assertThat(video.path("transcript")).isEqualTo(before.path("transcript"));
        JsonNode listed = all.json(Surroundings.READER, "/api/v1/videos?q=" + job.videoId());
        assertThat(listed.at("/videos/0/title").asString()).isEqualTo("New Title");
        assertThat(all.json(Surroundings.READER, "/api/v1/jobs/" + job.jobId())
                        .path("video_title")
                        .asString())
                .isEqualTo(Result.TITLE);

        JsonNode history = get(job, "/edits").path("edits");
        assertThat(history.valueStream().map(each -> each.path("field").asString()))
                .containsExactly("description", "tags", "title");
        assertThat(history.at("/2/old_value").asString()).isEqualTo(Result.TITLE);
        assertThat(history.at("/2/new_value").asString()).isEqualTo("New Title");
        assertThat(history.at("/2/key_id").asString()).isEqualTo("submitter");

        assertThat(patch(job, "", "{\"title\": \"New Title\"}", 200)
                        .path("revision")
                        .asLong())
                .isEqualTo(1);
        patch(job, "", "{\"title\": null}", 200);
        assertThat(get(job, "").at("/metadata/title").asString()).isEqualTo(Result.TITLE);
    }

    @Test
    void theSeedsExampleWorksAsItIsWritten() throws Exception {
        Job job = complete("seed");
        JsonNode answer = Surroundings.json(
                send(
                        HttpMethod.PATCH,
                        Surroundings.SUBMITTER,
                        "/api/videos/" + job.videoId(),
                        "{\"title\": \"New Title\", \"tags\": [\"updated\", \"tags\"]}",
                        null),
                200);
        assertThat(answer.propertyNames()).containsExactly("success", "video_id");
        assertThat(all.json(Surroundings.READER, "/api/videos/" + job.videoId())
                        .at("/metadata/title")
                        .asString())
                .isEqualTo("New Title");
    }

    @Test
    void whoHasSeenAnotherRevisionChangesNothing() throws Exception {
        Job job = complete("tag");
        String seen = tag(job);
        // Relationships are found meanwhile: they are another body, and no other revision.
        await().untilAsserted(() -> all.client(Surroundings.READER)
                .get()
                .uri(path(job))
                .header("If-None-Match", tag(job))
                .exchange()
                .expectStatus()
                .isNotModified());
        Surroundings.json(send(HttpMethod.PATCH, Surroundings.SUBMITTER, path(job), "{\"title\": \"A\"}", seen), 200);
        JsonNode late = Surroundings.json(
                send(HttpMethod.PATCH, Surroundings.SUBMITTER, path(job), "{\"title\": \"B\"}", seen), 412);
        assertThat(late.path("code").asString()).isEqualTo("CHANGED_MEANWHILE");
        assertThat(get(job, "").at("/metadata/title").asString()).isEqualTo("A");
        assertThat(tag(job)).isNotEqualTo(seen);
        Surroundings.json(send(HttpMethod.PATCH, Surroundings.SUBMITTER, path(job), "{\"title\": \"B\"}", "*"), 200);
        Surroundings.json(
                send(HttpMethod.PATCH, Surroundings.SUBMITTER, path(job), "{\"title\": \"C\"}", "\"x\""), 412);
    }

    @Test
    void changesAtOnceAreAllKept() throws Exception {
        Job job = complete("at-once");
        var pool = Executors.newFixedThreadPool(8);
        try {
            List<Callable<JsonNode>> calls = IntStream.range(0, 24)
                    .mapToObj(i -> (Callable<JsonNode>) () -> patch(
                            job,
                            "",
                            "{\"transcript\": [{\"start\": " + i * 0.5 + ", \"end\": " + (i * 0.5 + 0.5)
                                    + ", \"text\": \"line" + i + ".\"}]}",
                            200))
                    .toList();
            for (Future<JsonNode> each : pool.invokeAll(calls)) {
                assertThat(each.get().path("success").asBoolean()).isTrue();
            }
        } finally {
            pool.shutdown();
        }
        String text = get(job, "").at("/transcript/text").asString();
        assertThat(IntStream.range(0, 24)).allMatch(i -> text.contains("line" + i + "."));
        Edits stored =
                Json.read(Files.readAllBytes(all.objects.resolve(ObjectKeys.edits(job.videoId(), 24))), Edits.class);
        assertThat(stored.transcript()).hasSize(24);
        assertThat(stored.revision()).isEqualTo(24);
        List<Long> revisions = all.database
                .admin()
                .sql("SELECT revision FROM video_edits WHERE video_id = ? ORDER BY 1")
                .param(job.videoId())
                .query(Long.class)
                .list();
        assertThat(revisions)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 24).mapToObj(i -> (long) i).toList());
    }

    @Test
    void aLineIsCorrectedInEveryFormAndClipsAreRenderedAgain() throws Exception {
        Job job = complete("line");
        JsonNode answer =
                patch(job, "", "{\"transcript\": [{\"start\": 2, \"end\": 5, \"text\": \"This is <my> talk.\"}]}", 200);
        assertThat(answer.path("job_id").asString()).isNotEmpty();
        IngestFake.Stored asked = all.ingest.stored.get(all.ingest.stored.size() - 1);
        assertThat(asked.body().at("/stored/edits").asString()).isEqualTo(ObjectKeys.edits(job.videoId(), 1));

        assertThat(get(job, "").at("/transcript/text").asString()).isEqualTo("Hello there. This is <my> talk.");
        assertThat(get(job, "/transcript.json").at("/segments/1/text").asString())
                .isEqualTo("This is <my> talk.");
        assertThat(text(job, "/transcript.vtt"))
                .startsWith("WEBVTT\n")
                .contains("00:00:02.000 --> 00:00:05.000\nThis is &lt;my&gt; talk.\n");
        assertThat(text(job, "/transcript.srt")).contains("2\n00:00:02,000 --> 00:00:05,000\nThis is <my> talk.\n");
        assertThat(text(job, "/transcript.txt")).isEqualTo("Hello there.\nThis is <my> talk.\n");
        assertThat(text(job, "/transcript.txt?job_id=" + job.jobId())).contains("This is the talk.");
        assertThat(get(job, "/edits").at("/edits/0/old_value").asString()).isEqualTo("This is the talk.");

        int jobs = all.ingest.stored.size();
        patch(job, "", "{\"transcript\": [{\"start\": 8, \"end\": 9, \"text\": \"Applause.\"}]}", 200);
        assertThat(all.ingest.stored).as("nothing that a clip shows").hasSize(jobs);
        patch(job, "", "{\"transcript\": null}", 200);
        assertThat(get(job, "").at("/transcript/text").asString()).isEqualTo("Hello there. This is the talk.");
    }

    @Test
    void aClipIsRenamedCutAnewAndRemoved() throws Exception {
        Job job = complete("clip");
        String clip = "/clips/" + Result.CLIP;
        assertThat(patch(job, clip, "{\"title\": \"Better\"}", 200).has("job_id"))
                .isFalse();
        assertThat(patch(job, clip, "{\"start_time\": 1, \"end_time\": 6.5, \"captions\": false}", 200)
                        .path("job_id")
                        .asString())
                .isNotEmpty();
        JsonNode shown = get(job, "").at("/clips/0");
        assertThat(shown.path("title").asString()).isEqualTo("Better");
        assertThat(shown.path("start_time").asDouble()).isEqualTo(1);
        assertThat(shown.path("end_time").asDouble()).isEqualTo(6.5);
        assertThat(shown.path("duration").asDouble()).isEqualTo(5.5);
        assertThat(patch(job, clip, "{\"end_time\": 2}", 400)
                        .at("/errors/0/field")
                        .asString())
                .isEqualTo("end_time");
        patch(job, "/clips/other", "{\"title\": \"x\"}", 404);

        Surroundings.json(send(HttpMethod.DELETE, Surroundings.SUBMITTER, path(job) + clip, null, null), 200);
        assertThat(get(job, "").path("clips").size()).isZero();
        send(HttpMethod.GET, Surroundings.READER, path(job) + clip + ".mp4", null, null)
                .expectStatus()
                .isNotFound();
        patch(job, clip, "{\"title\": \"x\"}", 404);
        Surroundings.json(send(HttpMethod.DELETE, Surroundings.SUBMITTER, path(job) + clip, null, null), 404);
    }

    @Test
    void versionsStandSideBySideAndTheNewestOfEachPartIsCurrent() throws Exception {
        Job first = complete("versions");
        Job second = of(Scenes.job("edits-versions-too"), first.videoId());
        complete(second);

        JsonNode versions = get(first, "/versions").path("versions");

        assertThat(versions.valueStream().map(each -> each.path("job_id").asString()))
                .containsExactlyInAnyOrder(first.jobId(), second.jobId());
        assertThat(versions.valueStream().map(each -> each.path("current").size()))
                .containsExactly(5, 0);
        assertThat(get(first, "").path("versions")).isEqualTo(versions);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"name\": 1}|name|UNKNOWN_FIELD",
                "{\"title\": 5}|title|INVALID",
                "{\"title\": \" \"}|title|INVALID",
                "{\"tags\": \"a\"}|tags|INVALID",
                "{\"transcript\": [{\"start\": 1, \"end\": 99, \"text\": \"x\"}]}|transcript[0].end|INVALID",
                "{\"transcript\": [{\"start\": 3, \"end\": 2, \"text\": \"x\"}]}|transcript[0].end|INVALID",
                "{\"transcript\": [{\"start\": -1, \"end\": 2, \"text\": \"x\"}]}|transcript[0].start|INVALID",
                "{\"transcript\": [{\"start\": 1, \"end\": 2, \"txt\": \"x\"}]}|transcript[0].txt|UNKNOWN_FIELD",
                "{\"speakers\": {\"SPEAKER_07\": \"Ann\"}}|speakers.SPEAKER_07|INVALID",
                "{}|body|INVALID"
            })
    void whatCanNotBeUsedIsNamed(String body, String field, String code) throws Exception {
        Job job = complete("wrong");
        JsonNode problem = patch(job, "", body, 400);
        assertThat(problem.path("code").asString()).isEqualTo(code);
        assertThat(problem.at("/errors/0/field").asString()).isEqualTo(field);
        assertThat(get(job, "").path("revision").asLong()).isZero();
    }

    @Test
    void onlyWhoMadeAVideoAloneChangesIt() throws Exception {
        Job job = complete("owners");
        send(HttpMethod.PATCH, Surroundings.READER, path(job), "{\"title\": \"A\"}", null)
                .expectStatus()
                .isForbidden();
        Job theirs = Scenes.job("owners-too", "bob", job.options());
        all.send(Scenes.command(of(theirs, job.videoId())));
        await().untilAsserted(() -> assertThat(Surroundings.json(
                                send(HttpMethod.PATCH, Surroundings.SUBMITTER, path(job), "{\"title\": \"A\"}", null),
                                403)
                        .path("code")
                        .asString())
                .isEqualTo("VIDEO_SHARED"));
        Surroundings.json(send(HttpMethod.PATCH, Surroundings.ADMIN, path(job), "{\"title\": \"A\"}", null), 200);
        patch(Scenes.job("nobody-knows"), "", "{\"title\": \"A\"}", 404);
    }

    private static Job of(Job job, String videoId) {
        return new Job(
                job.jobId(),
                videoId,
                job.source(),
                job.url(),
                null,
                job.jobType(),
                5,
                job.userId(),
                job.options(),
                false,
                job.createdAt(),
                null,
                null);
    }

    private static Job complete(String name) throws Exception {
        return complete(Scenes.job("edits-" + name));
    }

    private static Job complete(Job job) throws Exception {
        String manifest = Result.write(all.objects, job, new byte[] {1}, new byte[] {2});
        all.send(Scenes.command(job));
        all.send(Scenes.started(job, 1));
        all.send(Scenes.completed(job, 1, manifest));
        await().until(() -> all.json(Surroundings.READER, "/api/v1/jobs/" + job.jobId())
                .path("status")
                .asString()
                .equals("completed"));
        return job;
    }

    private static String path(Job job) {
        return "/api/v1/videos/" + job.videoId();
    }

    private static JsonNode get(Job job, String below) {
        return all.json(Surroundings.READER, path(job) + below);
    }

    private static String text(Job job, String below) {
        byte[] bytes = Objects.requireNonNull(send(HttpMethod.GET, Surroundings.READER, path(job) + below, null, null)
                .expectStatus()
                .isOk()
                .expectBody(byte[].class)
                .returnResult()
                .getResponseBody());
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static String tag(Job job) {
        return Objects.requireNonNull(send(HttpMethod.GET, Surroundings.READER, path(job), null, null)
                .returnResult(Void.class)
                .getResponseHeaders()
                .getETag());
    }

    private static JsonNode patch(Job job, String below, String body, int status) {
        return Surroundings.json(send(HttpMethod.PATCH, Surroundings.SUBMITTER, path(job) + below, body, null), status);
    }

    private static WebTestClient.ResponseSpec send(
            HttpMethod method, String key, String path, @Nullable String body, @Nullable String ifMatch) {
        WebTestClient.RequestBodySpec request = all.client(key).method(method).uri(path);
        if (ifMatch != null) {
            request.header("If-Match", ifMatch);
        }
        return (body == null
                        ? request
                        : request.contentType(MediaType.APPLICATION_JSON).bodyValue(body))
                .exchange();
    }
}
