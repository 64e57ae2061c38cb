package io.reelflow.status;

import io.reelflow.access.Origins;
import io.reelflow.access.Rates;
import io.reelflow.tracing.LogFormat;
import io.reelflow.tracing.TracingSettings;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that the service is told from outside, read once.
 *
 * @param host the address to listen on
 * @param port 0 for a free one
 * @param kafka bootstrap servers
 * @param ingest where commands are forwarded to
 * @param flink where Flink's REST API and page are; null where nobody says
 * @param disks folders whose disks are told of
 * @param keysFile API keys, see {@link io.reelflow.access.KeyRing}
 * @param signingSecret of signed file addresses and sessions; null: one is made up for the life of this process
 * @param corsOrigins pages elsewhere whose scripts may call
 * @param rates how often one key may call
 * @param searchFolder the search index is kept in it; null: in a temporary one, made anew by each process
 * @param searchMeaning whether searches may load the model of meanings
 * @param retention when videos are purged
 * @param tracing where spans go
 * @param log how its lines are written
 */
public record StatusConfig(
        String host,
        int port,
        String kafka,
        URI ingest,
        @Nullable URI flink,
        List<Path> disks,
        Storage storage,
        Postgres postgres,
        Path keysFile,
        @Nullable String signingSecret,
        List<String> corsOrigins,
        Rates rates,
        @Nullable Path searchFolder,
        boolean searchMeaning,
        Retention retention,
        TracingSettings tracing,
        LogFormat log) {

    /**
     * How long videos and what is told of jobs are kept.
     *
     * @param restorable one that was removed softly
     * @param age from its latest job on; null for ever
     * @param videos the newest that are kept; null for all
     * @param disk a folder on the disk that fills with them; null where nobody knows it
     * @param freeBytes with less free on it the oldest go; null for never
     * @param jobEventDays days before today whose job events are kept; null for all
     */
    public record Retention(
            Duration restorable,
            @Nullable Duration age,
            @Nullable Integer videos,
            @Nullable Path disk,
            @Nullable Long freeBytes,
            @Nullable Integer jobEventDays) {}

    /**
     * @param location {@code s3a://BUCKET} or {@code file:///DIR}
     * @param endpoint of an S3 server other than Amazon's
     * @param accessKey null: the SDK's own chain of credentials
     */
    public record Storage(
            URI location,
            @Nullable URI endpoint,
            String region,
            @Nullable String accessKey,
            @Nullable String secretKey) {
        public boolean isFile() {
            return "file".equals(location.getScheme());
        }
    }

    /** @param analystPassword null: the role {@code analyst} exists but can not log in */
    public record Postgres(
            String url,
            String user,
            String password,
            @Nullable String analystPassword) {}

    /** A setting that can not be used: names the key, the value and the rule. */
    public static final class Invalid extends RuntimeException {
        private static final long serialVersionUID = 1;

        Invalid(String message) {
            super(message);
        }

        Invalid(String key, @Nullable String value, String rule) {
            super(key + (value == null ? " is not set: " : " is '" + value + "': ") + rule);
        }
    }

    public static StatusConfig from(Map<String, String> environment) {
        var in = new Reader(environment);
        return new StatusConfig(
                in.text("REELFLOW_HOST", "127.0.0.1"),
                in.port("REELFLOW_PORT"),
                in.required("REELFLOW_KAFKA", "name the brokers, HOST:PORT,…"),
                in.http("REELFLOW_INGEST_URL"),
                in.isSet("REELFLOW_FLINK_URL") ? in.http("REELFLOW_FLINK_URL") : null,
                in.disks(),
                storage(in),
                new Postgres(
                        in.required("REELFLOW_POSTGRES_URL", "name the database, jdbc:postgresql://HOST:PORT/NAME"),
                        in.text("REELFLOW_POSTGRES_USER", "postgres"),
                        in.text("REELFLOW_POSTGRES_PASSWORD", ""),
                        in.optional("REELFLOW_ANALYST_PASSWORD")),
                in.file("REELFLOW_KEYS_FILE"),
                in.optional("REELFLOW_SIGNING_SECRET"),
                in.origins("REELFLOW_CORS_ORIGINS"),
                in.rates(),
                in.folder("REELFLOW_SEARCH_DIR"),
                in.flag("REELFLOW_SEARCH_MEANING", true),
                new Retention(
                        Duration.ofDays(in.number("REELFLOW_RESTORE_DAYS", 30)),
                        in.isSet("REELFLOW_RETENTION_DAYS")
                                ? Duration.ofDays(in.number("REELFLOW_RETENTION_DAYS", 0))
                                : null,
                        in.isSet("REELFLOW_RETENTION_VIDEOS") ? in.number("REELFLOW_RETENTION_VIDEOS", 0) : null,
                        in.disks().stream().findFirst().orElse(null),
                        in.freeBytes(),
                        in.isSet("REELFLOW_JOB_EVENT_DAYS") ? in.number("REELFLOW_JOB_EVENT_DAYS", 0) : null),
                in.checked(TracingSettings::from),
                in.checked(LogFormat::from));
    }

    private static Storage storage(Reader in) {
        String rule = "must be s3a://BUCKET or file:///DIR";
        String value = in.required("REELFLOW_STORAGE", rule);
        URI location = in.uri("REELFLOW_STORAGE", value, rule);
        boolean bucket = "s3a".equals(location.getScheme()) && location.getHost() != null;
        boolean folder = "file".equals(location.getScheme()) && location.getPath() != null;
        if (!bucket && !folder) {
            throw new Invalid("REELFLOW_STORAGE", value, rule);
        }
        String endpoint = in.optional("REELFLOW_S3_ENDPOINT");
        return new Storage(
                location,
                endpoint == null ? null : in.http("REELFLOW_S3_ENDPOINT"),
                in.text("REELFLOW_S3_REGION", "us-east-1"),
                in.optional("REELFLOW_S3_ACCESS_KEY"),
                in.optional("REELFLOW_S3_SECRET_KEY"));
    }

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

        String required(String key, String rule) {
            String value = optional(key);
            if (value == null) {
                throw new Invalid(key, null, rule);
            }
            return value;
        }

        List<Path> disks() {
            String folders = optional("REELFLOW_DISK_FOLDERS");
            String storage = text("REELFLOW_STORAGE", "");
            if (folders == null) {
                return storage.startsWith("file:") ? List.of(Path.of(URI.create(storage))) : List.of();
            }
            return Stream.of(folders.split(","))
                    .map(String::strip)
                    .filter(each -> !each.isEmpty())
                    .map(Path::of)
                    .toList();
        }

        @Nullable
        Long freeBytes() {
            String value = optional("REELFLOW_RETENTION_FREE_BYTES");
            if (value != null && !value.matches("\\d{1,18}")) {
                throw new Invalid("REELFLOW_RETENTION_FREE_BYTES", value, "must be a whole number of bytes");
            }
            return value == null ? null : Long.valueOf(value);
        }

        boolean isSet(String key) {
            return optional(key) != null;
        }

        boolean flag(String key, boolean otherwise) {
            String value = text(key, Boolean.toString(otherwise));
            if (!value.matches("true|false")) {
                throw new Invalid(key, value, "must be true or false");
            }
            return Boolean.parseBoolean(value);
        }

        int number(String key, int otherwise) {
            String value = text(key, Integer.toString(otherwise));
            if (!value.matches("[1-9]\\d{0,7}")) {
                throw new Invalid(key, value, "must be a whole number from 1 to 99999999");
            }
            return Integer.parseInt(value);
        }

        int port(String key) {
            String value = text(key, "8080");
            if (!value.matches("\\d{1,5}") || Integer.parseInt(value) > 65535) {
                throw new Invalid(key, value, "must be a port, 0–65535 (0: any free one)");
            }
            return Integer.parseInt(value);
        }

        <T> T checked(Function<Map<String, String>, T> reader) {
            try {
                return reader.apply(environment);
            } catch (IllegalArgumentException e) {
                throw new Invalid(String.valueOf(e.getMessage()));
            }
        }

        Rates rates() {
            try {
                return Rates.from(environment);
            } catch (IllegalArgumentException e) {
                throw new Invalid(String.valueOf(e.getMessage()));
            }
        }

        List<String> origins(String key) {
            String value = text(key, "");
            try {
                return Origins.parse(value);
            } catch (IllegalArgumentException e) {
                throw new Invalid(String.valueOf(e.getMessage()));
            }
        }

        URI http(String key) {
            String rule = "must be http://HOST:PORT or https://HOST";
            URI uri = uri(key, required(key, rule), rule);
            if (uri.getHost() == null || !String.valueOf(uri.getScheme()).matches("https?")) {
                throw new Invalid(key, uri.toString(), rule);
            }
            return uri;
        }

        URI uri(String key, String value, String rule) {
            try {
                return new URI(value);
            } catch (URISyntaxException e) {
                throw new Invalid(key, value, rule);
            }
        }

        @Nullable
        Path folder(String key) {
            String value = optional(key);
            try {
                return value == null ? null : Path.of(value).toAbsolutePath();
            } catch (InvalidPathException e) {
                throw new Invalid(key, value, "must be a folder that this process may write to");
            }
        }

        Path file(String key) {
            Path path = Path.of(required(key, "name the JSON file of API keys"));
            if (!Files.isReadable(path)) {
                throw new Invalid(key, path.toString(), "there is no such readable file");
            }
            return path;
        }
    }
}
