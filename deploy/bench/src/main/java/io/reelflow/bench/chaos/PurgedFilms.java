package io.reelflow.bench.chaos;

import io.reelflow.bench.client.Client;
import io.reelflow.bench.stack.Site;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/** Videos of which there is something, of which something is made, and which are removed in the middle of that. */
final class PurgedFilms {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int LOOK_EVERY_MILLIS = 50;

    private final Client client;
    private final Site site;
    private final String run = "removed-" + Long.toString(System.currentTimeMillis(), 36);

    PurgedFilms(Client client, Site site) {
        this.client = client;
        this.site = site;
    }

    /**
     * A video.
     *
     * @param jobs of it: one that has completed, one that runs, one that waits behind it
     * @param purge the job that removes it; empty where it was not asked for yet
     */
    record Film(String videoId, Map<String, ?> request, List<String> jobs, String purge) {}

    /** Returns once a job of it has completed, another runs and a third waits. */
    Film begin(int number) throws IOException, InterruptedException {
        String url = site.address(run, number);
        Map<String, ?> request = Map.of("url", url, "job_type", "metadata", "priority", 2);
        String first = client.submit(request, PATIENCE).path("id").asString("");
        JsonNode done = await(first, Set.of("completed"));
        Map<String, Object> more = Map.of("max_clips", 2, "resolution", "480p");
        String second = client.submit(
                        Map.of(
                                "url",
                                url,
                                "job_type",
                                number % 2 == 0 ? "slides" : "full_processing",
                                "priority",
                                2,
                                "options",
                                more),
                        PATIENCE)
                .path("id")
                .asString("");
        String third = client.submit(Map.of("url", url, "job_type", "transcription", "priority", 3), PATIENCE)
                .path("id")
                .asString("");
        await(second, Set.of("processing", "completed"));
        return new Film(done.path("video_id").asString(""), request, List.of(first, second, third), "");
    }

    /** Asks for its removal, through any outage. */
    CompletableFuture<Film> remove(Film film) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                JsonNode answer = client.remove("/videos/" + film.videoId + "?hard_delete=true", PATIENCE)
                        .orThrow();
                return new Film(
                        film.videoId,
                        film.request,
                        film.jobs,
                        answer.path("job_id").asString(""));
            } catch (IOException e) {
                throw new CompletionException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CompletionException(e);
            }
        });
    }

    /** The same request as the first, sent again: the job that it is now, completed. */
    String again(Film film) throws IOException, InterruptedException {
        String id = client.submit(film.request, PATIENCE).path("id").asString("");
        await(id, Set.of("completed"));
        return id;
    }

    /** The job, once it has got there. */
    JsonNode await(String jobId, Set<String> wanted) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            JsonNode job = client.insistOn("/jobs/" + jobId + "?fields=id,status,video_id", PATIENCE)
                    .orThrow();
            String status = job.path("status").asString("");
            if (wanted.contains(status)) {
                return job;
            }
            if (Outcomes.ENDED.contains(status) || System.nanoTime() > deadline) {
                throw new IOException("job " + jobId + " is " + status + ", not one of " + wanted);
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
        }
    }
}
