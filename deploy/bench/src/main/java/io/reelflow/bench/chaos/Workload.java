package io.reelflow.bench.chaos;

import io.reelflow.bench.client.Client;
import io.reelflow.bench.client.Follower;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Jobs that are sent while things die, and followers of some of them. */
public final class Workload implements AutoCloseable {
    /** A client that gives up on a submission has been let down for this long. */
    static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final int SENDERS = 8;
    /** Those that take long are few: the first are full, of the rest one kind after the other. */
    private static final int FULL = 2;

    private static final List<String> SHORT_TYPES = List.of("metadata", "slides");

    private final Client client;
    private final Films films;
    private final String run = Long.toString(System.currentTimeMillis(), 36);
    private final ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
    private final Map<String, String> accepted = new ConcurrentHashMap<>();
    private final Map<String, String> real = new ConcurrentHashMap<>();
    private final Queue<String> refused = new ConcurrentLinkedQueue<>();
    private final Queue<Follower> followers = new ConcurrentLinkedQueue<>();
    private final AtomicInteger sent = new AtomicInteger();
    private final int followEvery;

    /** Where jobs with real work find their films. */
    public interface Films {
        /** An address that no other number has. */
        String address(String name, long number);
    }

    /** @param followEvery one job in so many has a follower; real ones always */
    public Workload(Client client, Films films, int followEvery) {
        this.client = client;
        this.films = films;
        this.followEvery = Math.max(1, followEvery);
    }

    /** Sends so many more dry jobs, beside whatever goes on. */
    public void sendDry(int count) {
        for (int i = 0; i < count; i++) {
            int number = sent.getAndIncrement();
            Map<String, Object> request = dry("https://example.org/chaos/" + run + "/" + number, 5);
            senders.execute(() -> send(request, number % followEvery == 0, false));
        }
    }

    static Map<String, Object> dry(String url, int priority) {
        return Map.of("url", url, "priority", priority, "options", Map.of("dry_run", true));
    }

    /** Sends one with real work. */
    void sendReal() {
        int number = real.size();
        sendReal(number < FULL ? "full_processing" : SHORT_TYPES.get(number % SHORT_TYPES.size()));
    }

    /** Sends one with real work of a type. */
    public void sendReal(String type) {
        int number = real.size();
        boolean full = type.equals("full_processing");
        String url = films.address("talk-" + run, number);
        Map<String, Object> request = full
                ? Map.of("url", url, "job_type", type, "options", Map.of("max_clips", 2, "resolution", "480p"))
                : Map.of("url", url, "job_type", type);
        real.put(url, type);
        senders.execute(() -> send(request, true, true));
    }

    private void send(Map<String, Object> request, boolean follow, boolean isReal) {
        String url = String.valueOf(request.get("url"));
        try {
            String id = client.submit(request, PATIENCE).path("id").asString("");
            accepted.put(url, id);
            if (follow || isReal) {
                var follower = new Follower(client, id, timer);
                followers.add(follower);
                follower.connect();
            }
        } catch (IOException e) {
            refused.add(url + ": " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until every job has been accepted, or its sender has given up. */
    public void awaitSent() throws InterruptedException {
        senders.shutdown();
        if (!senders.awaitTermination(PATIENCE.toSeconds() * 2, TimeUnit.SECONDS)) {
            refused.add("a submission that was not answered in " + PATIENCE.toSeconds() * 2 + " s");
        }
    }

    /** Job ids by address. */
    Map<String, String> accepted() {
        return accepted;
    }

    /** Ids of those with real work. */
    List<String> real() {
        return real.keySet().stream()
                .filter(accepted::containsKey)
                .map(accepted::get)
                .toList();
    }

    int asked() {
        return sent.get() + real.size();
    }

    /** Submissions that were given up, in words. */
    List<String> refused() {
        return List.copyOf(refused);
    }

    List<Follower> followers() {
        return List.copyOf(followers);
    }

    @Override
    public void close() {
        senders.shutdownNow();
        timer.shutdownNow();
    }
}
