package io.reelflow.status.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reelflow.status.Scenes;
import io.reelflow.status.Surroundings;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** What DuckDB reads out of an export is what Postgres holds. */
final class ExportIT {
    private static final int JOBS = 60_000;
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    static Path directory;

    private static Surroundings all;
    private static Connection duck;

    @BeforeAll
    static void start() throws Exception {
        all = new Surroundings(directory).start();
        duck = DriverManager.getConnection("jdbc:duckdb:");
        try (Statement set = duck.createStatement()) {
            set.execute("SET TimeZone = 'UTC'");
        }
        all.send(Scenes.command(Scenes.job("exported")));
        all.send(Scenes.story(Scenes.job("exported"), 3, null));
        await().until(() -> count("SELECT count(*) FROM stage_runs") > 5);
        for (String statement :
                Files.readString(Path.of("src/test/resources/export.sql")).split(";\n", -1)) {
            all.database
                    .admin()
                    .sql(statement.replace(":jobs", Integer.toString(JOBS)))
                    .update();
        }
    }

    @AfterAll
    static void stop() throws Exception {
        duck.close();
        all.close();
    }

    @Test
    void aParquetFileHasEveryRowWithItsValues() throws Exception {
        Path file = export(Surroundings.ADMIN, "processing_jobs.parquet");
        String sums = """
                SELECT count(*), count(DISTINCT job_id), sum(attempt), sum(sequence), sum(progress_percent), count(error_code),
                       sum(CASE WHEN dry_run THEN 1 ELSE 0 END), min(url), max(url), count(options),
                       %s, %s, count(started_at), count(channel_id), min(job_id::text), max(job_id::text)
                FROM %s
                """;
        assertThat(ask(String.format(sums, "sum(epoch_us(updated_at))", "min(epoch_us(created_at))", quoted(file))))
                .isEqualTo(postgres(String.format(
                        sums,
                        "sum((extract(epoch FROM updated_at) * 1000000)::bigint)",
                        "min((extract(epoch FROM created_at) * 1000000)::bigint)",
                        "processing_jobs")));
    }

    @Test
    void typesAreThoseThatAReaderExpects() throws Exception {
        assertThat(types("processing_jobs.parquet"))
                .containsEntry("job_id", "UUID")
                .containsEntry("updated_at", "TIMESTAMP WITH TIME ZONE")
                .containsEntry("options", "VARCHAR")
                .containsEntry("attempt", "INTEGER")
                .containsEntry("sequence", "BIGINT")
                .containsEntry("progress_percent", "DOUBLE")
                .containsEntry("dry_run", "BOOLEAN");
        assertThat(types("video_metadata.parquet"))
                .containsEntry("tags", "VARCHAR[]")
                .containsEntry("published", "DATE");
        assertThat(types("transcript_segments.parquet"))
                .containsEntry("words", "VARCHAR[]")
                .containsEntry("word_starts", "FLOAT[]")
                .doesNotContainKey("tsv");
    }

    @ParameterizedTest
    @MethodSource("tables")
    void everyTableIsTheSameInBothForms(String table) throws Exception {
        Path parquet = export(Surroundings.ADMIN, table + ".parquet");
        Path csv = export(Surroundings.ADMIN, table + ".csv");
        long rows = count("SELECT count(*) FROM " + table);
        List<String> columns = new ArrayList<>(types(parquet).keySet());

        assertThat(ask("SELECT count(*) FROM " + quoted(parquet))).containsExactly(Long.toString(rows));
        assertThat(rows).isPositive();
        String filled = String.join(
                ", ", columns.stream().map(each -> "count(\"" + each + "\")").toList());
        assertThat(ask("SELECT " + filled + " FROM read_csv('" + csv
                        + "', header = true, all_varchar = true, allow_quoted_nulls = false)"))
                .isEqualTo(ask("SELECT " + filled + " FROM " + quoted(parquet)))
                .isEqualTo(postgres("SELECT " + filled + " FROM " + table));
    }

    static List<String> tables() {
        return ExportTable.ALL.stream().map(ExportTable::name).toList();
    }

