package io.reelflow.bench.chaos;

import io.reelflow.bench.client.Client;
import io.reelflow.local.home.Endpoints;
import io.reelflow.local.home.Home;
import io.reelflow.schemas.Json;
import io.reelflow.schemas.ObjectKeys;
import io.reelflow.schemas.result.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Whether what a completed job names is there: each object of its manifest, byte for byte, and each address of its answer. */
final class Artifacts {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Client client;
    private final Path bucket;
    private final String api;

    /** @param home whose S3 server keeps objects as files */
    Artifacts(Client client, Home home, Endpoints endpoints) {
        this.client = client;
        this.bucket = home.data().resolve("s3").resolve(endpoints.s3().bucket());
        this.api = endpoints.api();
    }

    /** What is missing or damaged, in words. */
    List<String> problems(String jobId) throws IOException, InterruptedException {
        JsonNode job = client.insistOn("/jobs/" + jobId, PATIENCE).orThrow();
        var problems = new ArrayList<String>();
        String key = ObjectKeys.manifest(job.path("video_id").asString(""), jobId);
        if (!Files.exists(bucket.resolve(key))) {
            problems.add(key + " is missing");
            return problems;
        }
        Manifest manifest = Json.read(Files.readAllBytes(bucket.resolve(key)), Manifest.class);
        for (Manifest.ObjectFile file : manifest.files()) {
            problem(file, problems);
        }
        for (String address : addresses(job)) {
            if (client.size(address) == 0) {
                problems.add(address + " is empty");
            }
        }
        return problems;
    }

    private void problem(Manifest.ObjectFile file, List<String> problems) throws IOException {
        Path path = bucket.resolve(file.key());
        if (!Files.exists(path)) {
            problems.add(file.key() + " is missing");
        } else if (Files.size(path) != file.bytes()) {
            problems.add(file.key() + " has " + Files.size(path) + " bytes instead of " + file.bytes());
        } else if (!sha256(path).equals(file.sha256())) {
            problems.add(file.key() + " has other bytes than its manifest says");
        }
    }

    /** Everything in an answer that is an address of the API's files. */
    private List<String> addresses(JsonNode node) {
        if (node.isString()) {
            String text = node.asString();
            return text.startsWith(api) && text.contains("/videos/") ? List.of(text) : List.of();
        }
        return node.valueStream().flatMap(child -> addresses(child).stream()).toList();
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
