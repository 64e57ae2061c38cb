package io.reelflow.bench.live;

import io.reelflow.bench.http.EventStreams;
import io.reelflow.bench.live.Feed.Appended;
import io.reelflow.schemas.job.Job;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** When each of many clients heard what; client {@code i} follows job {@code i} modulo the number of jobs. */
final class Receipts implements EventStreams.Listener {
    private static final int LOOK_MILLIS = 50;

    private final AtomicIntegerArray heard;
    private final AtomicLongArray last;
    private final Map<Receipt, Long> nanos = new ConcurrentHashMap<>();

    private record Receipt(int client, long id) {}

    Receipts(int clients) {
        heard = new AtomicIntegerArray(clients);
        last = new AtomicLongArray(clients);
        for (int i = 0; i < clients; i++) {
            last.set(i, -1);
        }
    }

    @Override
    public void heard(int client, long id, long at) {
        heard.incrementAndGet(client);
        if (id >= 0) {
            last.set(client, id);
            nanos.put(new Receipt(client, id), at);
        }
    }

    /** Returns once every client has heard so many events. */
    void awaitAll(int events, Duration patience) throws IOException, InterruptedException {
        boolean done = await(patience, () -> {
            for (int i = 0; i < heard.length(); i++) {
                if (heard.get(i) < events) {
                    return false;
                }
            }
            return true;
        });
        if (!done) {
            throw new IOException(
                    "not every client has been told where its job stands after " + patience.toSeconds() + " s");
        }
    }

    /** Returns once every client is at the last change of its job, or the time is up. */
    void awaitLast(List<Appended> sent, List<Job> jobs, Duration patience) throws InterruptedException {
        await(patience, () -> behind(sent, jobs) == 0);
    }

    private static boolean await(Duration patience, BooleanSupplier done) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!done.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
        return true;
    }

    /** Clients that have not heard the last change of their job. */
    long behind(List<Appended> sent, List<Job> jobs) {
        var newest = new HashMap<String, Long>();
        sent.forEach(each -> newest.merge(each.event().jobId(), each.offset(), Math::max));
        long behind = 0;
        for (int i = 0; i < last.length(); i++) {
            Long wanted = newest.get(jobs.get(i % jobs.size()).jobId());
            behind += wanted != null && last.get(i) < wanted ? 1 : 0;
        }
        return behind;
    }

    /** From a change's way into the log to each client's receipt of it; merged ones left out. */
    List<Double> millis(List<Appended> sent, List<Job> jobs) {
        var numbers = new HashMap<String, Integer>();
        for (int i = 0; i < jobs.size(); i++) {
            numbers.put(jobs.get(i).jobId(), i);
        }
        var millis = new ArrayList<Double>();
        for (Appended each : sent) {
            int job = numbers.getOrDefault(each.event().jobId(), 0);
            for (int client = job; client < last.length(); client += jobs.size()) {
                @Nullable Long at = nanos.get(new Receipt(client, each.offset()));
                if (at != null) {
                    millis.add((at - each.sentNanos()) / 1e6);
                }
            }
        }
        return millis;
    }
}
