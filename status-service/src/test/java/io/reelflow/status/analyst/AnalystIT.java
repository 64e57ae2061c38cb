package io.reelflow.status.analyst;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.status.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** What is written for analysts is true: queries answer what they ask, and a dashboard shows what there is. */
final class AnalystIT {
    private static final Path QUERIES = Path.of("../docs/queries.md");
    private static final Path GRAFANA = Path.of("../deploy/monitoring/grafana");

    /** What a question of the page answers, a row a line. */
    private static final List<List<String>> ANSWERS = List.of(
            List.of(
                    "https://video.example/@cook|2|1|0|50.0|2026-11-21 08:20:10+00",
                    "https://video.example/@sky|3|2|1|100.0|null"),
            List.of("transcribing|1|120.0", "downloading|3|3.0"),
            List.of("2026-11-20|2|00:00:10|00:02:00", "2026-11-21|1|00:00:09|00:10:00"),
            List.of("https://video.example/@sky|SOURCE_NOT_FOUND|downloading|1|2026-11-20 08:03:00+00"),
            List.of(
                    "Stars are born|40|Some end as black holes",
                    "What is a black hole?|12.5|Nothing leaves a black hole"),
            List.of(
                    "Stars are born|Birth|0.7|9000",
                    "What is a black hole?|Nothing leaves|0.9|500",
                    "Bread|Crust|0.8|null"),
            List.of("Kitchen Lab|1|200", "Deep Sky|2|150"),
            List.of("Stars are born|Dia|How old?|8", "What is a black hole?|Ben|How far?|7"),
            List.of("downloading|60.0|33.3", "transcribing|80.0|null"),
            List.of("alice|2|1.00|3000", "bob|1|1.00|4000"));

    @TempDir
    static Path directory;

    private static Database database;

    @BeforeAll
    static void start() throws Exception {
        database = new Database(directory.resolve("postgres"));
        var source = new DriverManagerDataSource(database.url(), "postgres", "postgres");
        Flyway.configure().dataSource(source).load().migrate();
        for (String statement :
                Files.readString(Path.of("src/test/resources/analysts.sql")).split(";\n", -1)) {
            database.admin().sql(statement).update();
        }
        database.admin().sql("ALTER ROLE analyst LOGIN PASSWORD 'analyst'").update();
    }

    @AfterAll
    static void stop() throws Exception {
        database.close();
    }

