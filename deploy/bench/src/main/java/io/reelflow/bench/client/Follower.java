package io.reelflow.bench.client;

import io.reelflow.schemas.Json;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A client of one job's event stream, as a browser is one: whatever breaks the connection, it comes back with the id of
 * the last event that it heard. After the end it comes back once more, to hear that there is nothing left.
 */
public final class Follower {
    private static final Set<String> ENDS = Set.of("job_completed", "job_failed", "job_cancelled");
    private static final int LEAST_PAUSE_MILLIS = 50;
    private static final int MOST_PAUSE_MILLIS = 500;

    private final Client client;
    private final String jobId;
    private final ScheduledExecutorService timer;
    private final List<Heard> heard = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private String lastId = "";
    private int ends;
    /** Which connection is listened to; a cut makes it none. */
    private int current;

    private int connections;
    private CompletableFuture<?> request = CompletableFuture.completedFuture(null);
    private Flow.@Nullable Subscription lines;

    /**
     * One event, as it came.
     *
     * @param id position in the log; -1 where it has none
     * @param nanos of {@link System#nanoTime()} when it was here
     */
    public record Heard(String event, long id, String status, String stage, int attempt, double progress, long nanos) {
        public boolean isEnd() {
            return ENDS.contains(event);
        }

        /** Where the job stood when the stream began: it moves no position. */
        public boolean isSnapshot() {
            return event.equals("initial_status");
        }
    }

    /** @param timer for the pause before it comes back */
    public Follower(Client client, String jobId, ScheduledExecutorService timer) {
        this.client = client;
        this.jobId = jobId;
        this.timer = timer;
    }

    public String jobId() {
        return jobId;
    }

    /** Connects, or connects anew. */
    public synchronized void connect() {
        int mine = ++current;
        connections++;
        HttpRequest.Builder builder =
                client.request("/jobs/" + jobId + "/stream").header("Accept", "text/event-stream");
        if (!lastId.isEmpty()) {
            builder.header("Last-Event-ID", lastId);
        }
        var reader = new Lines(mine);
        CompletableFuture<HttpResponse<Void>> sent = client.http()
                .sendAsync(
                        builder.build(),
                        info -> info.statusCode() == 200
                                ? BodySubscribers.fromLineSubscriber(reader)
                                : BodySubscribers.replacing(null));
        request = sent;
        var unused = sent.whenComplete((response, error) -> over(mine, error == null ? response.statusCode() : 0));
    }

    /** Breaks the connection, wherever it stands; it comes back by itself. */
    public synchronized void cut() {
        if (ended.isDone()) {
            return;
        }
        current++; // whatever the old one still says is not heard
        if (lines != null) {
            lines.cancel();
        }
        request.cancel(true);
        again();
    }

    /** @param status of HTTP; 0 where there was no answer, or it broke off */
    private synchronized void over(int connection, int status) {
        if (connection != current || ended.isDone()) {
            return;
        }
        if (status == 204) {
            if (ends == 0) {
                faults.add("204 before any end was told");
            }
            ended.complete(null);
            return;
        }
        if (status != 200 && status != 0 && status != 503) {
            faults.add("HTTP " + status);
        }
        again();
    }

    private void again() {
        long pause = ThreadLocalRandom.current().nextInt(LEAST_PAUSE_MILLIS, MOST_PAUSE_MILLIS);
        var unused = timer.schedule(this::connect, pause, TimeUnit.MILLISECONDS);
    }

    private synchronized void hear(int connection, EventParser.Event event, long nanos) {
        if (connection != current) {
            return;
        }
        if (event.name().equals("error") || event.name().equals("resync")) {
            faults.add(event.name() + " after " + lastId + ": " + event.data());
            return;
        }
        JsonNode job = Json.MAPPER.readTree(event.data());
        lastId = event.id();
        var one = new Heard(
                event.name(),
                event.id().matches("\\d{1,18}") ? Long.parseLong(event.id()) : -1,
                job.path("status").asString(""),
                job.path("stage").asString(""),
                job.path("attempt").asInt(0),
                job.path("progress").asDouble(0),
                nanos);
        heard.add(one);
        if (one.isEnd()) {
            ends++;
        }
    }

    /** Completes when the end has been heard and nothing follows it. */
    public CompletableFuture<Void> ended() {
        return ended;
    }

    public synchronized List<Heard> heard() {
        return List.copyOf(heard);
    }

    /** How often the end was told. */
    public synchronized int ends() {
        return ends;
    }

    /** What should not have been, in words. */
    public synchronized List<String> faults() {
        return List.copyOf(faults);
    }

    /** How often it connected. */
    public synchronized int connections() {
        return connections;
    }

    private final class Lines implements Flow.Subscriber<String> {
        private final int connection;
        private final EventParser parser;

        Lines(int connection) {
            this.connection = connection;
            this.parser = new EventParser(event -> hear(connection, event, System.nanoTime()));
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            synchronized (Follower.this) {
                if (connection != current) {
                    subscription.cancel();
                    return;
                }
                lines = subscription;
            }
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(String line) {
            parser.line(line);
        }

        @Override
        public void onError(Throwable error) {
            // The request fails with it, and over() hears of that.
        }

        @Override
        public void onComplete() {}
    }
}