    @Test
    void oddValuesPassUnharmed() throws Exception {
        Path parquet = export(Surroundings.ADMIN, "video_metadata.parquet");
        assertThat(ask("SELECT title, description, tags[1], tags[2], len(tags), published, heatmap FROM "
                        + quoted(parquet) + " WHERE video_id = 'odd'"))
                .containsExactly(
                        "Quotes \" and, commas", "two\nlines ☃", "a,b", "", "3", "2026-01-31", "[{\"end\": 1}]");
        Path csv = export(Surroundings.ADMIN, "video_metadata.csv");
        assertThat(
                        ask(
                                "SELECT title, description, tags, published, updated_at, language IS NULL, channel FROM read_csv('"
                                        + csv
                                        + "', header = true, all_varchar = true, allow_quoted_nulls = false) WHERE video_id = 'odd'"))
                .containsExactly(
                        "Quotes \" and, commas",
                        "two\nlines ☃",
                        "[\"a,b\", \"\", null]",
                        "2026-01-31",
                        "2026-11-20T10:00:00.123456Z",
                        "true",
                        "");
        Path segments = export(Surroundings.ADMIN, "transcript_segments.parquet");
        assertThat(ask("SELECT words[2], word_starts[2], len(word_ends) FROM " + quoted(segments)
                        + " WHERE video_id = 'odd'"))
                .containsExactly("two", "0.5", "0");
    }

    @Test
    void sinceAndUntilChooseByUpdateTime() throws Exception {
        String range = "?since=2026-11-03T00:00:00Z&until=2026-11-04T01:00:00%2B01:00";
        for (String form : List.of("parquet", "csv")) {
            Path file = export(Surroundings.ADMIN, "processing_jobs." + form + range);
            assertThat(ask("SELECT count(*), count(DISTINCT job_id) FROM '" + file + "'"))
                    .isEqualTo(postgres("SELECT count(*), count(*) FROM processing_jobs"
                            + " WHERE updated_at >= '2026-11-03T00:00:00Z' AND updated_at < '2026-11-04T00:00:00Z'"))
                    .doesNotContain("0");
        }
    }

    @Test
    void anOwnerGetsTheirOwnRowsAndNobodyARemovedVideos() throws Exception {
        assertThat(ask("SELECT count(*), max(user_id) FROM "
                        + quoted(export(Surroundings.READER, "processing_jobs.parquet"))))
                .isEqualTo(postgres("SELECT count(*), max(user_id) FROM processing_jobs WHERE user_id = 'alice'"));
        assertThat(ask("SELECT count(*) FROM " + quoted(export(Surroundings.STRANGER, "stage_runs.parquet"))))
                .containsExactly("0");
        assertThat(ask("SELECT video_id FROM " + quoted(export(Surroundings.READER, "video_metadata.parquet"))))
                .containsExactly("odd");
        all.database
                .admin()
                .sql("INSERT INTO hidden_videos VALUES ('odd', now(), now() + interval '1 day', 'a')")
                .update();
        try {
            assertThat(ask("SELECT count(*) FROM "
                            + quoted(export(Surroundings.ADMIN, "video_metadata.parquet"))
                            + " WHERE video_id = 'odd'"))
                    .containsExactly("0");
        } finally {
            all.database.admin().sql("DELETE FROM hidden_videos").update();
        }
    }

