package io.reelflow.status.job;

import io.reelflow.schemas.job.JobEvent;
import io.reelflow.schemas.job.JobEventType;
import io.reelflow.schemas.job.JobState;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The fold over a step of the log, in memory: what the tables are to hold after it. */
final class JobBatch {
    private final Map<String, JobState> stored = new HashMap<>();
    private final Map<String, JobState> states = new HashMap<>();
    private final Map<String, Integer> partitions = new HashMap<>();
    private final Map<String, JobState> changed = new LinkedHashMap<>();
    private final Map<String, JobState> heard = new LinkedHashMap<>();
    private final Map<String, StageRunRow> stageRuns = new LinkedHashMap<>();
    private final List<Folded> kept = new ArrayList<>();
    private final List<JobState> ends = new ArrayList<>();
    private final boolean keepsEvents;

    /** @param keepsEvents those that change something, for {@link JobTraces} */
    JobBatch(boolean keepsEvents) {
        this.keepsEvents = keepsEvents;
    }

    /** An event, and how its job stood behind it. */
    record Folded(JobEvent event, JobState after) {}

    /** A job of which more has changed than that it was heard; {@code before} is null for a new one. */
    record Change(
            @Nullable JobState before,
            JobState after,
            @Nullable Integer partition) {
        boolean isNew() {
            return before == null;
        }

        /** Whether columns have changed that say what was asked for. */
        boolean isOfRequest() {
            return before == null
                    || after.createdAt() == null
                    || !after.createdAt().equals(before.createdAt())
                    || !Objects.equals(after.job(), before.job());
        }

        JobRow row() {
            return JobRow.of(after, partition);
        }
    }

    /** Whether it is known how the job stands. */
    boolean knows(String jobId) {
        return states.containsKey(jobId);
    }

    /** How a job stood before this step. */
    void begin(JobState state) {
        stored.put(state.jobId(), state);
        states.put(state.jobId(), state);
    }

    /** @param events are given a row for each event that changes something: the table holds none of them yet */
    void apply(LogRecord entry, CopyRows events) throws SQLException {
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
        if (keepsEvents) {
            kept.add(new Folded(event, after));
        }
        if (after.completedAt() != null
                && (before == null || !after.completedAt().equals(before.completedAt()))) {
            ends.add(after);
        }
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

    /** Those that are other than before. */
    List<JobState> states() {
        var all = new LinkedHashMap<>(heard);
        changed.keySet().forEach(id -> all.put(id, Objects.requireNonNull(states.get(id))));
        return List.copyOf(all.values());
    }

    boolean isNew(JobState state) {
        return !stored.containsKey(state.jobId());
    }

    List<Change> changes() {
        return changed.values().stream()
                .map(after -> new Change(stored.get(after.jobId()), after, partitions.get(after.jobId())))
                .toList();
    }

    /** What becomes of the counts. */
    CountChanges counts() {
        var counts = new CountChanges();
        changed.forEach((id, after) -> counts.move(stored.get(id), after));
        return counts;
    }

    List<ChannelRow> channels() {
        return changed.values().stream()
                .map(ChannelRow::of)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .toList();
    }

    Collection<StageRunRow> stageRuns() {
        return stageRuns.values();
    }

    /** To be called once the tables hold it. */
    void tell(JobMeters meters, JobTraces traces) {
        changed.forEach((id, after) -> meters.moved(stored.get(id), after));
        stageRuns.values().forEach(meters::ran);
        ends.forEach(meters::ended);
        traces.folded(kept);
    }
}
