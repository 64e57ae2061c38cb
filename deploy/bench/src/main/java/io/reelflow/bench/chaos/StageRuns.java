package io.reelflow.bench.chaos;

import io.reelflow.schemas.job.JobEvent;
import io.reelflow.schemas.job.Stage;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * How often each part of each stage of one job was done, as the log tells: its starts, less those that found it done
 * already. Thread-safe.
 */
final class StageRuns {
    private final Map<Stage, Map<Integer, Part>> stages = new HashMap<>();
    private final Map<Stage, Integer> parts = new HashMap<>();

    private static final class Part {
        private int starts;
        private int found;
        private Instant started = Instant.MAX;
        private Instant completed = Instant.MAX;
    }

    /** Hears the next event of the log. */
    synchronized void hear(JobEvent event) {
        Stage stage = event.stage();
        if (stage == null) {
            return;
        }
        Part part = stages.computeIfAbsent(stage, each -> new HashMap<>())
                .computeIfAbsent(Objects.requireNonNullElse(event.part(), 0), each -> new Part());
        parts.put(stage, Objects.requireNonNullElse(event.parts(), 1));
        switch (event.type()) {
            case STAGE_STARTED -> {
                part.starts++;
                part.started = earlier(part.started, event.time());
            }
            case STAGE_COMPLETED -> {
                part.completed = earlier(part.completed, event.time());
                part.found += event.stageRun() != null && event.stageRun().reused() ? 1 : 0;
            }
            default -> {
                // how far it is
            }
        }
    }

    /** Into how many parts a stage was cut; 0 before any has begun. */
    synchronized int parts(Stage stage) {
        return parts.getOrDefault(stage, 0);
    }

    synchronized int completed(Stage stage) {
        return (int) all(stage).values().stream()
                .filter(part -> part.completed.isBefore(Instant.MAX))
                .count();
    }

    /**
     * Parts that had begun at a moment and had not ended. Events are heard after they happen: what is asked about now
     * may be answered otherwise a little later.
     */
    synchronized List<Integer> underWay(Stage stage, Instant moment) {
        return all(stage).entrySet().stream()
                .filter(each -> !each.getValue().started.isAfter(moment)
                        && each.getValue().completed.isAfter(moment))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /** Parts that were done more than once. */
    synchronized List<Integer> repeated(Stage stage) {
        return all(stage).entrySet().stream()
                .filter(each -> each.getValue().starts - each.getValue().found > 1)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /** Stages of which some part was done more than once. */
    synchronized Set<Stage> repeatedStages() {
        Set<Stage> repeated = new TreeSet<>(stages.keySet());
        repeated.removeIf(stage -> repeated(stage).isEmpty());
        return repeated;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private Map<Integer, Part> all(Stage stage) {
        return stages.getOrDefault(stage, Map.of());
    }
}
