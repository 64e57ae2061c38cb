package io.reelflow.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reelflow.local.home.Endpoints;
import io.reelflow.local.home.Home;
import io.reelflow.schemas.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What the running whole tells of itself: metrics, one trace from a POST to the last event of its stream, logs, health. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(300)
class ObservabilityIT {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String CLIENT = "00f067aa0ba902b7";
    private static final Pattern NAME = Pattern.compile("(?m)^([a-zA-Z_:][a-zA-Z0-9_:]*)[{ ]");
    private static final Pattern TEXT_LINE = Pattern.compile("^\\d{4}-\\d\\d-\\d\\dT\\S+ (INFO|WARN|ERROR) ");
    private static final Duration SOON = Duration.ofSeconds(60);

    /** The processing document's, as Prometheus exposes them. */
    private static final Set<String> OF_THE_SEED = Set.of(
            "celery_queue_length",
            "celery_active_workers",
            "jobs_processing_rate_total",
            "jobs_by_status",
            "jobs_retry_count_bucket",
            "jobs_processing_duration_bucket",
            "videos_created_total",
            "videos_deleted_total",
            "videos_reprocessed_total");

    private final HttpClient http = HttpClient.newHttpClient();
    private Collector collector;
    private Site site;
    private Launcher reelflow;
    private Endpoints endpoints;
    private String completed;
    private String failed;
    private List<String> stream;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        collector = new Collector();
        site = new Site();
        reelflow = new Launcher(
                folder.resolve("home"),
                Map.of("REELFLOW_OTLP_ENDPOINT", collector.url(), "REELFLOW_LOG_FORMAT", "json"));
        Launcher.Result up = reelflow.run("up", "--allow-host", site.host());
        assertThat(up.code()).as(up.output()).isZero();
        endpoints = Endpoints.of(new Home(reelflow.home()));
        completed = submit(site.serve("talk.mp4", Launcher.TALK), "00-" + TRACE + "-" + CLIENT + "-01");
        failed = submit(site.address("gone.mp4"), null);
        stream = follow(completed);
        follow(failed);
    }

    @AfterAll
    void stop() throws Exception {
        try {
            assertThat(reelflow.run("down", "--purge").code()).isZero();
        } finally {
            collector.close();
            site.close();
        }
    }

    @Test
    void oneTraceGoesFromTheRequestToTheLastEventOfItsStream() {
        assertThat(stream).contains("event:job_completed");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(named(TRACE))
                        .contains(
                                "status-service POST /api/v1/jobs",
                                "ingest-api POST /api/v1/jobs",
                                "status-service job metadata",
                                "status-service wait",
                                "status-service attempt",
                                "status-service extracting_metadata",
                                "status-service read-model",
                                "status-service deliver job_completed"));
        List<Collector.Span> spans = collector.of(TRACE);
        Set<String> ids = spans.stream().map(Collector.Span::id).collect(Collectors.toSet());
        assertThat(spans).allMatch(span -> span.end() >= span.begin());
        assertThat(spans).allMatch(span -> span.parent().equals(CLIENT) || ids.contains(span.parent()));
        assertThat(parent(spans, "ingest-api POST /api/v1/jobs")).isEqualTo("status-service POST /api/v1/jobs");
        assertThat(parent(spans, "status-service job metadata")).isEqualTo("ingest-api POST /api/v1/jobs");
        assertThat(parent(spans, "status-service attempt")).isEqualTo("status-service job metadata");
        assertThat(parent(spans, "status-service extracting_metadata")).isEqualTo("status-service attempt");
    }

    @Test
    void everyMetricThatIsDocumentedIsToldAndEveryOneOfOursIsDocumented() throws Exception {
        Set<String> documented = DocumentedMetrics.names();
        await().atMost(SOON).ignoreExceptions().untilAsserted(() -> {
            Set<String> told = told();
            assertThat(documented)
                    .allSatisfy(name -> assertThat(told.contains(name) || told.contains(name + "_count"))
                            .as(name)
                            .isTrue());
            assertThat(told).containsAll(OF_THE_SEED);
        });
        assertThat(told().stream()
                        .filter(name -> name.contains("reelflow_"))
                        .map(name -> name.replaceFirst("_(bucket|count|sum|max)$", "")))
                .allMatch(documented::contains);
    }

    @Test
    void aLineOfALogIsADocumentThatNamesItsJob() throws Exception {
        for (String process : endpoints.processes().keySet()) {
            if (!process.equals("postgres")) {
                assertThat(lines(process)).as(process).noneMatch(TEXT_LINE.asPredicate());
            }
        }
        assertThat(documents("status-service"))
                .isNotEmpty()
                .allMatch(line -> line.path("service").path("name").asString("").equals("status-service"));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(documents("taskmanager")).anySatisfy(line -> {
                    assertThat(line.path("message").asString("")).contains("SOURCE_NOT_FOUND");
                    assertThat(line.path("job_id").asString("")).isEqualTo(failed);
                    assertThat(line.path("trace_id").asString("")).hasSize(32).isNotEqualTo(failed.replace("-", ""));
                    assertThat(line.path("log").path("level").asString("")).isEqualTo("INFO");
                    assertThat(line.path("service").path("name").asString("")).isEqualTo("taskmanager");
                    assertThat(line.has("@timestamp")).isTrue();
                }));
    }

    @Test
    void healthIsToldInWordsToEverybody() throws Exception {
        await().atMost(SOON).untilAsserted(() -> {
            HttpResponse<String> text = http.send(
                    HttpRequest.newBuilder(URI.create(endpoints.api() + "/health"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(text.body()).isEqualTo("All is well.\n");
            assertThat(text.statusCode()).isEqualTo(200);
        });
    }

    private String submit(String url, @org.jspecify.annotations.Nullable String traceparent) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(endpoints.api() + "/api/v1/jobs"))
                .header("Authorization", "Bearer " + endpoints.keys().admin())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(Json.text(Map.of("url", url, "job_type", "metadata"))));
        if (traceparent != null) {
            request.header("traceparent", traceparent);
        }
        HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return Json.MAPPER.readTree(answer.body()).path("id").asString("");
    }

    private List<String> follow(String job) throws Exception {
        return http.send(
                        HttpRequest.newBuilder(URI.create(endpoints.api() + "/api/v1/jobs/" + job + "/stream"))
                                .header(
                                        "Authorization",
                                        "Bearer " + endpoints.keys().admin())
                                .build(),
                        HttpResponse.BodyHandlers.ofLines())
                .body()
                .toList();
    }

    private Set<String> named(String trace) {
        return collector.of(trace).stream()
                .map(span -> span.service() + " " + span.name())
                .collect(Collectors.toSet());
    }

    private static String parent(List<Collector.Span> spans, String name) {
        String id = spans.stream()
                .filter(span -> (span.service() + " " + span.name()).equals(name))
                .findFirst()
                .orElseThrow()
                .parent();
        return spans.stream()
                .filter(span -> span.id().equals(id))
                .map(span -> span.service() + " " + span.name())
                .findFirst()
                .orElse("none");
    }

    private Set<String> told() throws Exception {
        var names = new TreeSet<String>();
        for (String page : Objects.requireNonNull(endpoints.metrics()).values()) {
            NAME.matcher(page(page)).results().forEach(line -> names.add(line.group(1)));
        }
        return names;
    }

    private String page(String address) throws Exception {
        HttpResponse<String> answer =
                http.send(HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(address).isEqualTo(200);
        return answer.body();
    }

    private List<String> lines(String process) throws IOException {
        Path log = reelflow.home().resolve("logs").resolve(process + ".log");
        return Files.exists(log) ? Files.readAllLines(log) : List.of();
    }

    private List<JsonNode> documents(String process) throws IOException {
        return lines(process).stream()
                .filter(line -> line.startsWith("{"))
                .map(Json.MAPPER::readTree)
                .toList();
    }
}
