package io.reelflow.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.local.home.Endpoints;
import io.reelflow.schemas.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/** What a client downloads of a video, as files of its own. */
final class TakenAway {
    /** What another implementation says of the archive: every member is read and its checksum compared. */
    private static final String PYTHON = """
            import hashlib, json, sys, zipfile
            z = zipfile.ZipFile(sys.argv[1])
            assert z.testzip() is None
            files = {f['name']: f for f in json.loads(z.read('manifest.json'))['files']}
            assert set(z.namelist()) == set(files) | {'manifest.json'}, z.namelist()
            for name, f in files.items():
                data = z.read(name)
                assert len(data) == f['bytes'] and hashlib.sha256(data).hexdigest() == f['sha256'], name
            print(len(files))
            """;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Endpoints endpoints;
    private final String video;

    TakenAway(Endpoints endpoints, String videoId) {
        this.endpoints = endpoints;
        this.video = "/api/v1/videos/" + videoId;
    }

    /** Once it has been made. */
    HttpResponse<Path> file(String path, Path target) {
        return Awaitility.await()
                .atMost(Duration.ofMinutes(3))
                .until(() -> get(path, target), answer -> answer.statusCode() != 202);
    }

    private HttpResponse<Path> get(String path, Path target) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(endpoints.api() + video + path))
                .header("Authorization", "Bearer " + endpoints.keys().admin())
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofFile(target));
    }

    /** The archive opens, in Java and in Python, and its manifest names every file in it with size and checksum. */
    List<String> packed(Path target) throws Exception {
        assertThat(file("/package.zip", target).statusCode()).isEqualTo(200);
        try (var zip = new ZipFile(target.toFile())) {
            List<String> names = zip.stream().map(ZipEntry::getName).toList();
            JsonNode manifest = Json.MAPPER.readTree(bytes(zip, "manifest.json"));
            assertThat(manifest.path("files").size()).isEqualTo(names.size() - 1);
            for (JsonNode file : manifest.path("files")) {
                byte[] bytes = bytes(zip, file.path("name").asString());
                assertThat(file.path("bytes").asLong()).isEqualTo(bytes.length);
                assertThat(file.path("sha256").asString())
                        .isEqualTo(HexFormat.of()
                                .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
            }
            assertThat(python(target)).isEqualTo(Integer.toString(names.size() - 1));
            return names;
        }
    }

    private static byte[] bytes(ZipFile zip, String name) throws IOException {
        try (InputStream in = zip.getInputStream(zip.getEntry(name))) {
            return in.readAllBytes();
        }
    }

    private static String python(Path archive) throws IOException, InterruptedException {
        Process python = new ProcessBuilder("python3", "-c", PYTHON, archive.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(python.waitFor()).as(said).isZero();
        return said.strip();
    }
}
