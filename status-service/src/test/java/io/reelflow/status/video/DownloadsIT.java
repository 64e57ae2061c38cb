package io.reelflow.status.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.reelflow.schemas.Json;
import io.reelflow.schemas.ObjectKeys;
import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobEvent;
import io.reelflow.schemas.job.JobEventType;
import io.reelflow.schemas.job.JobType;
import io.reelflow.schemas.result.Manifest;
import io.reelflow.status.IngestFake;
import io.reelflow.status.Result;
import io.reelflow.status.Scenes;
import io.reelflow.status.Surroundings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What people take away: links to share, other formats, everything in one file. */
final class DownloadsIT {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final HttpResponse.BodyHandler<byte[]> BYTES = HttpResponse.BodyHandlers.ofByteArray();
    private static final byte[] MP4 = "\0\0\0\u0018ftypisom and so on".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] WEBM = "not an mp4 at all".getBytes(StandardCharsets.UTF_8);

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
    void whatPlaysEverywhereIsSentAsItIsUnderItsTitle() throws Exception {
        Job job = completed("plays", MP4);
        HttpResponse<byte[]> answer = get(video(job) + "/download/video", Surroundings.READER);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(MP4);
        assertThat(header(answer, "Content-Type")).isEqualTo("video/mp4");
        assertThat(header(answer, "Content-Disposition"))
                .startsWith("attachment;")
                .contains("filename=\"img src=x onerror=document.title='broken' & talk.mp4\"");
        assertThat(all.ingest.stored).noneMatch(asked -> asked.videoId().equals(job.videoId()));
        assertThat(get(video(job) + "/download/video", Surroundings.STRANGER).statusCode())
                .isEqualTo(403);
        assertThat(get(video(job) + "/download/other", Surroundings.READER).statusCode())
                .isEqualTo(404);
    }

    @Test
    void anotherFormatIsMadeOnceByAJobAndThenThere() throws Exception {
        Job job = completed("converts", WEBM);
        HttpResponse<byte[]> original = get(video(job) + "/download/video?original=true", Surroundings.READER);
        assertThat(original.body()).isEqualTo(WEBM);
        byte[] sound = "an mp3".getBytes(StandardCharsets.UTF_8);
        var asking = HTTP.sendAsync(request(video(job) + "/download/audio", Surroundings.READER, Map.of()), BYTES);
        IngestFake.Stored asked = Objects.requireNonNull(await().until(() -> asked(job), Objects::nonNull));
        assertThat(asked.body().path("job_type").asString()).isEqualTo("conversion");
        assertThat(asked.body().path("priority").asInt()).isEqualTo(1);
        assertThat(asked.body().at("/stored/format").asString()).isEqualTo("mp3");
        String key = ObjectKeys.converted(
                job.videoId(), asked.body().at("/stored/source").asString(), "mp3");
        Files.createDirectories(all.objects.resolve(key).getParent());
        Files.write(all.objects.resolve(key), sound);
        Job conversion = conversion(job);
        all.send(List.of(
                Scenes.queued(conversion), Scenes.started(conversion, 1), Scenes.completed(conversion, 1, null)));

        HttpResponse<byte[]> made = asking.get();
        assertThat(made.statusCode()).isEqualTo(200);
        assertThat(made.body()).isEqualTo(sound);
        assertThat(header(made, "Content-Type")).isEqualTo("audio/mpeg");
        assertThat(header(made, "Content-Disposition")).endsWith(".mp3\"");
        HttpResponse<byte[]> part = HTTP.send(
                request(video(job) + "/download/audio", Surroundings.READER, Map.of("Range", "bytes=3-")), BYTES);
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).isEqualTo("mp3".getBytes(StandardCharsets.UTF_8));
        assertThat(all.ingest.stored.stream().filter(each -> each.videoId().equals(job.videoId())))
                .hasSize(1);
        JsonNode shown = all.json(Surroundings.READER, video(job));
        assertThat(shown.path("clips").size()).isEqualTo(1);
        assertThat(shown.path("jobs").size()).isEqualTo(1);
    }

    @Test
    void aConversionThatFailedSaysWhyAndHowToTryItAgain() throws Exception {
        Job job = completed("fails", WEBM);
        var asking = HTTP.sendAsync(request(video(job) + "/download/video", Surroundings.READER, Map.of()), BYTES);
        await().until(() -> asked(job) != null);
        Job conversion = conversion(job);
        all.send(List.of(Scenes.queued(conversion), Scenes.started(conversion, 1), Scenes.failed(conversion, 1)));
        HttpResponse<byte[]> answer = asking.get();
        assertThat(answer.statusCode()).isEqualTo(409);
        JsonNode problem = Json.MAPPER.readTree(answer.body());
        assertThat(problem.path("code").asString()).isEqualTo("SOURCE_NOT_FOUND");
        assertThat(problem.path("detail").asString()).contains("/api/v1/jobs/" + conversion.jobId() + "/retry");
    }

    @Test
    void aLinkOpensOneAddressWithoutAKeyUntilItExpires() throws Exception {
        Job job = completed("shared", MP4);
        String clip = video(job) + "/clips/" + Result.CLIP + ".mp4";
        JsonNode link = sign(Map.of("url", all.address() + clip, "seconds", 3600), 200);
        String url = link.path("url").asString();
        assertThat(Instant.parse(link.path("expires_at").asString())).isAfter(Instant.now());
        HttpResponse<byte[]> opened = HTTP.send(request(url, null, Map.of("Range", "bytes=4-7")), BYTES);
        assertThat(opened.statusCode()).isEqualTo(206);
        assertThat(opened.body()).isEqualTo("ftyp".getBytes(StandardCharsets.UTF_8));

        for (String other : List.of(
                url.replace(Result.CLIP + ".mp4", Result.CLIP + ".jpg"),
                url.replace("?share=", "?redirect=true&share="),
                url.replace(clip, video(job) + "/package.zip"),
                url.replace(clip, video(job)),
                url.substring(0, url.length() - 2))) {
            assertThat(get(other, null).statusCode()).as(other).isEqualTo(401);
        }
        HttpResponse<byte[]> written = HTTP.send(
                HttpRequest.newBuilder(URI.create(url))
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build(),
                BYTES);
        assertThat(written.statusCode()).isEqualTo(401);

        all.database
                .admin()
                .sql("INSERT INTO hidden_videos VALUES (?, now(), now() + interval '1 day', 'a key')")
                .param(job.videoId())
                .update();
        assertThat(get(url, null).statusCode()).isEqualTo(404);
    }

    @Test
    void aLinkToAnotherFormatHasItMadeWhenItIsShared() throws Exception {
        Job job = completed("shared-sound", WEBM);
        String url = sign(Map.of("url", video(job) + "/download/audio"), 200)
                .path("url")
                .asString();
        assertThat(asked(job)).isNotNull();
        Job conversion = conversion(job);
        all.send(List.of(Scenes.queued(conversion), Scenes.started(conversion, 1), Scenes.failed(conversion, 1)));
        isShown(conversion, "failed");
        assertThat(get(url, null).statusCode()).isEqualTo(409);
        assertThat(all.ingest.stored.stream().filter(each -> each.videoId().equals(job.videoId())))
                .hasSize(1);
    }

    @Test
    void onlyFilesOfOnesOwnVideosAreSharedAndForSevenDaysAtMost() throws Exception {
        Job job = completed("refused", MP4);
        String file = video(job) + "/slides.pdf";
        for (Map<String, Object> wrong : List.<Map<String, Object>>of(
                Map.of("url", video(job)),
                Map.of("url", "/api/v1/jobs"),
                Map.of("url", "https://elsewhere.example" + file),
                Map.of("url", "/api/v1/files/keys.json"),
                Map.of("seconds", 5))) {
            assertThat(sign(wrong, 400).at("/errors/0/field").asString()).isEqualTo("url");
        }
        for (int seconds : List.of(0, 604_801)) {
            assertThat(sign(Map.of("url", file, "seconds", seconds), 400)
                            .at("/errors/0/field")
                            .asString())
                    .isEqualTo("seconds");
        }
        HttpResponse<byte[]> strangers = post(Map.of("url", file), Surroundings.STRANGER);
        assertThat(strangers.statusCode()).isEqualTo(403);
        assertThat(get(sign(Map.of("url", file), 200).path("url").asString(), null)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aPackageNamesEveryFileInItWithSizeAndChecksum() throws Exception {
        Job job = completed("packed", MP4);
        HttpResponse<byte[]> answer = get(video(job) + "/package.zip", Surroundings.READER);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "Content-Type")).isEqualTo("application/zip");
        Map<String, byte[]> files = unzipped(answer.body());
        JsonNode manifest = Json.MAPPER.readTree(Objects.requireNonNull(files.remove("manifest.json")));
        assertThat(manifest.path("files").size()).isEqualTo(files.size());
        for (JsonNode file : manifest.path("files")) {
            byte[] bytes = Objects.requireNonNull(files.get(file.path("name").asString()));
            assertThat(file.path("bytes").asLong()).isEqualTo(bytes.length);
            assertThat(file.path("sha256").asString())
                    .isEqualTo(HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
        }
        assertThat(files)
                .containsOnlyKeys(
                        "clips/01 A good moment.mp4",
                        "clips/01 A good moment.jpg",
                        "clips/01 A good moment.vtt",
                        "clips/01 A good moment.srt",
                        "publish.csv",
                        "publish.json",
                        "slides/001.png",
                        "slides.pdf",
                        "transcript.txt",
                        "transcript.srt",
                        "transcript.vtt",
                        "transcript.json",
                        "analysis.json");
        assertThat(files.get("clips/01 A good moment.mp4")).isEqualTo(MP4);
        assertThat(new String(files.get("publish.csv"), StandardCharsets.UTF_8))
                .contains("\"A good moment\",\"\",\"#talk\"");
        String etag = header(answer, "ETag");
        HttpResponse<byte[]> again = HTTP.send(
                request(video(job) + "/package.zip", Surroundings.READER, Map.of("If-None-Match", etag)), BYTES);
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(get(video(job) + "/package.zip", Surroundings.READER).body()).isEqualTo(answer.body());
    }

    @Test
    void aPackageIsAsPeopleHaveChangedIt() throws Exception {
        Job job = completed("changed", MP4);
        String clip = video(job) + "/clips/" + Result.CLIP;
        change("PATCH", video(job), """
                {"title": "Our talk", "transcript": [{"start": 0, "end": 2, "text": "Said in other words."}]}
                """);
        change("PATCH", clip, "{\"title\": \"The best of it\"}");
        HttpResponse<byte[]> renamed = get(video(job) + "/package.zip", Surroundings.READER);
        assertThat(header(renamed, "Content-Disposition")).contains("\"Our talk.zip\"");
        Map<String, byte[]> files = unzipped(renamed.body());
        assertThat(files).containsKey("clips/01 The best of it.mp4").doesNotContainKey("clips/01 A good moment.mp4");
        assertThat(new String(files.get("publish.csv"), StandardCharsets.UTF_8)).contains("\"The best of it\"");
        for (String format : List.of("txt", "srt", "vtt", "json")) {
            assertThat(new String(files.get("transcript." + format), StandardCharsets.UTF_8))
                    .as(format)
                    .contains("Said in other words.");
        }
        assertThat(saved(video(job) + "/download/video")).endsWith("\"Our talk.mp4\"");
        assertThat(saved(video(job) + "/transcript.srt")).endsWith("\"Our talk - transcript.srt\"");
        assertThat(saved(video(job) + "/slides.pdf")).endsWith("\"Our talk - slides.pdf\"");
        assertThat(saved(clip + ".mp4")).endsWith("\"The best of it.mp4\"");
        assertThat(saved(video(job) + "/transcript.srt?job_id=" + job.jobId())).doesNotContain("Our talk");

        change("DELETE", clip, "");
        HttpResponse<byte[]> without = get(video(job) + "/package.zip", Surroundings.READER);
        assertThat(header(without, "ETag")).isNotEqualTo(header(renamed, "ETag"));
        assertThat(unzipped(without.body()).keySet())
                .contains("slides.pdf", "publish.csv")
                .noneMatch(name -> name.startsWith("clips/"));
    }

    @Test
    void aPackageThatCanNotBeWholeIsNoPackage() throws Exception {
        Job job = completed("damaged", MP4);
        Path clip = clips(job).resolve(Result.CLIP + ".mp4");
        // Said to be other bytes than are there: it is seen only after they have been read.
        claim(job, clip, "0".repeat(64));
        assertThatThrownBy(() -> get(video(job) + "/package.zip", Surroundings.READER))
                .isInstanceOf(IOException.class);
        Files.delete(clip);
        HttpResponse<byte[]> answer = get(video(job) + "/package.zip", Surroundings.READER);
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(Json.MAPPER.readTree(answer.body()).path("code").asString()).isEqualTo("PACKAGE_INCOMPLETE");
    }

    private static String saved(String path) throws Exception {
        return header(get(path, Surroundings.READER), "Content-Disposition");
    }

    private static String video(Job job) {
        return "/api/v1/videos/" + job.videoId();
    }

    private static Job completed(String name, byte[] media) throws Exception {
        Job job = Scenes.job("download-" + name);
        String manifest = Result.write(all.objects, job, media, new byte[] {1, 2, 3});
        all.send(Scenes.command(job));
        JobEvent completed = JobEvent.of(job, JobEventType.COMPLETED, 1, Instant.now(), "Completed");
        all.send(List.of(Scenes.queued(job), Scenes.started(job, 1), completed.withManifest(manifest)));
        isShown(job, "completed");
        return job;
    }

    private static void isShown(Job job, String status) {
        await().until(() -> all.json(Surroundings.ADMIN, "/api/v1/jobs/" + job.jobId() + "?fields=status")
                .path("status")
                .asString()
                .equals(status));
    }

    private static IngestFake.@Nullable Stored asked(Job job) {
        return all.ingest.stored.stream()
                .filter(each -> each.videoId().equals(job.videoId()))
                .findFirst()
                .orElse(null);
    }

    /** The job that the ingest API has made of it. */
    private static Job conversion(Job job) {
        IngestFake.Stored asked = Objects.requireNonNull(asked(job));
        ObjectNode made =
                Json.MAPPER.valueToTree(Scenes.job(asked.body().path("wish").asString() + asked.key()));
        made.put("video_id", job.videoId()).put("job_type", JobType.CONVERSION.word());
        made.set("stored", asked.body().path("stored"));
        return Json.MAPPER.treeToValue(made, Job.class);
    }

    private static Path clips(Job job) throws IOException {
        return Objects.requireNonNull(all.objects
                .resolve(manifest(job).clips().get(0).files().video())
                .getParent());
    }

    private static Manifest manifest(Job job) throws IOException {
        return Json.read(
                Files.readAllBytes(all.objects.resolve(ObjectKeys.manifest(job.videoId(), job.jobId()))),
                Manifest.class);
    }

    /** The manifest says that the file has that checksum. */
    private static void claim(Job job, Path file, String sha256) throws IOException {
        String key = all.objects.relativize(file).toString();
        ObjectNode document = Json.MAPPER.valueToTree(manifest(job));
        document.putArray("files")
                .add(Json.MAPPER.valueToTree(
                        new Manifest.ObjectFile(key, "clips", "video/mp4", Files.size(file), sha256)));
        Files.write(all.objects.resolve(ObjectKeys.manifest(job.videoId(), job.jobId())), Json.bytes(document));
    }

    private static Map<String, byte[]> unzipped(byte[] archive) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(archive), StandardCharsets.UTF_8)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), zip.readAllBytes());
            }
        }
        return files;
    }

    private static JsonNode sign(Map<String, Object> body, int status) throws Exception {
        HttpResponse<byte[]> answer = post(body, Surroundings.READER);
        assertThat(answer.statusCode()).as("%s", body).isEqualTo(status);
        return Json.MAPPER.readTree(answer.body());
    }

    private static HttpResponse<byte[]> post(Map<String, Object> body, String key) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(all.address().resolve("/api/v1/sign"))
                        .header("Authorization", "Bearer " + key)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(Json.bytes(body)))
                        .build(),
                BYTES);
    }

    private static void change(String method, String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(all.address().resolve(path))
                .header("Authorization", "Bearer " + Surroundings.SUBMITTER)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        assertThat(HTTP.send(request, BYTES).statusCode()).isBetween(200, 204);
    }

    private static HttpResponse<byte[]> get(String address, @Nullable String key) throws Exception {
        return HTTP.send(request(address, key, Map.of()), BYTES);
    }

    private static HttpRequest request(String address, @Nullable String key, Map<String, String> headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(all.address().resolve(address)).timeout(Duration.ofSeconds(40));
        headers.forEach(request::header);
        if (key != null) {
            request.header("Authorization", "Bearer " + key);
        }
        return request.build();
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }
}
