package io.reelflow.bench.batch;

import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobEvent;
import io.reelflow.schemas.job.JobEventType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** When jobs were accepted and let in, by the first part of their address's path, and how many have ended. */
final class Starts {
    private record Accepted(String name, Instant time) {}

    private final Map<String, Accepted> waiting = new HashMap<>();
    private final Map<String, Integer> queued = new HashMap<>();
    private final Map<String, List<Double>> waits = new HashMap<>();
    private final Set<String> running = new HashSet<>();
    private long ended;
    private long heard;

    synchronized void hear(JobEvent event) {
        heard++;
        Job job = event.job();
        if (event.type() == JobEventType.QUEUED && job != null) {
            String name = job.url().replaceAll("https?://[^/]+/([^/]+)/.*", "$1");
            waiting.put(job.jobId(), new Accepted(name, job.createdAt()));
            queued.merge(name, 1, Integer::sum);
        } else if (event.type() == JobEventType.STARTED && waiting.containsKey(event.jobId())) {
            Accepted accepted = waiting.remove(event.jobId());
            running.add(event.jobId());
            waits.computeIfAbsent(accepted.name, name -> new ArrayList<>())
                    .add(Duration.between(accepted.time, event.time()).toMillis() / 1000.0);
        } else if (isEnd(event.type()) && running.remove(event.jobId())) {
            ended++;
        }
    }

    private static boolean isEnd(JobEventType type) {
        return type == JobEventType.COMPLETED || type == JobEventType.FAILED || type == JobEventType.CANCELLED;
    }

    synchronized int queued(String name) {
        return queued.getOrDefault(name, 0);
    }

    synchronized int started(String name) {
        return waits.getOrDefault(name, List.of()).size();
    }

    /** Seconds from accept to start. */
    synchronized List<Double> waits(String name) {
        return List.copyOf(waits.getOrDefault(name, List.of()));
    }

    synchronized long ended() {
        return ended;
    }

    synchronized long heard() {
        return heard;
    }
}
