package io.reelflow.local.home;

import io.reelflow.schemas.Json;
import java.io.IOException;
import java.nio.file.Files;
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
        Map<String, Address> processes) {
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
    }
}
