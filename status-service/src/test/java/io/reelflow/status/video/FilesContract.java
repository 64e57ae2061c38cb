package io.reelflow.status.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobEvent;
import io.reelflow.schemas.job.JobEventType;
import io.reelflow.status.OpenApi;
import io.reelflow.status.Result;
import io.reelflow.status.Scenes;
import io.reelflow.status.Surroundings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What a client may rely on when it fetches files, wherever they are stored. */
abstract class FilesContract {
    static final byte[] VIDEO = "0123456789".repeat(10_000).getBytes(StandardCharsets.UTF_8);
    static final byte[] IMAGE = "not really a picture".getBytes(StandardCharsets.UTF_8);
    static final Job JOB = Scenes.job("files");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    abstract Surroundings all();

    static void complete(Surroundings all, String manifest) {
        all.send(Scenes.command(JOB));
        JobEvent completed = JobEvent.of(JOB, JobEventType.COMPLETED, 1, Instant.now(), "Completed");
        all.send(List.of(Scenes.queued(JOB), Scenes.started(JOB, 1), completed.withManifest(manifest)));
        await().until(() -> all.json(Surroundings.ADMIN, "/api/v1/jobs/" + JOB.jobId() + "?fields=status")
                .path("status")
                .asString()
                .equals("completed"));
    }

    @Test
    void aCompletedJobHasItsResultsAndEveryAddressInThemAnswers() throws Exception {
        JsonNode job = all().json(Surroundings.READER, "/api/v1/jobs/" + JOB.jobId());
        assertThat(job.path("video_title").asString()).isEqualTo(Result.TITLE);
        assertThat(job.path("transcript").asString()).isEqualTo("Hello there. This is the talk.");
        assertThat(job.path("transcript_segments")
                        .get(0)
                        .path("words")
                        .get(0)
                        .path("text")
                        .asString())
                .isEqualTo("Hello");
        assertThat(job.path("analysis_results").path("sentiment").path("label").asString())
                .isEqualTo("positive");
        assertThat(job.path("warnings").size()).isEqualTo(1);
        JsonNode clip = job.path("generated_clips").get(0);
        assertThat(clip.path("crop_path").size()).isEqualTo(1);
        for (String address : List.of(
                clip.path("assets").path("video_url").asString(),
                clip.path("assets").path("thumbnail_url").asString(),
                clip.path("assets").path("captions_vtt_url").asString(),
                clip.path("assets").path("captions_srt_url").asString(),
                job.path("slides").get(0).path("image_url").asString(),
                job.path("metadata_uri").asString())) {
            assertThat(address).startsWith(all().address() + "/api/v1/");
            assertThat(get(address, Surroundings.READER, Map.of()).statusCode())
                    .as(address)
                    .isEqualTo(200);
        }
        JsonNode few = all().json(Surroundings.READER, "/api/v1/jobs/" + JOB.jobId() + "?fields=id,video_title");
        assertThat(few.propertyNames()).containsExactlyInAnyOrder("id", "video_title");
    }

    @Test
    void aVideoIsWhatItsNewestResultsSay() {
        JsonNode video = all().json(Surroundings.READER, "/api/v1/videos/" + JOB.videoId());
        new OpenApi().validate("/api/v1/videos/{video_id}", 200, video);
        assertThat(video.path("duration").asDouble()).isEqualTo(12.5);
        assertThat(video.path("media").path("picture").asBoolean()).isTrue();
        assertThat(video.path("media").path("sound").asBoolean()).isTrue();
        assertThat(video.path("metadata").path("title").asString()).isEqualTo(Result.TITLE);
        assertThat(video.path("transcript").path("segments").size()).isEqualTo(2);
        assertThat(video.path("clips").get(0).path("clip_id").asString()).isEqualTo(Result.CLIP);
        assertThat(video.path("slides").size()).isEqualTo(1);
        assertThat(video.path("jobs").get(0).path("id").asString()).isEqualTo(JOB.jobId());
    }