    @Test
    void writersDoNotWaitAndTheFileIsOfOneMoment() throws Exception {
        long before = count("SELECT count(*) FROM processing_jobs");
        HttpResponse<InputStream> answer =
                HTTP.send(request(Surroundings.ADMIN, "processing_jobs.csv"), BodyHandlers.ofInputStream());
        try (InputStream body = answer.body()) {
            assertThat(body.readNBytes(10)).hasSize(10);
            // The client reads no further, so the server is in the middle of the table.
            all.database
                    .admin()
                    .sql("SET lock_timeout = '5s'; UPDATE processing_jobs SET priority = 9")
                    .update();
            all.database
                    .admin()
                    .sql(
                            "INSERT INTO processing_jobs SELECT (jsonb_populate_record(j, jsonb_build_object('job_id', gen_random_uuid()))).*"
                                    + " FROM processing_jobs j WHERE user_id = 'alice' LIMIT 1")
                    .update();
            String rest = new String(body.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(rest.lines().count()).isEqualTo(before + 1);
        }
    }

    @Test
    void theDaysOfATableAreThoseOfItsFiles() {
        List<String> days = all.json(Surroundings.READER, "/api/v1/export/processing_jobs")
                .path("days")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
        assertThat(days)
                .isEqualTo(all.database
                        .admin()
                        .sql(
                                "SELECT DISTINCT (updated_at AT TIME ZONE 'UTC')::date::text FROM processing_jobs WHERE user_id = 'alice' ORDER BY 1")
                        .query(String.class)
                        .list());
    }

    @Test
    void whatIsDocumentedIsWhatThereIs() {
        JsonNode tables = new YAMLMapper()
                .readTree(ExportIT.class.getResourceAsStream("/openapi.yaml"))
                .at("/components/parameters/ExportTable/schema/enum");
        assertThat(tables.valueStream().map(JsonNode::asString)).containsExactlyElementsOf(tables());
    }

    @ParameterizedTest
    @CsvSource({
        "keys.parquet,404",
        "keys,404",
        "job_states.csv,404",
        "processing_jobs.xlsx,404",
        "processing_jobs.csv?since=yesterday,400",
        "processing_jobs.csv?until=2026-11-21,400",
        "processing_jobs.csv?since=2026-11-21T00:00:00Z&until=2026-11-21T00:00:00Z,400"
    })
    void whatCanNotBeAnsweredIsRefused(String file, int status) {
        all.client(Surroundings.ADMIN)
                .get()
                .uri(URI.create(all.address() + "/api/v1/export/" + file))
                .exchange()
                .expectStatus()
                .isEqualTo(status)
                .expectHeader()
                .contentType("application/problem+json")
                .expectBody(JsonNode.class)
                .value(problem -> assertThat(problem.path("code").asString()).isIn("NOT_FOUND", "INVALID_REQUEST"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"processing_jobs.parquet", "processing_jobs.csv"})
    void withoutAKeyThereIsNothing(String file) {
        all.anonymous()
                .get()
                .uri("/api/v1/export/" + file)
                .exchange()
                .expectStatus()
                .isUnauthorized()
                .expectBody(JsonNode.class)
                .value(problem -> assertThat(problem.path("code").asString()).isEqualTo("UNAUTHORIZED"));
    }

    private static HttpRequest request(String key, String file) {
        return HttpRequest.newBuilder(URI.create(all.address() + "/api/v1/export/" + file))
                .header("Authorization", "Bearer " + key)
                .build();
    }

    private static Path export(String key, String file) throws IOException, InterruptedException {
        Path to = Files.createTempFile(directory, "export", file.replaceFirst("\\?.*", ""));
        HttpResponse<Path> answer = HTTP.send(request(key, file), BodyHandlers.ofFile(to));
        assertThat(answer.statusCode()).isEqualTo(200);
        return to;
    }

    private static Map<String, String> types(String file) throws Exception {
        return types(export(Surroundings.ADMIN, file));
    }

    private static Map<String, String> types(Path file) throws SQLException {
        var found = new LinkedHashMap<String, String>();
        try (Statement statement = duck.createStatement();
                ResultSet rows = statement.executeQuery("DESCRIBE SELECT * FROM " + quoted(file))) {
            while (rows.next()) {
                found.put(rows.getString(1), rows.getString(2));
            }
        }
        return found;
    }

    private static String quoted(Path file) {
        return "'" + file + "'";
    }

    /** The values of the one row. */
    private static List<String> ask(String sql) throws SQLException {
        try (Statement statement = duck.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return values(rows);
        }
    }

    private static List<String> postgres(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(all.database.url(), "postgres", "postgres");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return values(rows);
        }
    }

    private static List<String> values(ResultSet rows) throws SQLException {
        assertThat(rows.next()).isTrue();
        var values = new ArrayList<String>();
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
            Object value = rows.getObject(i);
            values.add(
                    value instanceof Number number && !(value instanceof Double)
                            ? new BigDecimal(number.toString()).toPlainString()
                            : String.valueOf(value));
        }
        assertThat(rows.next()).isFalse();
        return values;
    }

    private static long count(String sql) {
        return all.database.admin().sql(sql).query(Long.class).single();
    }
}
