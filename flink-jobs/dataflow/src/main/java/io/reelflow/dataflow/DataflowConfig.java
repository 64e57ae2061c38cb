package io.reelflow.dataflow;

import io.reelflow.dataflow.storage.StorageSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the dataflow is told; each process reads it from its own environment, once.
 *
 * @param kafka bootstrap servers
 * @param rooms jobs admitted at once
 * @param ageing a level of priority that others are served before rises by one after each
 * @param workDirectory of this process alone: scratch, and the cache of objects
 * @param cacheBytes of objects kept on disk that nobody uses
 * @param grace how long work goes on after the dataflow has stopped, to be taken up again
 * @param maxSourceBytes larger sources are refused
 * @param maxSourceLength longer sources are refused
 * @param allowedHosts {@code HOST} or {@code HOST:PORT} that may be fetched although not public
 * @param webhookSecret that webhooks are signed with; null: none are sent
 * @param machine what this machine is called in events; null: it is not named
 */
public record DataflowConfig(
        String kafka,
        StorageSettings storage,
        Postgres postgres,
        int rooms,
        Duration ageing,
        Path workDirectory,
        long cacheBytes,
        Duration grace,
        long maxSourceBytes,
        Duration maxSourceLength,
        List<String> allowedHosts,
        @Nullable String webhookSecret,
        @Nullable String machine) {
    private static final long GIB = 1L << 30;

    /** @param url of JDBC */
    public record Postgres(String url, String user, String password) {
        @Override
        public String toString() {
            return url;
        }
    }

    /** @throws IllegalArgumentException names the variable, its value and the rule */
    public static DataflowConfig fromEnvironment(Map<String, String> environment) {
        Reader read = new Reader(environment);
        return new DataflowConfig(
                read.needed("REELFLOW_KAFKA"),
                new StorageSettings(
                        read.needed("REELFLOW_STORAGE"),
                        read.optional("REELFLOW_S3_ENDPOINT"),
                        read.text("REELFLOW_S3_REGION", "us-east-1"),
                        read.optional("REELFLOW_S3_ACCESS_KEY"),
                        read.optional("REELFLOW_S3_SECRET_KEY")),
                new Postgres(
                        read.needed("REELFLOW_POSTGRES_URL"),
                        read.text("REELFLOW_POSTGRES_USER", "reelflow"),
                        read.text("REELFLOW_POSTGRES_PASSWORD", "")),
                Math.toIntExact(read.positive("REELFLOW_ROOMS", 4)),
                Duration.ofSeconds(read.positive("REELFLOW_AGEING_SECONDS", 60)),
                Path.of(read.text("REELFLOW_WORK_DIR", System.getProperty("java.io.tmpdir") + "/reelflow"))
                        .toAbsolutePath(),
                read.positive("REELFLOW_LOCAL_CACHE_BYTES", 10 * GIB),
                Duration.ofSeconds(read.positive("REELFLOW_GRACE_SECONDS", 120)),
                read.positive("REELFLOW_MAX_SOURCE_BYTES", 20 * GIB),
                Duration.ofSeconds(read.positive(
                        "REELFLOW_MAX_SOURCE_SECONDS", Duration.ofHours(12).toSeconds())),
                read.list("REELFLOW_ALLOW_HOSTS"),
                read.optional("REELFLOW_WEBHOOK_SECRET"),
                read.optional("REELFLOW_MACHINE"));
    }

    /** Variables by name; an empty one counts as not set. */
    private record Reader(Map<String, String> environment) {
        @Nullable
        String optional(String key) {
            String value = environment.get(key);
            return value == null || value.isBlank() ? null : value.strip();
        }

        String text(String key, String otherwise) {
            String value = optional(key);
            return value == null ? otherwise : value;
        }

        String needed(String key) {
            String value = optional(key);
            if (value == null) {
                throw new IllegalArgumentException(key + ": a value is needed, none is set");
            }
            return value;
        }

        long positive(String key, long otherwise) {
            String value = optional(key);
            if (value == null) {
                return otherwise;
            }
            if (!value.matches("[1-9][0-9]{0,17}")) {
                throw new IllegalArgumentException(key + ": must be a whole number above 0, was '" + value + "'");
            }
            return Long.parseLong(value);
        }

        List<String> list(String key) {
            return Arrays.stream(text(key, "").split(",", -1))
                    .map(String::strip)
                    .filter(entry -> !entry.isEmpty())
                    .toList();
        }
    }
}
