package io.reelflow.bench.chaos;

import io.reelflow.bench.client.Client;
import io.reelflow.bench.measure.Report;
import io.reelflow.schemas.job.Stage;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/** A long talk that several machines hear, and what the loss of one costs what the others do of it. */
final class LostMachine {
    private static final Duration START = Duration.ofMinutes(2);

    private final Client client;
    private final Places places;
    private final StageRuns runs;
    private String job = "";

    LostMachine(Client client, Places places, StageRuns runs) {
        this.client = client;
        this.places = places;
        this.runs = runs;
    }

    String submit(String url) throws IOException, InterruptedException {
        Map<String, Object> request =
                Map.of("url", url, "job_type", "transcription", "options", Map.of("force_whisper", true));
        job = client.submit(request, START).path("id").asString("");
        return job;
    }

    /** Returns when that share of its spans is done. */
    void awaitShare(double share, Duration patience) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (runs.parts(Stage.TRANSCRIBING) == 0
                || runs.completed(Stage.TRANSCRIBING) < share * runs.parts(Stage.TRANSCRIBING)) {
            if (System.nanoTime() > deadline) {
                throw new IOException(runs.completed(Stage.TRANSCRIBING) + " of " + runs.parts(Stage.TRANSCRIBING)
                        + " spans are done after " + patience.toSeconds() + " s");
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    /** Of these, the one that has heard most. */
    String busiest(List<String> machines) {
        return machines.stream()
                .max(Comparator.comparingLong(machine -> heard().stream()
                        .filter(run -> run.machine().equals(machine))
                        .count()))
                .orElseThrow();
    }

    /** What the others lost, once it is over. */
    void on(Report report, String victim, Instant killed, double target) {
        Instant lastBegun = heard().stream()
                .map(Places.Run::start)
                .max(Comparator.naturalOrder())
                .orElse(killed);
        var others = new TreeSet<String>();
        heard().stream()
                .filter(run -> !run.machine().equals(victim) && run.start().isBefore(killed))
                .forEach(run -> others.add(run.machine()));
        double idle = others.stream()
                .map(machine -> places.longestIdle(machine, killed, lastBegun))
                .mapToDouble(each -> each.toMillis() / 1000.0)
                .max()
                .orElse(0);
        List<Integer> again = runs.repeated(Stage.TRANSCRIBING);
        report.figure("spans", runs.parts(Stage.TRANSCRIBING), "")
                .figure("spans done again", again.size(), "", 1.0, null)
                .figure("longest that another machine had nothing to do", idle, "s", target, null)
                .promise(
                        "only what the lost machine was at is done again",
                        again.size() <= 1,
                        again + ", of one that it does at a time");
    }

    private List<Places.Run> heard() {
        return places.runs().stream()
                .filter(run -> run.job().equals(job) && run.stage() == Stage.TRANSCRIBING)
                .toList();
    }
}
