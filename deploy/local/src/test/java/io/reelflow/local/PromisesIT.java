package io.reelflow.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.reelflow.local.client.Api;
import io.reelflow.local.home.Endpoints;
import io.reelflow.local.home.Home;
import io.reelflow.schemas.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What a stranger relies on, on the running whole: real engines, a real site, real deaths. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(600)
class PromisesIT {
    private static final List<String> BEFORE_CLIPS = List.of(
            "downloading", "extracting_metadata", "extracting_audio", "transcribing", "extracting_frames", "analyzing");

    private Launcher reelflow = new Launcher(Path.of("."));
    private Site site = newSite();

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        reelflow = new Launcher(folder.resolve("home"));
        Launcher.Result up = reelflow.run("up", "--allow-host", site.host());
        assertThat(up.code()).as(up.output()).isZero();
    }

    @AfterAll
    void stop() throws Exception {
        assertThat(reelflow.run("down", "--purge").code()).isZero();
        site.close();
    }

    @Test
    void sourcesAtFaultFailWithTheirCodeAndTheNextJobsRun(@TempDir Path folder) throws Exception {
        Path page = Files.writeString(folder.resolve("page.mp4"), "<html><body><h1>Not a film</h1></body></html>");
        Path nothing = Files.createFile(folder.resolve("nothing.mp4"));
        String gone = submit(site.address("gone.mp4"), "full_processing");
        String html = submit(site.serve("page.mp4", page), "full_processing");
        String empty = submit(site.serve("nothing.mp4", nothing), "full_processing");
        String first = submit(site.serve("first.mp4", Launcher.TALK), "slides");
        String second = submit(site.serve("second.mp4", Launcher.TALK), "slides");

        assertThat(errorOf(end(gone))).isEqualTo("SOURCE_NOT_FOUND");
        assertThat(errorOf(end(html))).isEqualTo("MEDIA_UNREADABLE");
        assertThat(errorOf(end(empty))).isEqualTo("MEDIA_UNREADABLE");
        assertThat(end(first).path("status").asString("")).isEqualTo("completed");
        assertThat(end(second).path("status").asString("")).isEqualTo("completed");
    }

    @Test
    void aSourceThatTurnsUsAwayIsLeftAloneAndAllIsDoneWithTheFirstAttempt() throws Exception {
        Site.Limit limit = site.limit(2, Duration.ofSeconds(3));
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            ids.add(submit(site.serve("limited-" + i + ".mp4", Launcher.TALK), "metadata"));
        }
        for (String id : ids) {
            JsonNode job = end(id);
            assertThat(job.path("status").asString("")).isEqualTo("completed");
            assertThat(job.path("attempt").asInt()).isEqualTo(1);
            assertThat(job.path("retry_count").asInt()).isZero();
        }
        assertThat(limit.refused()).as("who was under way, and nobody after").isBetween(1, 4);
    }

    @Test
    void tablesAreFilesADayAndRowsAreTheFoldOfTheirEvents(@TempDir Path folder) throws Exception {
        String id = submit(site.serve("tables.mp4", Launcher.TALK), "slides");
        assertThat(end(id).path("status").asString("")).isEqualTo("completed");

        Launcher.Result parquet = reelflow.run("export", "processing_jobs", "stage_runs", "--out", folder.toString());
        Launcher.Result csv = reelflow.run("export", "processing_jobs", "--format", "csv", "--out", folder.toString());

        assertThat(parquet.code()).as(parquet.output()).isZero();
        assertThat(csv.code()).as(csv.output()).isZero();
        List<Path> files = parquet.output().lines().map(Path::of).toList();
        assertThat(files).hasSizeGreaterThanOrEqualTo(2).allSatisfy(file -> {
            assertThat(file.toString())
                    .matches(".*/(processing_jobs|stage_runs)/day=\\d{4}-\\d\\d-\\d\\d/part-0[.]parquet");
            assertThat(Files.readAllBytes(file)).startsWith('P', 'A', 'R', '1').endsWith('P', 'A', 'R', '1');
        });
        assertThat(Files.readString(csv.output()
                        .lines()
                        .map(Path::of)
                        .reduce((first, last) -> last)
                        .orElseThrow()))
                .contains(id);
        Launcher.Result check = reelflow.run("check");
        assertThat(check.code()).as(check.output()).isZero();
        assertThat(check.output()).contains(": 0 differ");
    }

    @Test
    void theSameRequestTwiceIsOneJob() throws Exception {
        String url = site.serve("twice.mp4", Launcher.TALK);

        String id = submit(url, "metadata");
        String again = submit(url, "metadata");

        assertThat(again).isEqualTo(id);
        end(id);
        assertThat(terminalEvents(id)).hasSize(1);
    }

    @Test
    void aFileOfRequestsIsAnsweredLineByLineAndAllItsJobsEnd(@TempDir Path folder) throws Exception {
        String lines = IntStream.rangeClosed(1, 200)
                .mapToObj(i -> i == 100
                        ? "no JSON"
                        : "{\"url\": \"https://example.org/batch/" + i + "\", \"options\": {\"dry_run\": true}}")
                .collect(Collectors.joining("\n"));
        Path file = Files.writeString(folder.resolve("jobs.ndjson"), lines);

        Launcher.Result sent = reelflow.run("submit", "--file", file.toString());

        assertThat(sent.code()).as(sent.output()).isEqualTo(1);
        List<JsonNode> answers = sent.output()
                .lines()
                .filter(line -> line.startsWith("{"))
                .map(Json.MAPPER::readTree)
                .collect(Collectors.toCollection(ArrayList::new));
        assertThat(answers.stream().map(answer -> answer.path("line").asInt(0)))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 200).boxed().toList());
        assertThat(answers.get(99).at("/error/code").asString("")).isEqualTo("MALFORMED_JSON");
        answers.remove(99);
        for (JsonNode answer : answers) {
            String id = answer.path("id").asString("");
            await().atMost(Duration.ofMinutes(2))
                    .ignoreExceptions()
                    .until(() -> api().job(id).path("status").asString("").equals("completed"));
        }
    }

    @Test
    void aMetadataJobBringsWhatThePublisherSaysAndNoMedia(@TempDir Path folder) throws Exception {
        String media = site.serve("told.mp4", Launcher.TALK);
        Path page = Files.writeString(
                folder.resolve("told.html"),
                "<html><head><title>Told</title><meta property=\"og:title\" content=\"Told\">"
                        + "<meta property=\"og:video\" content=\"" + media + "\">"
                        + "<meta property=\"og:video:type\" content=\"video/mp4\"></head><body></body></html>");
        Map<String, Object> request = Map.of(
                "url",
                site.serve("told.html", page),
                "job_type",
                "metadata",
                "options",
                Map.of("include_comments", true));

        JsonNode job = end(api().submit(request).path("id").asString(""));

        assertThat(job.path("status").asString("")).isEqualTo("completed");
        assertThat(stagesInHistory(job.path("id").asString("")))
                .contains("extracting_metadata", "extracting_comments")
                .doesNotContain("downloading");
        JsonNode video = api().get("/videos/" + job.path("video_id").asString("") + "?include_comments=true");
        assertThat(video.at("/metadata/title").asString("")).isEqualTo("Told");
        assertThat(video.path("comments").isArray()).isTrue();
        assertThat(site.downloads("told.mp4")).isZero();
    }

    @Test
    void aFeedBecomesAJobForEachItemAndLaterForEachNewOne(@TempDir Path folder) throws Exception {
        Path feed = folder.resolve("feed.xml");
        Map<String, Object> request =
                Map.of("url", site.serve("feed.xml", feed), "job_type", "metadata", "options", Map.of("dry_run", true));
        Files.writeString(feed, rss(40));
        assertThat(api().post("/channels/estimate", Map.of("url", site.address("feed.xml")))
                        .path("videos")
                        .asInt(0))
                .isEqualTo(40);

        String id = api().post("/channels", request).path("id").asString("");
        JsonNode first = ended(id, 40);
        assertThat(first.at("/run/created").asInt(-1)).isEqualTo(40);
        assertThat(first.path("title").asString("")).isEqualTo("Talks");
        assertThat(api().get("/jobs?channel_id=" + id + "&limit=1")
                        .at("/jobs/0/video_id")
                        .asString(""))
                .startsWith("dry-");

        Files.writeString(feed, rss(43));
        assertThat(api().post("/channels", request).path("id").asString("")).isEqualTo(id);
        JsonNode second = ended(id, 43);
        assertThat(second.at("/run/created").asInt(-1)).isEqualTo(3);
        assertThat(second.at("/run/known").asInt(-1)).isEqualTo(40);
        assertThat(site.downloads("feed.xml")).isEqualTo(3);
    }

    private static String rss(int items) {
        return IntStream.range(0, items)
                .mapToObj(i -> "<item><title>Talk " + i + "</title><link>https://talks.example/" + i + "</link></item>")
                .collect(
                        Collectors.joining("", "<rss version='2.0'><channel><title>Talks</title>", "</channel></rss>"));
    }

    /** The channel, once so many of its jobs have completed and it is not being looked at. */
    private JsonNode ended(String channel, int jobs) {
        return await().atMost(Duration.ofMinutes(2))
                .until(
                        () -> api().get("/channels/" + channel),
                        seen -> seen.at("/videos/completed").asInt(0) == jobs
                                && seen.path("status").asString("").equals("completed"));
    }

    @Test
    void aStreamShowsEveryStageWithRisingProgressAndEnds() throws Exception {
        String id = submit(site.serve("stream.mp4", Launcher.TALK), "full_processing");
        List<JsonNode> heard = new ArrayList<>();

        JsonNode last = api().follow(id, heard::add);

        assertThat(last.path("status").asString("")).isEqualTo("completed");
        assertThat(heard.stream().map(job -> job.path("progress").asDouble(-1)))
                .isSorted()
                .last()
                .isEqualTo(100.0);
        assertThat(stagesInHistory(id))
                .contains(
                        "downloading",
                        "extracting_metadata",
                        "extracting_audio",
                        "transcribing",
                        "extracting_frames",
                        "analyzing",
                        "generating_clips",
                        "uploading",
                        "finalizing");
        assertThat(secondsByStage(id)).containsKeys("downloading", "transcribing", "generating_clips");
    }

    @Test
    void whatWasSaidIsFoundAtItsSecondAndWhatWasMeantInOtherWords() throws Exception {
        JsonNode truth = Json.MAPPER.readTree(Files.readAllBytes(Launcher.TALK.resolveSibling("talk.mp4.json")));
        JsonNode job = end(submit(site.serve("stream.mp4", Launcher.TALK), "full_processing"));

        assertThat(found(job, "\"my fellow americans\"").path("text").asString(""))
                .contains("<mark>");
        assertThat(found(job, "\"he was not an ill\"").path("time").asDouble())
                .isCloseTo(truth.at("/segments/2/start").asDouble(), within(1.0));
        assertThat(found(job, "\"had he married a more\"").path("time").asDouble())
                .isCloseTo(truth.at("/segments/4/start").asDouble(), within(1.0));
        JsonNode meant = found(job, "a better wife would improve a husband");
        assertThat(meant.path("found_by").asString("")).isEqualTo("meaning");
        assertThat(truth.at("/segments/4/end").asDouble())
                .isBetween(meant.path("time").asDouble(), meant.path("end").asDouble());
    }

    @Test
    void aPhraseOfTheCorpusIsFoundAtItsSecond() throws Exception {
        Path dialogue = corpus().resolve("speech/dialogue_3spk.wav");
        assumeThat(dialogue).exists();
        JsonNode truth = Json.MAPPER.readTree(Files.readAllBytes(Path.of(dialogue + ".json")));

        JsonNode job = end(submit(site.serve("dialogue.wav", dialogue), "transcription"));

        Map<String, Integer> turns = Map.of(
                "and so my fellow americans", 1,
                "he was not an ill", 3,
                "the echo test has been completed", 4);
        for (Map.Entry<String, Integer> turn : turns.entrySet()) {
            JsonNode hit = found(job, '"' + turn.getKey() + '"');
            double start =
                    truth.path("turns").path(turn.getValue()).path("start").asDouble();
            assertThat(hit.path("time").asDouble()).as(turn.getKey()).isCloseTo(start, within(1.0));
        }
    }

    private JsonNode found(JsonNode job, String q) throws IOException {
        String path = "/search?kind=transcript&video_id=" + job.path("video_id").asString("") + "&q="
                + URLEncoder.encode(q, StandardCharsets.UTF_8);
        Api api = api();
        return await().until(() -> api.get(path).at("/hits/0"), JsonNode::isObject);
    }

    private static Path corpus() {
        return Path.of(System.getenv().getOrDefault("REELFLOW_CORPUS", Launcher.ROOT + "/../shared/corpus"));
    }

    @Test
    void aTalkIsTakenAwayAsAPackageAndAsSound(@TempDir Path folder) throws Exception {
        JsonNode job = end(submit(site.serve("taken.mp4", Launcher.TALK), "full_processing"));
        int clips = job.path("generated_clips").size();
        TakenAway talk = new TakenAway(endpoints(), job.path("video_id").asString(""));

        List<String> names = talk.packed(folder.resolve("package.zip"));
        var sound = talk.file("/download/audio", folder.resolve("talk.mp3"));
        var video = talk.file("/download/video", folder.resolve("talk.mp4"));

        assertThat(clips).isPositive();
        assertThat(names).filteredOn(name -> name.endsWith(".mp4")).hasSize(clips);
        assertThat(names).contains("publish.csv", "publish.json", "slides.pdf", "transcript.srt", "analysis.json");
        assertThat(sound.statusCode()).isEqualTo(200);
        assertThat(sound.headers().firstValue("Content-Type")).hasValue("audio/mpeg");
        assertThat(folder.resolve("talk.mp3")).isNotEmptyFile();
        assertThat(video.statusCode()).isEqualTo(200);
        assertThat(folder.resolve("talk.mp4")).hasSameBinaryContentAs(Launcher.TALK);
        assertThat(site.downloads("taken.mp4")).isEqualTo(1);
    }

    @Test
    void aDeadTaskManagerAWorkerAndAJobManagerCostTimeOnly() throws Exception {
        for (String victim : List.of("taskmanager", "worker", "jobmanager")) {
            String name = "killed-" + victim + ".mp4";
            String id = submit(site.serve(name, Launcher.TALK), "full_processing");
            await().atMost(Duration.ofMinutes(3))
                    .until(() -> stagesInHistory(id).contains("transcribing"));

            kill(victim);

            assertThat(end(id).path("status").asString("")).as(victim).isEqualTo("completed");
            assertThat(site.downloads(name)).as(victim).isEqualTo(1);
            assertThat(terminalEvents(id)).as(victim).hasSize(1);
        }
    }

    @Test
    void aStoredVideoIsMadeAnewWithoutOneRequestToItsSource() throws Exception {
        JsonNode first = end(submit(site.serve("stored.mp4", Launcher.TALK), "full_processing"));
        String video = first.path("video_id").asString("");
        int requests = site.requests("stored.mp4");
        assertThat(requests).isPositive();

        JsonNode slides = end(reprocess(video, Map.of("job_type", "slides")));
        JsonNode boxed = end(reprocess(video, Map.of("options", Map.of("captions", Map.of("style", "boxed")))));

        assertThat(site.requests("stored.mp4")).isEqualTo(requests);
        assertThat(slides.path("slides").size()).isEqualTo(first.path("slides").size());
        assertThat(reused(slides)).containsAll(BEFORE_CLIPS);
        assertThat(boxed.path("status").asString("")).isEqualTo("completed");
        assertThat(reused(boxed)).containsAll(BEFORE_CLIPS).doesNotContain("generating_clips");
        assertThat(boxed.path("generated_clips").size())
                .isEqualTo(first.path("generated_clips").size());
    }

    private String reprocess(String video, Map<String, ?> request) throws Exception {
        return api().post("/videos/" + video + "/reprocess", request).path("id").asString("");
    }

    /** Stages that say in the job's history that they found what was there. */
    private List<String> reused(JsonNode job) throws Exception {
        return history(job.path("id").asString("")).stream()
                .filter(event -> event.path("reused").asBoolean(false))
                .map(event -> event.path("stage").asString(""))
                .distinct()
                .toList();
    }

    @Test
    void aLongLectureIsHeardSeenAndCut() throws Exception {
        Path corpus = corpus();
        Path lecture = corpus.resolve("long/long_lecture_en.mp4");
        assumeThat(lecture).exists();
        JsonNode truth = Json.MAPPER.readTree(Files.readAllBytes(corpus.resolve("long/long_lecture_en.mp4.json")));

        JsonNode job = end(submit(site.serve("lecture.mp4", lecture), "full_processing"));

        assertThat(job.path("status").asString(""))
                .as(job.path("error").toString())
                .isEqualTo("completed");
        assertThat(WordErrors.rate(
                        texts(truth.path("transcript_segments")),
                        job.path("transcript").asString("")))
                .isLessThanOrEqualTo(0.20);
        assertThat(job.path("slides").size())
                .isGreaterThanOrEqualTo(truth.path("slides").size() / 2);
        assertThat(job.path("generated_clips").size()).isPositive();
        assertThat(job.at("/generated_clips/0/width").asInt()).isEqualTo(1080);
        assertThat(job.at("/generated_clips/0/height").asInt()).isEqualTo(1920);
    }

    private static Site newSite() {
        try {
            return new Site();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Endpoints endpoints() throws IOException {
        return Endpoints.of(new Home(reelflow.home()));
    }

    private Api api() throws IOException {
        return new Api(endpoints());
    }

    private String submit(String url, String type) throws Exception {
        return api().submit(Map.of("url", url, "job_type", type)).path("id").asString("");
    }

    private JsonNode end(String id) throws Exception {
        api().follow(id, update -> {});
        return api().job(id);
    }

    private static String errorOf(JsonNode job) {
        return job.at("/error/code").asString("");
    }

    private List<JsonNode> history(String id) throws Exception {
        return StreamSupport.stream(
                        api().get("/jobs/" + id + "/history").path("events").spliterator(), false)
                .toList();
    }

    private List<String> stagesInHistory(String id) throws Exception {
        return history(id).stream()
                .map(event -> event.path("stage").asString(""))
                .distinct()
                .toList();
    }

    private List<String> terminalEvents(String id) throws Exception {
        return history(id).stream()
                .map(event -> event.path("status").asString(""))
                .filter(status -> List.of("completed", "failed", "cancelled").contains(status))
                .toList();
    }

    private void kill(String victim) throws IOException {
        if (!victim.equals("worker")) {
            process(victim).destroyForcibly();
            return;
        }
        List<ProcessHandle> workers = await().until(
                        () -> process("taskmanager")
                                .descendants()
                                .filter(child ->
                                        child.info().command().orElse("").endsWith("/java"))
                                .toList(),
                        list -> !list.isEmpty());
        workers.forEach(ProcessHandle::destroyForcibly);
    }

    private ProcessHandle process(String name) throws IOException {
        var address = Objects.requireNonNull(endpoints().processes().get(name), name);
        return ProcessHandle.of(address.pid()).orElseThrow();
    }

    /** As an analyst would: one query. */
    private Map<String, Double> secondsByStage(String id) throws IOException, SQLException {
        var postgres = endpoints().postgres();
        Map<String, Double> seconds = new HashMap<>();
        try (var connection = DriverManager.getConnection(
                        postgres.url(), postgres.analystUser(), postgres.analystPassword());
                var query = connection.prepareStatement(
                        "SELECT stage, sum(seconds) FROM stage_runs WHERE job_id = ?::uuid GROUP BY stage")) {
            query.setString(1, id);
            var rows = query.executeQuery();
            while (rows.next()) {
                seconds.put(rows.getString(1), rows.getDouble(2));
            }
        }
        return seconds;
    }

    private static String texts(JsonNode segments) {
        return String.join(
                " ",
                StreamSupport.stream(segments.spliterator(), false)
                        .map(segment -> segment.path("text").asString(""))
                        .toList());
    }
}
