package io.reelflow.ingest.upload;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.ingest.IngestServer;
import io.reelflow.schemas.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import tools.jackson.databind.JsonNode;

/** Uploads: the same promises for a folder of ours and for a real S3 API. Kafka is away, and not needed. */
class UploadIT {
    private static final String SECRET = "a secret of this test";
    private static final byte[] BYTES = "not really a video".getBytes(StandardCharsets.UTF_8);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static Path root;
    private static S3Proxy s3;
    private static IngestServer files;
    private static IngestServer objects;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        root = directory;
        files = new IngestServer("127.0.0.1:1", Files.createDirectories(root.resolve("files")), Map.of());
        s3 = s3Proxy(Files.createDirectories(root.resolve("s3")));
        objects = new IngestServer(
                "127.0.0.1:1",
                Files.createDirectories(root.resolve("objects")),
                Map.of(
                        "REELFLOW_STORAGE",
                        "s3a://videos",
                        "REELFLOW_S3_ENDPOINT",
                        "http://127.0.0.1:" + s3.getPort(),
                        "REELFLOW_S3_ACCESS_KEY",
                        "access",
                        "REELFLOW_S3_SECRET_KEY",
                        SECRET));
    }

    private static S3Proxy s3Proxy(Path directory) throws Exception {
        BlobStore store = new FilesystemNio2BlobStore(directory.toString());
        store.createContainer("videos");
        S3Proxy proxy = S3Proxy.builder()
                .blobStore(store)
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, "access", SECRET)
                .ignoreUnknownHeaders(true)
                .build();
        proxy.start();
        return proxy;
    }

    @AfterAll
    static void stop() throws Exception {
        files.close();
        objects.close();
        s3.stop();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theSignedAddressTakesTheFileUnderItsKey(boolean isFolder) throws Exception {
        JsonNode upload = announce(isFolder, "Größe & #2 100%.mp4", BYTES.length, null);

        assertThat(put(upload, BYTES)).isEqualTo(200);

        String url = upload.get("url").stringValue();
        assertThat(url).startsWith("upload:").endsWith("/Größe & #2 100%.mp4");
        Path stored = root.resolve(isFolder ? "files/storage" : "s3/videos")
                .resolve("uploads")
                .resolve(url.substring("upload:".length()));
        assertThat(Files.readAllBytes(stored)).isEqualTo(BYTES);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anotherSizeThanAnnouncedIsRefused(boolean isFolder) throws Exception {
        assertThat(put(announce(isFolder, "short.mp4", BYTES.length + 1, null), BYTES))
                .isBetween(400, 403);
        assertThat(put(announce(isFolder, "long.mp4", BYTES.length - 1, null), BYTES))
                .isBetween(400, 403);

        assertThat(filesEndingIn("short.mp4")).isZero();
        assertThat(filesEndingIn("long.mp4")).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aChangedAddressIsRefused(boolean isFolder) throws Exception {
        JsonNode upload = announce(isFolder, "mine.mp4", BYTES.length, null);
        String changed = upload.get("upload_url").stringValue().replace("mine.mp4", "yours.mp4");

        assertThat(put(changed, BYTES)).isEqualTo(403);
        assertThat(filesEndingIn("yours.mp4")).isZero();
    }

    @Test
    void bytesOfAnotherHashAreRefused() throws Exception {
        JsonNode upload = announce(true, "hashed.mp4", BYTES.length, "ab".repeat(32));

        assertThat(put(upload, BYTES)).isEqualTo(400);
        assertThat(filesEndingIn("hashed.mp4")).isZero();
        assertThat(filesEndingIn(".part")).isZero();
    }

    @Test
    void theSameFileOfTheSameOwnerIsTheSameUpload() throws Exception {
        String sha256 =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(BYTES));
        JsonNode first = announce(true, "a.mp4", BYTES.length, sha256);
        JsonNode again = announce(true, "a.mp4", BYTES.length, sha256.toUpperCase(Locale.ROOT));

        assertThat(again.get("url")).isEqualTo(first.get("url"));
        assertThat(first.get("url").stringValue()).startsWith("upload:" + sha256.substring(0, 16) + "-");
        assertThat(put(first, BYTES)).isEqualTo(200);
        assertThat(put(again, BYTES)).isEqualTo(200);
        assertThat(announce(true, "a.mp4", 3, null).get("url")).isNotEqualTo(first.get("url"));
    }

    @Test
    void wrongFieldsAreNamedTogether() {
        JsonNode problem = post(files, "{\"filename\": 3, \"size\": 0, \"sha256\": \"xyz\", \"owner\": \"me\"}", 400);

        assertThat(problem.get("errors")
                        .valueStream()
                        .map(error -> error.get("field").stringValue()))
                .containsExactlyInAnyOrder("filename", "size", "sha256", "owner");
    }

    @Test
    void aJobIsNotAcceptedWhileKafkaIsAway() {
        EntityExchangeResult<byte[]> result =
                send(files, "/api/v1/jobs", "{\"url\": \"upload:0123456789abcdef-0123456789abcdef/a.mp4\"}");

        assertThat(result.getStatus().value()).isEqualTo(503);
        assertThat(result.getResponseHeaders().getFirst("Retry-After")).isEqualTo("5");
        assertThat(json(result).get("code").stringValue()).isEqualTo("INTAKE_UNAVAILABLE");
    }

    private static JsonNode announce(boolean isFolder, String filename, long size, @Nullable String sha256) {
        String hash = sha256 == null ? "" : ", \"sha256\": \"" + sha256 + "\"";
        String body = "{\"filename\": \"" + filename + "\", \"size\": " + size + hash + "}";
        return post(isFolder ? files : objects, body, 201);
    }

    private static JsonNode post(IngestServer server, String body, int status) {
        EntityExchangeResult<byte[]> result = send(server, "/api/v1/uploads", body);
        assertThat(result.getStatus().value()).isEqualTo(status);
        return json(result);
    }

    private static EntityExchangeResult<byte[]> send(IngestServer server, String path, String body) {
        return server.client(IngestServer.ANNA)
                .post()
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange()
                .expectBody()
                .returnResult();
    }

    private static JsonNode json(EntityExchangeResult<byte[]> result) {
        return Json.MAPPER.readTree(result.getResponseBody());
    }

    private static int put(JsonNode upload, byte[] bytes) throws Exception {
        return put(upload.get("upload_url").stringValue(), bytes);
    }

    private static int put(String address, byte[] bytes) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address))
                .PUT(HttpRequest.BodyPublishers.ofByteArray(bytes))
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    private static long filesEndingIn(String ending) throws IOException {
        try (Stream<Path> found = Files.walk(root)) {
            return found.filter(file -> file.toString().endsWith(ending)).count();
        }
    }
}
