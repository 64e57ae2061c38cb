package io.reelflow.status.job;

import io.reelflow.schemas.job.JobEvent;
import io.reelflow.schemas.job.JobEventType;
import io.reelflow.schemas.job.JobState;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The fold over a batch of the log, in memory: what the tables are to hold after it. */
final class JobBatch {
    private final Map<String, JobState> stored;
    private final Map<String, JobState> states;
    private final Map<String, Integer> partitions = new HashMap<>();
    private final Map<String, JobState> changed = new LinkedHashMap<>();
    private final Map<String, JobState> heard = new LinkedHashMap<>();
    private final CopyText events = new CopyText();
    private final Map<String, StageRunRow> stageRuns = new LinkedHashMap<>();

    /** @param states by job id, as the tables hold them now */
    JobBatch(Map<String, JobState> states) {
        this.stored = Map.copyOf(states);
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
        if (event.type() == JobEventType.HEARTBEAT) {
            hear(before, after);
            return;
        }
        states.put(event.jobId(), after);
        changed.put(event.jobId(), after);
        EventRow.add(events, entry, after);
        StageRunRow run = StageRunRow.of(event, after);
        if (run != null) {
            stageRuns.put(run.key(), run);
        }
    }

    /** Not history, and nothing that a column shows: one row moves, however often a job was heard. */
    private void hear(@Nullable JobState before, JobState after) {
        if (before != null) {
            states.put(after.jobId(), after);
            heard.put(after.jobId(), after);
        }
    }

    /** Those that are other than before, by job id. */
    Map<String, JobState> states() {
        var all = new HashMap<>(heard);
        changed.keySet().forEach(id -> all.put(id, Objects.requireNonNull(states.get(id))));
        return all;
    }

    /** What becomes of the counts. */
    CountChanges counts() {
        var counts = new CountChanges();
        changed.forEach((id, after) -> counts.move(stored.get(id), after));
        return counts;
    }

    List<JobRow> jobs() {
        return changed.values().stream()
                .map(state -> JobRow.of(state, partition(state)))
                .toList();
    }

    List<ChannelRow> channels() {
        return changed.values().stream()
                .map(ChannelRow::of)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .toList();
    }

    /** Rows of {@code job_events}, none of which the table holds: an event that it holds has no effect. */
    CopyText events() {
        return events;
    }

    Collection<StageRunRow> stageRuns() {
        return stageRuns.values();
    }

    private @Nullable Integer partition(JobState state) {
        return partitions.get(state.jobId());
    }
}
