package io.reelflow.bench.chaos;

import io.reelflow.schemas.job.JobEvent;
import io.reelflow.schemas.job.JobEventType;
import io.reelflow.schemas.job.Stage;
import io.reelflow.schemas.job.StageRun;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** On which machine each part of each stage was done, and when, as the log tells. Thread-safe. */
final class Places {
    private final Map<String, Instant> started = new HashMap<>();
    private final List<Run> runs = new ArrayList<>();

    /** One part of a stage, done on one machine. */
    record Run(String job, Stage stage, String machine, Instant start, Instant end) {}

    synchronized void hear(JobEvent event) {
        Stage stage = event.stage();
        if (stage == null) {
            return;
        }
        String what = event.jobId() + " " + stage + " " + event.part();
        if (event.type() == JobEventType.STAGE_STARTED) {
            started.put(what, event.time());
            return;
        }
        StageRun run = event.stageRun();
        if (event.type() == JobEventType.STAGE_COMPLETED && run != null && run.machine() != null && !run.reused()) {
            Instant start = started.getOrDefault(what, event.time());
            runs.add(new Run(event.jobId(), stage, run.machine(), start, event.time()));
        }
    }

    /** That did something for a job. */
    synchronized Set<String> machinesOf(String job) {
        return runs.stream()
                .filter(run -> run.job.equals(job))
                .map(Run::machine)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    synchronized List<Run> runs() {
        return List.copyOf(runs);
    }

    /** The longest that a machine did nothing between two moments. */
    synchronized Duration longestIdle(String machine, Instant from, Instant to) {
        Duration longest = Duration.ZERO;
        Instant busyUntil = from;
        List<Run> mine = runs.stream()
                .filter(run -> run.machine.equals(machine) && run.end.isAfter(from) && run.start.isBefore(to))
                .sorted(Comparator.comparing(Run::start))
                .toList();
        for (Run run : mine) {
            longest = longer(longest, Duration.between(busyUntil, run.start));
            busyUntil = run.end.isAfter(busyUntil) ? run.end : busyUntil;
        }
        return longer(longest, Duration.between(busyUntil, to));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