    @Test
    void whatPeopleSayIsThereForWhoAsks() throws Exception {
        String address = "/api/v1/videos/" + JOB.videoId();
        JsonNode comments = all().json(Surroundings.READER, address + "?include_comments=true")
                .path("comments");
        new OpenApi()
                .validate(
                        "/api/v1/videos/{video_id}",
                        200,
                        all().json(Surroundings.READER, address + "?include_comments=true"));

        assertThat(comments.valueStream().map(each -> each.path("id").asString()))
                .containsExactly("pinned", "top", "orphan");
        assertThat(comments.get(0).path("is_pinned").asBoolean()).isTrue();
        assertThat(comments.get(0).path("text").asString()).isEqualTo("<b>pinned</b>");
        assertThat(comments.get(1)
                        .path("replies")
                        .valueStream()
                        .map(each -> each.path("parent_id").asString()))
                .containsExactly("top", "reply");
        assertThat(comments.get(2).path("replies").isEmpty()).isTrue();
        assertThat(all().json(Surroundings.READER, address).has("comments")).isFalse();
        assertThat(get(address + "?include_comments=yes", Surroundings.READER, Map.of())
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void theStoredPictureHasAnAddress() throws Exception {
        String address = all().json(Surroundings.READER, "/api/v1/videos/" + JOB.videoId())
                .path("metadata")
                .path("thumbnail")
                .asString();

        HttpResponse<byte[]> picture = get(address, Surroundings.READER, Map.of());
        assertThat(picture.statusCode()).isEqualTo(200);
        assertThat(picture.headers().firstValue("Content-Type")).contains("image/jpeg");
    }

    @Test
    void analystsFindWhereTheFilesLie() {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(all().database
                                .as("analyst", Surroundings.ANALYST_PASSWORD)
                                .sql(
                                        "SELECT coalesce(max(concat_ws(' ', video_path, transcript_id)), '') FROM processing_jobs WHERE job_id = ?::uuid")
                                .param(JOB.jobId())
                                .query(String.class)
                                .single())
                        .startsWith("videos/" + JOB.videoId() + "/source/")
                        .endsWith(JOB.jobId()));
    }

    @Test
    void eachFileHasItsType() throws Exception {
        String video = "/api/v1/videos/" + JOB.videoId();
        Map<String, String> types = Map.ofEntries(
                Map.entry("/transcript.json", "application/json"),
                Map.entry("/transcript.txt", "text/plain;charset=UTF-8"),
                Map.entry("/transcript.vtt", "text/vtt;charset=UTF-8"),
                Map.entry("/transcript.srt", "application/x-subrip"),
                Map.entry("/clips/clip-1.mp4", "video/mp4"),
                Map.entry("/clips/clip-1.jpg", "image/jpeg"),
                Map.entry("/slides/1.png", "image/png"),
                Map.entry("/slides.json", "application/json"),
                Map.entry("/slides.pdf", "application/pdf"),
                Map.entry("/download/video?original=true", "video/mp4"));
        for (Map.Entry<String, String> each : types.entrySet()) {
            HttpResponse<byte[]> answer = get(video + each.getKey(), Surroundings.READER, Map.of());
            assertThat(answer.statusCode()).as(each.getKey()).isEqualTo(200);
            assertThat(header(answer, "Content-Type")).isEqualTo(each.getValue());
            assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
        }
        HttpResponse<byte[]> download = get(video + "/download/video?original=true", Surroundings.READER, Map.of());
        assertThat(download.body()).isEqualTo(VIDEO);
        assertThat(header(download, "Content-Disposition")).startsWith("attachment;");
        for (String none : List.of("/clips/other.mp4", "/slides/2.png", "/transcript.doc", "/clips/clip-1.webm")) {
            assertThat(get(video + none, Surroundings.READER, Map.of()).statusCode())
                    .as(none)
                    .isEqualTo(404);
        }
    }

    @Test
    void partsOfAFileAreServedAsAPlayerSeeks() throws Exception {
        String address = "/api/v1/videos/" + JOB.videoId() + "/clips/clip-1.mp4";
        HttpResponse<byte[]> part = get(address, Surroundings.READER, Map.of("Range", "bytes=50000-50004"));
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).isEqualTo("01234".getBytes(StandardCharsets.UTF_8));
        assertThat(header(part, "Content-Range")).isEqualTo("bytes 50000-50004/100000");
        HttpResponse<byte[]> end = get(address, Surroundings.READER, Map.of("Range", "bytes=-3"));
        assertThat(end.body()).isEqualTo("789".getBytes(StandardCharsets.UTF_8));
        HttpResponse<byte[]> open = get(address, Surroundings.READER, Map.of("Range", "bytes=99998-"));
        assertThat(open.body()).isEqualTo("89".getBytes(StandardCharsets.UTF_8));
        HttpResponse<byte[]> beyond = get(address, Surroundings.READER, Map.of("Range", "bytes=100000-"));
        assertThat(beyond.statusCode()).isEqualTo(416);
        assertThat(header(beyond, "Content-Range")).isEqualTo("bytes */100000");
        String tag = header(part, "ETag");
        assertThat(get(address, Surroundings.READER, Map.of("If-None-Match", tag))
                        .statusCode())
                .isEqualTo(304);
        HttpResponse<byte[]> other =
                get(address, Surroundings.READER, Map.of("Range", "bytes=0-1", "If-Range", "\"another\""));
        assertThat(other.statusCode()).isEqualTo(200);
        assertThat(other.body()).hasSize(VIDEO.length);
    }

