package io.reelflow.ingest;

import io.reelflow.access.Origins;
import io.reelflow.access.Rates;
import io.reelflow.ingest.intake.DiskRoom;
import io.reelflow.tracing.LogFormat;
import io.reelflow.tracing.TracingSettings;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What this process is told by its environment, each value checked.
 *
 * @param port to listen on; 0 for any free one
 * @param kafka bootstrap servers
 * @param storage {@code s3a://BUCKET} or {@code file:///DIR}
 * @param s3 set where storage is {@code s3a}
 * @param signingSecret of upload addresses; set where storage is {@code file}
 * @param allowedHosts {@code HOST} or {@code HOST:PORT} that may be fetched although not public
 * @param keysFile API keys
 * @param corsOrigins pages elsewhere whose scripts may call
 * @param rates how often one key may call
 * @param disk watched where storage is files, and where folders are named
 * @param publicUrl where clients reach this service, for upload addresses; null: as the request came
 * @param tracing where spans go
 * @param log how its lines are written
 */
public record IngestConfig(
        String host,
        int port,
        String kafka,
        URI storage,
        @Nullable S3 s3,
        @Nullable String signingSecret,
        List<String> allowedHosts,
        Path keysFile,
        List<String> corsOrigins,
        Rates rates,
        DiskRoom disk,
        @Nullable String publicUrl,
        TracingSettings tracing,
        LogFormat log) {

    private static final int SHORTEST_SECRET = 16;

    /** 2 GiB: Kafka's and Postgres's own logs grow by some hundred megabytes while what runs comes to its end. */
    private static final String DISK_FREE_BYTES = "2147483648";

    /** Access to the S3 API. */
    public record S3(URI endpoint, String region, String accessKey, String secretKey) {
        @Override
        public String toString() {
            return "S3[" + endpoint + ", " + region + "]";
        }
    }

    /** Secrets stay out of logs. */
    @Override
    public String toString() {
        return "IngestConfig[%s:%d, kafka %s, storage %s, s3 %s, allowed hosts %s]"
                .formatted(host, port, kafka, storage, s3, allowedHosts);
    }

    /** @throws IllegalArgumentException names the key, the value and the rule */
    public static IngestConfig from(Map<String, String> environment) {
        URI storage = uri(environment, "REELFLOW_STORAGE");
        boolean objects = "s3a".equals(storage.getScheme());
        if (!objects && !("file".equals(storage.getScheme()) && storage.getPath() != null)) {
            throw wrong("REELFLOW_STORAGE", storage.toString(), "must be s3a://BUCKET or file:///DIR");
        }
        if (objects && storage.getHost() == null) {
            throw wrong("REELFLOW_STORAGE", storage.toString(), "must name a bucket: s3a://BUCKET");
        }
        String secret = environment.get("REELFLOW_SIGNING_SECRET");
        if (!objects && (secret == null || secret.length() < SHORTEST_SECRET)) {
            throw new IllegalArgumentException("REELFLOW_SIGNING_SECRET must have at least " + SHORTEST_SECRET
                    + " characters where storage is files");
        }
        return new IngestConfig(
                environment.getOrDefault("REELFLOW_HOST", "127.0.0.1"),
                port(environment.getOrDefault("REELFLOW_PORT", "8081")),
                required(environment, "REELFLOW_KAFKA"),
                storage,
                objects ? s3(environment) : null,
                secret,
                hosts(environment.getOrDefault("REELFLOW_ALLOW_HOSTS", "")),
                Path.of(required(environment, "REELFLOW_KEYS_FILE")),
                Origins.parse(environment.getOrDefault("REELFLOW_CORS_ORIGINS", "")),
                Rates.from(environment),
                new DiskRoom(disks(environment, objects ? null : Path.of(storage)), diskFree(environment)),
                environment.containsKey("REELFLOW_INGEST_URL")
                        ? uri(environment, "REELFLOW_INGEST_URL").toString().replaceAll("/+$", "")
                        : null,
                TracingSettings.from(environment),
                LogFormat.from(environment));
    }

    private static S3 s3(Map<String, String> environment) {
        String region = environment.getOrDefault("REELFLOW_S3_REGION", "us-east-1");
        return new S3(
                environment.containsKey("REELFLOW_S3_ENDPOINT")
                        ? uri(environment, "REELFLOW_S3_ENDPOINT")
                        : URI.create("https://s3." + region + ".amazonaws.com"),
                region,
                required(environment, "REELFLOW_S3_ACCESS_KEY"),
                required(environment, "REELFLOW_S3_SECRET_KEY"));
    }

    private static List<Path> disks(Map<String, String> environment, @Nullable Path storage) {
        return Stream.concat(
                        Stream.ofNullable(storage),
                        Stream.of(environment
                                        .getOrDefault("REELFLOW_DISK_FOLDERS", "")
                                        .split(",", -1))
                                .map(String::strip)
                                .filter(folder -> !folder.isEmpty())
                                .map(Path::of))
                .toList();
    }

    private static long diskFree(Map<String, String> environment) {
        String value = environment.getOrDefault("REELFLOW_DISK_FREE_BYTES", DISK_FREE_BYTES);
        if (!value.matches("\\d{1,18}")) {
            throw wrong("REELFLOW_DISK_FREE_BYTES", value, "must be a number of bytes");
        }
        return Long.parseLong(value);
    }

    private static List<String> hosts(String list) {
        return Stream.of(list.split(",", -1))
                .map(String::strip)
                .filter(host -> !host.isEmpty())
                .toList();
    }

    private static int port(String value) {
        try {
            int port = Integer.parseInt(value);
            if (port >= 0 && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException e) {
            throw wrong("REELFLOW_PORT", value, "must be a port, 0 to 65535");
        }
        throw wrong("REELFLOW_PORT", value, "must be a port, 0 to 65535");
    }

    private static URI uri(Map<String, String> environment, String key) {
        String value = required(environment, key);
        try {
            URI uri = new URI(value);
            if (uri.getScheme() == null) {
                throw wrong(key, value, "must be an address with a scheme");
            }
            return uri;
        } catch (URISyntaxException e) {
            throw wrong(key, value, "must be an address: " + e.getReason());
        }
    }

    private static String required(Map<String, String> environment, String key) {
        String value = environment.get(key);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(key + " is not set");
        }
        return value;
    }

    private static IllegalArgumentException wrong(String key, String value, String rule) {
        return new IllegalArgumentException(key + " is \"" + value + "\": it " + rule);
    }
}
