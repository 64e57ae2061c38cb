package io.reelflow.local.home;

import io.reelflow.schemas.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code endpoints.json}: where everything of a running home is, and how to get in. Part of the contract.
 *
 * @param api base address of the one API that clients need
 * @param ingest base address for bulk senders
 * @param dashboard page for people
 * @param flink Flink's own page
 * @param kafka bootstrap servers
 * @param webhookSecret that webhooks are signed with
 * @param metrics pages for Prometheus, by process; null in what an older one has written
 */
public record Endpoints(
        String api,
        String ingest,
        String dashboard,
        String flink,
        Secrets.ApiKeys keys,
        String kafka,
        Postgres postgres,
        S3 s3,
        @Nullable String webhookSecret,
        Map<String, Address> processes,
        @Nullable Map<String, String> metrics) {
    /** @param url for JDBC */
    public record Postgres(String url, String user, String password, String analystUser, String analystPassword) {}

    /** One S3 server and its one bucket. */
    public record S3(String endpoint, String region, String bucket, String accessKey, String secretKey) {}

    /** A process, and the port it answers at. */
    public record Address(long pid, int port) {}

    /**
     * Those of a home that is up.
     *
     * @throws IOException saying how to start it, where it is not
     */
    public static Endpoints of(Home home) throws IOException {
        if (!Files.exists(home.endpoints())) {
            throw new IOException(
                    "nothing runs in " + home.dir() + "; start it with: ./reelflow up --home " + home.dir());
        }
        return Json.read(Files.readAllBytes(home.endpoints()), Endpoints.class);
    }

    public void write(Home home) throws IOException {
        PrivateFiles.writeJson(home.endpoints(), this);
        PrivateFiles.writeJson(home.targets(), targets());
    }

    /** Nothing is there any more. */
    public static void delete(Home home) throws IOException {
        Files.deleteIfExists(home.endpoints());
        Files.deleteIfExists(home.targets());
    }

    /** As Prometheus' {@code file_sd_configs} read them. */
    private List<Target> targets() {
        return metrics == null
                ? List.of()
                : metrics.entrySet().stream()
                        .map(each -> Target.of(each.getKey(), URI.create(each.getValue())))
                        .toList();
    }

    private record Target(List<String> targets, Map<String, String> labels) {
        static Target of(String process, URI page) {
            return new Target(
                    List.of(page.getAuthority()), Map.of("process", process, "__metrics_path__", page.getPath()));
        }
    }
}