    @Test
    void aSignedAddressNeedsNoKeyAndNoOtherFileOpensWithIt() throws Exception {
        String address = "/api/v1/videos/" + JOB.videoId() + "/clips/clip-1.mp4";
        HttpResponse<byte[]> redirect = get(address + "?redirect=true", Surroundings.READER, Map.of());
        assertThat(redirect.statusCode()).isEqualTo(307);
        String signed = header(redirect, "Location");
        HttpResponse<byte[]> part = get(signed, null, Map.of("Range", "bytes=0-4"));
        assertThat(header(part, "Content-Disposition")).isEqualTo("inline; filename=\"A good moment.mp4\"");
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).isEqualTo("01234".getBytes(StandardCharsets.UTF_8));
        assertThat(get(signed.replace("clip-1.mp4", "clip-1.jpg"), null, Map.of())
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void filesAreTheirOwnersAlone() throws Exception {
        String key = "/api/v1/files/videos/" + JOB.videoId() + "/jobs/" + JOB.jobId() + "/manifest.json";
        assertThat(get(key, Surroundings.READER, Map.of()).statusCode()).isEqualTo(200);
        assertThat(get(key, Surroundings.ADMIN, Map.of()).statusCode()).isEqualTo(200);
        assertThat(get(key, Surroundings.STRANGER, Map.of()).statusCode()).isEqualTo(404);
        assertThat(get(key, null, Map.of()).statusCode()).isEqualTo(401);
        String video = "/api/v1/videos/" + JOB.videoId() + "/transcript.txt";
        assertThat(get(video, Surroundings.STRANGER, Map.of()).statusCode()).isEqualTo(403);
        String escape = "/api/v1/files/videos/" + JOB.videoId() + "/%2e%2e/%2e%2e/%2e%2e/keys.json";
        assertThat(get(escape, Surroundings.ADMIN, Map.of()).statusCode()).isEqualTo(404);
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private HttpResponse<byte[]> get(String address, @Nullable String key, Map<String, String> headers)
            throws IOException, InterruptedException {
        URI uri = all().address().resolve(Objects.requireNonNull(address));
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(20));
        headers.forEach(request::header);
        if (key != null) {
            request.header("Authorization", "Bearer " + key);
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }
}
