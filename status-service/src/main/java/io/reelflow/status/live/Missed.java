package io.reelflow.status.live;

import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobCommand;
import io.reelflow.schemas.job.JobEvent;
import io.reelflow.schemas.job.JobEventType;
import io.reelflow.schemas.job.JobState;
import io.reelflow.status.job.JobStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What happened to a job between two positions, by folding its kept events again. Every call blocks. */
@Component
final class Missed {
    private final JobStore store;

    Missed(JobStore store) {
        this.store = store;
    }

    /** What came after {@code seen}; null where that is not a position of this job, or one that is no longer kept. */
    @Nullable
    List<JobUpdate> after(JobState state, long seen) {
        List<JobStore.Positioned> kept = kept(state);
        LongStream positions = kept.stream().mapToLong(JobStore.Positioned::sequence);
        boolean known = seen == -1 || positions.anyMatch(each -> each == seen);
        boolean whole = state.sequence() < 0
                || (!kept.isEmpty() && kept.get(kept.size() - 1).sequence() >= state.sequence());
        return known && whole ? updates(state, kept, seen + 1) : null;
    }

    /** What came from {@code first} on. */
    List<JobUpdate> from(JobState state, long first) {
        return updates(state, kept(state), first);
    }

    private List<JobStore.Positioned> kept(JobState state) {
        return store.events(state.jobId()).stream()
                .filter(each -> each.event().type() != JobEventType.HEARTBEAT)
                .toList();
    }

    private static List<JobUpdate> updates(JobState state, List<JobStore.Positioned> kept, long first) {
        var updates = new ArrayList<JobUpdate>();
        JobState folded = submitted(state);
        for (JobStore.Positioned each : kept) {
            JobState before = folded;
            folded = JobState.fold(before, withJob(each.event(), state.job()), each.sequence());
            if (each.sequence() >= first && each.sequence() <= state.sequence()) {
                boolean progress = each.event().type() == JobEventType.STAGE_PROGRESSED;
                updates.add(JobUpdate.of(
                        before, folded, new JobUpdate.Position(JobUpdate.KEPT, each.sequence()), progress));
            }
        }
        return updates;
    }

    /** Kept events leave the request out; here it is again, as it is now. */
    private static JobEvent withJob(JobEvent event, @Nullable Job job) {
        return event.type() != JobEventType.REPRIORITIZED || event.job() != null
                ? event
                : new JobEvent(
                        event.eventId(),
                        event.version(),
                        event.time(),
                        event.jobId(),
                        event.videoId(),
                        event.type(),
                        event.attempt(),
                        event.stage(),
                        event.part(),
                        event.parts(),
                        event.stageProgress(),
                        event.message(),
                        event.counters(),
                        event.error(),
                        event.stageRun(),
                        job,
                        event.manifestKey());
    }

    private static @Nullable JobState submitted(JobState state) {
        Job job = state.job();
        return job == null
                ? null
                : JobState.fold(
                        null,
                        JobEvent.submitted(new JobCommand(
                                Objects.requireNonNullElse(state.commandId(), ""),
                                JobCommand.VERSION,
                                Objects.requireNonNullElse(state.createdAt(), state.updatedAt()),
                                job)),
                        -1);
    }
}
