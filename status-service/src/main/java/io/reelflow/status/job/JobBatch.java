package io.reelflow.status.job;

import io.reelflow.schemas.job.JobEvent;
import io.reelflow.schemas.job.JobState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fold over a batch of the log, in memory: what the tables are to hold after it. */
final class JobBatch {
    private final Map<String, JobState> states;
    private final Map<String, Integer> partitions = new HashMap<>();
    private final Map<String, JobState> changed = new LinkedHashMap<>();
    private final List<EventRow> events = new ArrayList<>();
    private final Map<String, StageRunRow> stageRuns = new LinkedHashMap<>();

    /** @param states by job id, as the tables hold them now */
    JobBatch(Map<String, JobState> states) {
        this.states = new HashMap<>(states);
    }

    void apply(LogRecord entry) {
        JobEvent event = entry.event();
        JobState before = states.get(event.jobId());
        JobState after = JobState.fold(before, event, entry.sequence());
        if (!entry.isCommand()) {
            partitions.put(event.jobId(), entry.partition());
        }
        if (after.equals(before)) {
            return;
        }
        states.put(event.jobId(), after);
        changed.put(event.jobId(), after);
        events.add(EventRow.of(event, after, entry.sequence()));
        StageRunRow run = StageRunRow.of(event, after);
        if (run != null) {
            stageRuns.put(run.key(), run);
        }
    }

    Collection<JobState> states() {
        return changed.values();
    }

    List<JobRow> jobs() {
        return changed.values().stream()
                .map(state -> JobRow.of(state, partition(state)))
                .toList();
    }

    List<EventRow> events() {
        return events;
    }

    Collection<StageRunRow> stageRuns() {
        return stageRuns.values();
    }

    private @Nullable Integer partition(JobState state) {
        return partitions.get(state.jobId());
    }
}
