package io.reelflow.bench.live;

import io.reelflow.bench.client.Follower.Heard;
import io.reelflow.schemas.job.JobEvent;
import io.reelflow.schemas.job.JobState;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a follower must hear of a job, held against what it heard: after the snapshot each transition once, in the order
 * of the log; progress may be merged.
 */
record Deliveries(long missed, long doubled, long outOfOrder) {
    static final Deliveries NONE = new Deliveries(0, 0, 0);

    Deliveries plus(Deliveries other) {
        return new Deliveries(missed + other.missed, doubled + other.doubled, outOfOrder + other.outOfOrder);
    }

    /** Positions in the log at which status, stage or attempt of the job change. */
    static NavigableSet<Long> transitions(SortedMap<Long, JobEvent> log) {
        var transitions = new TreeSet<Long>();
        @Nullable JobState state = null;
        for (Map.Entry<Long, JobEvent> entry : log.entrySet()) {
            JobState before = state;
            state = JobState.fold(before, entry.getValue(), entry.getKey());
            if (before == null || differs(before, state)) {
                transitions.add(entry.getKey());
            }
        }
        return transitions;
    }

    private static boolean differs(JobState before, JobState after) {
        return before.status() != after.status()
                || !Objects.equals(before.stage(), after.stage())
                || before.attempt() != after.attempt();
    }

    /** @param transitions of the whole job, from its beginning to its end */
    static Deliveries of(List<Heard> heard, NavigableSet<Long> transitions) {
        var due = new TreeSet<Long>(transitions);
        var seen = new TreeSet<Long>();
        long doubled = 0;
        long outOfOrder = 0;
        boolean begun = false;
        for (Heard each : heard) {
            if (each.isSnapshot()) {
                doubled += begun ? 1 : 0;
                begun = true;
                due.headSet(each.id(), true).clear();
                continue;
            }
            if (!seen.add(each.id())) {
                doubled++;
            } else if (each.id() < seen.last()) {
                outOfOrder++;
            }
            due.remove(each.id());
        }
        return new Deliveries(due.size(), doubled, outOfOrder);
    }
}
