package io.reelflow.bench.pages;

import io.reelflow.bench.client.Client;
import io.reelflow.bench.stack.FolderSite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** What the pictures show: the sample talk, done; a job that failed; a channel whose videos are partly missing. */
final class Exhibits {
    private static final int VIDEOS = 48;
    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final Set<String> ENDED = Set.of("completed", "failed", "cancelled");

    private final Client client;
    private final FolderSite site;
    private final Path folder;

    /** @param folder of the site, with {@code talk.mp4} and {@code short.mp4} in it */
    Exhibits(Client client, FolderSite site, Path folder) {
        this.client = client;
        this.site = site;
        this.folder = folder;
    }

    /** Views by their names, once all that they show is there. */
    Map<String, String> made() throws IOException, InterruptedException {
        String failed = submitted("gone.mp4");
        String done = submitted("talk.mp4");
        JsonNode talk = awaited("/jobs/" + done, job -> ENDED.contains(status(job)));
        if (!status(talk).equals("completed")) {
            throw new IOException("the sample talk did not complete: " + talk);
        }
        for (int number = 0; number < VIDEOS; number++) {
            if (!isGone(number)) {
                Files.copy(folder.resolve("short.mp4"), film(number));
            }
        }
        Files.writeString(folder.resolve("talks.xml"), feed());
        Map<String, ?> request = Map.of("url", site.address(folder.resolve("talks.xml")), "job_type", "metadata");
        String channel = client.post("/channels", request).orThrow().path("id").asString("");
        awaited("/channels/" + channel, told -> {
            JsonNode videos = told.path("videos");
            return videos.path("total").asInt() == VIDEOS
                    && videos.path("completed").asInt() + videos.path("failed").asInt() == VIDEOS;
        });
        awaited("/jobs/" + failed, job -> status(job).equals("failed"));
        var views = new LinkedHashMap<String, String>();
        views.put("jobs", "#/");
        views.put("job", "#/jobs/" + done);
        views.put("job-failed", "#/jobs/" + failed);
        views.put("videos", "#/videos");
        views.put("search", "#/videos?q=country");
        views.put("video", "#/videos/" + talk.path("video_id").asString(""));
        views.put("channels", "#/channels");
        views.put("channel", "#/channels/" + channel);
        views.put("system", "#/system");
        return views;
    }

    private String submitted(String name) throws IOException, InterruptedException {
        Map<String, ?> request = Map.of("url", site.address(folder.resolve(name)), "job_type", "full_processing");
        return client.submit(request, Duration.ofMinutes(1)).path("id").asString("");
    }

    private static String status(JsonNode job) {
        return job.path("status").asString("");
    }

    private JsonNode awaited(String path, Predicate<JsonNode> done) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            JsonNode told = client.insistOn(path, PATIENCE).orThrow();
            if (done.test(told)) {
                return told;
            }
            if (System.nanoTime() > deadline) {
                throw new IOException("after " + PATIENCE.toMinutes() + " min: " + told);
            }
            TimeUnit.MILLISECONDS.sleep(500);
        }
    }

    private static boolean isGone(int number) {
        return number % 8 == 5;
    }

    private Path film(int number) {
        return folder.resolve("Talk %02d.mp4".formatted(number + 1));
    }

    private String feed() {
        return IntStream.range(0, VIDEOS)
                .mapToObj(number -> "<item><title>Talk " + (number + 1) + "</title><enclosure type=\"video/mp4\" url=\""
                        + site.address(film(number)) + "\"/></item>")
                .collect(Collectors.joining(
                        "\n", "<rss version=\"2.0\"><channel><title>Talks of a week</title>", "</channel></rss>"));
    }
}
