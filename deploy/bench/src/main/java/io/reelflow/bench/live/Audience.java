package io.reelflow.bench.live;

import io.reelflow.bench.client.Client;
import io.reelflow.bench.client.Follower;
import io.reelflow.schemas.job.Job;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Followers of the fed jobs. */
final class Audience implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Client client;
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(2);
    private final List<Follower> followers = new ArrayList<>();

    Audience(Client client) {
        this.client = client;
    }

    /** So many followers for each job; returns when each has heard where its job stands. */
    void gather(List<Job> jobs, int each) throws IOException, InterruptedException {
        for (Job job : jobs) {
            awaitKnown(job);
            for (int i = 0; i < each; i++) {
                var follower = new Follower(client, job.jobId(), timer);
                followers.add(follower);
                follower.connect();
            }
        }
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!followers.stream().allMatch(follower -> !follower.heard().isEmpty())) {
            if (System.nanoTime() > deadline) {
                throw new IOException("not every stream has begun after " + PATIENCE.toSeconds() + " s");
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private void awaitKnown(Job job) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (client.get("/jobs/" + job.jobId()).status() != 200) {
            if (System.nanoTime() > deadline) {
                throw new IOException("job " + job.jobId() + " is in the log, and the API does not know it");
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    List<Follower> followers() {
        return followers;
    }

    ScheduledExecutorService timer() {
        return timer;
    }

    /** Waits for the end of every stream; those that have none by then. */
    List<Follower> awaitEnds() throws InterruptedException {
        var all =
                CompletableFuture.allOf(followers.stream().map(Follower::ended).toArray(CompletableFuture[]::new));
        try {
            all.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            return followers.stream()
                    .filter(follower -> !follower.ended().isDone())
                    .toList();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a follower can only end well", e);
        }
        return List.of();
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
