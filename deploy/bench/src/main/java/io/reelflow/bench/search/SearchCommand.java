package io.reelflow.bench.search;

import io.reelflow.bench.client.Client;
import io.reelflow.bench.measure.Quantiles;
import io.reelflow.bench.measure.Report;
import io.reelflow.bench.measure.Table;
import io.reelflow.bench.search.Questions.Question;
import io.reelflow.bench.stack.RunOptions;
import io.reelflow.bench.stack.RunningStack;
import io.reelflow.meaning.Passages;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code bench search}: what {@code GET /search} costs over a million segments, and whether it finds what was said. */
@Command(name = "search", description = "GET /search over a million segments of made talks in five languages.")
public final class SearchCommand implements Callable<Integer> {
    private static final double TARGET_MILLIS = 100;
    private static final Duration PATIENCE = Duration.ofMinutes(20);
    private static final int CHECKED = 100;

    @Mixin
    private RunOptions run = new RunOptions();

    @Option(names = "--segments", paramLabel = "N", description = "In the tables. Default: ${DEFAULT-VALUE}")
    private int segments = 1_000_000;

    @Option(names = "--rounds", paramLabel = "N", description = "Of thirteen questions each. Default: ${DEFAULT-VALUE}")
    private int rounds = 100;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    private final Talks talks = new Talks();
    private final Subjects subjects = new Subjects();

    @Override
    public Integer call() throws Exception {
        run.needsOwnStack("talks that nobody gave would be left in it");
        return run.run("bench search", List.of(), spec.commandLine().getOut(), this::measure);
    }

    private void measure(RunningStack stack, Report report) throws Exception {
        int videos = Math.max(5, segments / Talks.SEGMENTS);
        var client = new Client(stack.endpoints());
        long start = System.nanoTime();
        try (var rows = new Rows(stack.endpoints().postgres(), talks, subjects)) {
            for (int video = 0; video < videos; video++) {
                rows.add(video, Talks.SEGMENTS);
            }
            report.figure("segments", (double) videos * Talks.SEGMENTS, "")
                    .figure("written to the tables in", seconds(start), "s");
            await(client, Talks.id(videos - 1), videos - 1);
            report.figure("written and to be found in", seconds(start), "s");
            long added = System.nanoTime();
            rows.add(videos, Talks.SEGMENTS);
            await(client, Talks.id(videos), videos);
            report.figure("a talk more is found after", seconds(added), "s");
        }
        check(client, videos, report);
        checkMeaning(client, report);
        ask(client, videos, report);
        report.figure("index on disk", size(stack.home().data().resolve("search")) / 1e6, "MB")
                .figure("memory of the status service", memory(stack) / 1e6, "MB");
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }

    private void await(Client client, String videoId, int video) throws IOException, InterruptedException {
        String path = path(talks.segment(video, Talks.SEGMENTS - 1), videoId);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (client.insistOn(path, PATIENCE).orThrow().path("total").asInt() == 0) {
            if (System.nanoTime() > deadline) {
                throw new IOException("the index does not have " + videoId + " after " + PATIENCE.toMinutes() + " min");
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private static String path(Talks.Spoken spoken, String videoId) {
        return "/search?q=" + URLEncoder.encode('"' + spoken.text() + '"', StandardCharsets.UTF_8) + "&video_id="
                + videoId;
    }

    private void check(Client client, int videos, Report report) throws IOException, InterruptedException {
        var random = new Random(3);
        int found = 0;
        for (int i = 0; i < CHECKED; i++) {
            int video = random.nextInt(videos);
            Talks.Spoken spoken = talks.segment(video, random.nextInt(Talks.SEGMENTS));
            JsonNode hits = client.get(path(spoken, Talks.id(video))).orThrow().path("hits");
            found +=
                    hits.valueStream().anyMatch(hit -> Math.abs(hit.path("time").asDouble() - spoken.start()) <= 1)
                            ? 1
                            : 0;
        }
        report.promise("what was said is found at its second", found == CHECKED, found + " of " + CHECKED);
    }

    /** Subjects share no word with what is said: its words are made. */
    private void checkMeaning(Client client, Report report) throws IOException, InterruptedException {
        var random = new Random(5);
        int found = 0;
        for (int i = 0; i < CHECKED; i++) {
            String subject = subjects.name(random);
            JsonNode hit = client.get("/search?mode=meaning&q=" + URLEncoder.encode(subject, StandardCharsets.UTF_8))
                    .orThrow()
                    .at("/hits/0");
            found += hit.isObject() && subject.equals(subject(hit)) ? 1 : 0;
        }
        report.promise("questions find passages about their subject", found == CHECKED, found + " of " + CHECKED);
    }

    private String subject(JsonNode hit) {
        int video = Talks.video(hit.path("video_id").asString(""));
        List<Passages.Cut> passages = talks.passages(video, Talks.SEGMENTS);
        int passage = 0;
        while (passages.get(passage).start() != hit.path("time").asDouble()) {
            passage++;
        }
        return subjects.name(video, passage);
    }

    private void ask(Client client, int videos, Report report) throws IOException, InterruptedException {
        var questions = new Questions(talks, subjects, videos);
        Map<String, List<Double>> millis = new LinkedHashMap<>();
        Map<String, Long> totals = new LinkedHashMap<>();
        for (int i = -rounds / 5; i < rounds; i++) {
            for (Question question : questions.round()) {
                long start = System.nanoTime();
                JsonNode page = client.get(question.path()).orThrow();
                if (i >= 0) {
                    millis.computeIfAbsent(question.kind(), kind -> new ArrayList<>())
                            .add((System.nanoTime() - start) / 1e6);
                    totals.merge(question.kind(), page.path("total").asLong(), Long::sum);
                }
            }
        }
        report.table(new Table(
                List.of("QUESTION", "HITS", "P50 MS", "P95 MS", "LONGEST MS"),
                millis.entrySet().stream()
                        .map(each -> row(
                                each.getKey(), totals.getOrDefault(each.getKey(), 0L), Quantiles.of(each.getValue())))
                        .toList()));
        Quantiles all =
                Quantiles.of(millis.values().stream().flatMap(List::stream).toList());
        report.figure("GET /search, p50 of " + all.count(), all.at(50), "ms")
                .figure("GET /search, p95", all.at(95), "ms", TARGET_MILLIS, null)
                .figure("GET /search, p99", all.at(99), "ms");
    }

    private static List<Object> row(String kind, Long total, Quantiles millis) {
        return List.of(kind, total / millis.count(), millis.at(50), millis.at(95), millis.max());
    }

    private static double size(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }

    /** Resident, with the pages of the index that the system keeps for it. */
    private static double memory(RunningStack stack) throws IOException {
        String statm = Files.readString(Path.of(
                "/proc",
                Objects.requireNonNull(stack.pids().get("status-service")).toString(),
                "statm"));
        return 4096.0 * Long.parseLong(statm.split(" ", -1)[1]);
    }
}