    static List<Integer> questions() {
        return Stream.iterate(0, number -> number < ANSWERS.size(), number -> number + 1)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("questions")
    void everyQuestionOfThePageIsAnswered(int number) throws IOException {
        List<String> queries = Pattern.compile("(?s)```sql\n(.*?);\n```")
                .matcher(Files.readString(QUERIES))
                .results()
                .map(match -> match.group(1))
                .toList();
        assertThat(queries).hasSameSizeAs(ANSWERS);
        assertThat(rows(queries.get(number))).containsExactlyElementsOf(ANSWERS.get(number));
    }

    @Test
    void everyPanelOfTheDashboardShowsWhatIsInTheTables() throws IOException {
        List<JsonNode> panels = dashboard().path("panels").valueStream().toList();
        assertThat(panels).hasSizeGreaterThan(5);
        for (JsonNode panel : panels) {
            JsonNode target = panel.path("targets").path(0);
            String sql = expanded(target.path("rawSql").asString(""));
            assertThat(sql).as(panel.path("title").asString()).isNotBlank().doesNotContain("$__");
            assertThat(rows(sql)).as(panel.path("title").asString()).isNotEmpty();
            if (target.path("format").asString().equals("time_series")) {
                assertThat(sql).as(panel.path("title").asString()).contains(" AS time");
            }
        }
    }

    @Test
    void theDashboardIsOneThatGrafanaReads() throws IOException {
        JsonNode dashboard = dashboard();
        JsonNode source = YAMLMapper.shared()
                .readTree(Files.readString(GRAFANA.resolve("provisioning/datasources/reelflow.yaml")))
                .path("datasources")
                .path(0);
        assertThat(source.path("user").asString()).isEqualTo("analyst");
        assertThat(dashboard.path("schemaVersion").asInt()).isGreaterThanOrEqualTo(36);
        assertThat(List.of("uid", "title"))
                .allSatisfy(name -> assertThat(dashboard.path(name).asString()).isNotBlank());
        var ids = new HashSet<Integer>();
        var taken = new HashSet<List<Integer>>();
        for (JsonNode panel : dashboard.path("panels")) {
            assertThat(ids.add(panel.path("id").asInt())).isTrue();
            assertThat(panel.path("type").asString()).isIn("stat", "timeseries", "table", "barchart");
            assertThat(panel.path("title").asString()).isNotBlank();
            for (JsonNode named : List.of(panel, panel.path("targets").path(0))) {
                assertThat(named.path("datasource").path("uid")).isEqualTo(source.path("uid"));
                assertThat(named.path("datasource").path("type")).isEqualTo(source.path("type"));
            }
            assertThat(panel.path("targets").path(0).path("refId").asString()).isEqualTo("A");
            JsonNode place = panel.path("gridPos");
            assertThat(place.path("x").asInt() + place.path("w").asInt()).isLessThanOrEqualTo(24);
            for (int x = 0; x < place.path("w").asInt(); x++) {
                for (int y = 0; y < place.path("h").asInt(); y++) {
                    assertThat(taken.add(List.of(
                                    place.path("x").asInt() + x, place.path("y").asInt() + y)))
                            .as("%s covers another", panel.path("title"))
                            .isTrue();
                }
            }
        }
        JsonNode provider = YAMLMapper.shared()
                .readTree(Files.readString(GRAFANA.resolve("provisioning/dashboards/reelflow.yaml")))
                .path("providers")
                .path(0);
        assertThat(provider.path("options").path("path").asString()).isEqualTo("/var/lib/grafana/dashboards");
    }

    @Test
    void everyVersionedTableHasAViewOfWhatIsCurrent() {
        assertThat(rows("""
                        SELECT t.table_name FROM information_schema.tables t
                        WHERE t.table_schema = 'public' AND t.table_type = 'BASE TABLE'
                          AND t.table_name IN ('transcriptions', 'transcript_segments', 'chapters', 'comments', 'clips', 'slides')
                          AND (SELECT count(*) FROM information_schema.columns c WHERE c.table_name = t.table_name)
                            <> (SELECT count(*) FROM information_schema.columns c WHERE c.table_name = 'current_' || t.table_name)
                        """)).isEmpty();
    }

    @Test
    void everyColumnOfAViewSaysWhatItMeans() {
        assertThat(rows("""
                        SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
                        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'v' AND col_description(c.oid, a.attnum) IS NULL
                          AND c.relname IN ('job_durations_by_stage', 'jobs_per_hour', 'channel_progress', 'failure_reasons',
                                            'current_transcriptions', 'current_clips', 'current_slides', 'current_chapters')
                        """)).isEmpty();
    }

    /** As Grafana does, with all of time for the range of the dashboard. */
    private static String expanded(String sql) {
        Matcher filters = Pattern.compile("\\$__timeFilter\\(([a-z_.]+)\\)").matcher(sql);
        return filters.replaceAll("$1 BETWEEN '2026-01-01T00:00:00Z' AND '2027-01-01T00:00:00Z'");
    }

    private static JsonNode dashboard() throws IOException {
        return JsonMapper.shared().readTree(Files.readString(GRAFANA.resolve("dashboards/reelflow.json")));
    }

    private static List<String> rows(String sql) {
        try (var connection = DriverManager.getConnection(database.url(), "analyst", "analyst");
                var statement = connection.createStatement()) {
            statement.execute("SET TIME ZONE 'UTC'");
            var rows = new ArrayList<String>();
            try (ResultSet row = statement.executeQuery(sql)) {
                while (row.next()) {
                    var values = new ArrayList<String>();
                    for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                        values.add(Objects.requireNonNullElse(row.getString(i), "null"));
                    }
                    rows.add(String.join("|", values));
                }
            }
            return rows;
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }
}
