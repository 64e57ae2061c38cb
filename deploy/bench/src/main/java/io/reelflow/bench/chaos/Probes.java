package io.reelflow.bench.chaos;

import io.reelflow.bench.client.Client;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Jobs of no work that go ahead of all others: that one ends says that the whole works. Thread-safe. */
public final class Probes {
    private final Client client;
    private final Duration lookEvery;
    private final String run = Long.toString(System.currentTimeMillis(), 36);
    private final AtomicInteger count = new AtomicInteger();

    /** @param lookEvery how often a job is asked for */
    public Probes(Client client, Duration lookEvery) {
        this.client = client;
        this.lookEvery = lookEvery;
    }

    /**
     * One job, first in line, to its end, as a client sees it.
     *
     * @throws IOException where it has not ended in time
     */
    public void one(Duration patience) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        String url = "https://example.org/probe/" + run + "/" + count.getAndIncrement();
        String id = client.submit(Workload.dry(url, 1), patience).path("id").asString("");
        while (true) {
            String status = client.insistOn("/jobs/" + id, patience)
                    .orThrow()
                    .path("status")
                    .asString("");
            if (Outcomes.ENDED.contains(status)) {
                return;
            }
            if (System.nanoTime() > deadline) {
                throw new IOException(
                        "job " + id + " is " + status + ", and nothing has moved for " + patience.toSeconds() + " s");
            }
            TimeUnit.NANOSECONDS.sleep(lookEvery.toNanos());
        }
    }
}
