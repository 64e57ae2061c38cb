package io.reelflow.bench.chaos;

import io.reelflow.bench.chaos.PurgedFilms.Film;
import io.reelflow.bench.client.Client;
import io.reelflow.bench.measure.Report;
import io.reelflow.bench.stack.RunningStack;
import io.reelflow.local.home.Endpoints;
import io.reelflow.schemas.ObjectKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Looks for what is left of removed videos: in every row of every table, in the bucket, behind every address. */
final class PurgeVerdict {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int SENT_AGAIN = 3;

    private final RunningStack stack;
    private final Client client;

    PurgeVerdict(RunningStack stack, Client client) {
        this.stack = stack;
        this.client = client;
    }

    void on(Report report, List<Film> removed, Duration afterwards, PurgedFilms films) throws Exception {
        long begin = System.nanoTime();
        for (Film film : removed) {
            films.await(film.purge(), Set.of("completed"));
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        report.figure("videos removed", removed.size(), "").figure("the last purge ends after", seconds, "s");
        tell(report, "left", left(removed));
        TimeUnit.NANOSECONDS.sleep(afterwards.toNanos());
        tell(report, "back after " + afterwards.toSeconds() + " s", left(removed));
        sentAgain(report, removed, films);
    }

    private static void tell(Report report, String when, Left left) {
        report.promise("no row is " + when, left.rows.isEmpty(), some(left.rows));
        report.promise("no object is " + when, left.objects.isEmpty(), some(left.objects));
        report.promise("no address is " + when, left.addresses.isEmpty(), some(left.addresses));
    }

    private static void sentAgain(Report report, List<Film> removed, PurgedFilms films)
            throws IOException, InterruptedException {
        var wrong = new ArrayList<String>();
        for (Film film : removed.subList(0, Math.min(SENT_AGAIN, removed.size()))) {
            String id = films.again(film);
            if (film.jobs().contains(id)) {
                wrong.add(id + " is the job that there was");
            }
        }
        report.promise("the same request is a new job, which completes", wrong.isEmpty(), some(wrong));
    }

    private record Left(List<String> rows, List<String> objects, List<String> addresses) {}

    private Left left(List<Film> removed) throws IOException, InterruptedException, SQLException {
        var objects = new ArrayList<String>();
        var addresses = new ArrayList<String>();
        Path bucket =
                stack.home().data().resolve("s3").resolve(stack.endpoints().s3().bucket());
        for (Film film : removed) {
            Path folder = bucket.resolve(ObjectKeys.video(film.videoId()));
            if (Files.exists(folder)) {
                try (Stream<Path> files = Files.walk(folder)) {
                    files.filter(Files::isRegularFile)
                            .forEach(file -> objects.add(bucket.relativize(file).toString()));
                }
            }
            addresses.addAll(answering(film));
        }
        return new Left(rows(removed), objects, addresses);
    }

    private List<String> answering(Film film) throws IOException, InterruptedException {
        var found = new ArrayList<String>();
        var paths = new ArrayList<>(List.of("/videos/" + film.videoId()));
        film.jobs().forEach(job -> paths.addAll(List.of("/jobs/" + job, "/jobs/" + job + "/history")));
        for (String path : paths) {
            int status = client.insistOn(path, PATIENCE).status();
            if (status != 404) {
                found.add(path + " answers " + status);
            }
        }
        JsonNode purge = client.insistOn("/jobs/" + film.purge(), PATIENCE).orThrow();
        JsonNode history =
                client.insistOn("/jobs/" + film.purge() + "/history", PATIENCE).orThrow();
        if ((purge.toString() + history).contains(film.videoId())) {
            found.add("the purge job " + film.purge() + " names the video");
        }
        return found;
    }

    /** Tables, and whose id is still in how many of their rows, in any column. */
    private List<String> rows(List<Film> removed) throws IOException, SQLException {
        Endpoints.Postgres postgres = stack.endpoints().postgres();
        var found = new ArrayList<String>();
        try (var connection = DriverManager.getConnection(postgres.url(), postgres.user(), postgres.password());
                var tables = connection.createStatement();
                var names = tables.executeQuery("""
                        SELECT oid::regclass::text FROM pg_class WHERE relnamespace = 'public'::regnamespace
                        AND relkind IN ('r', 'p') AND NOT relispartition
                        """)) {
            while (names.next()) {
                String sql = "SELECT looked_for, count(*) FROM unnest(?) looked_for JOIN " + names.getString(1)
                        + " t ON position(looked_for IN t::text) > 0 GROUP BY looked_for";
                try (var query = connection.prepareStatement(sql)) {
                    query.setArray(
                            1,
                            connection.createArrayOf(
                                    "text", removed.stream().map(Film::videoId).toArray()));
                    var rows = query.executeQuery();
                    while (rows.next()) {
                        found.add(rows.getLong(2) + " of " + rows.getString(1) + " in " + names.getString(1));
                    }
                }
            }
        }
        return found;
    }

    private static String some(List<String> wrong) {
        return wrong.isEmpty()
                ? "0 found"
                : wrong.size() + " found: " + wrong.stream().limit(5).toList();
    }
}
