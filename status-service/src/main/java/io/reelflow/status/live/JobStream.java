package io.reelflow.status.live;

import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobCommand;
import io.reelflow.schemas.job.JobEvent;
import io.reelflow.schemas.job.JobEventType;
import io.reelflow.schemas.job.JobState;
import io.reelflow.schemas.job.JobStatus;
import io.reelflow.status.Blocking;
import io.reelflow.status.job.JobStore;
import io.reelflow.status.job.LogPositions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.Mono;

/**
 * A job's updates without gap and without double. First the live events are followed, then the tables are given time to
 * hold all that had passed before, then the starting point is read from them; what comes live and lies in it already, the
 * fold passes over.
 */
@Component
final class JobStream {
    /** A running job that says nothing for this long has lost its worker, and the client is told. */
    static final Duration SILENCE = Duration.ofMinutes(5);

    /** Longer than the tables are ever behind; with the database away the end is told all the same. */
    private static final Duration WAIT_FOR_TABLES = Duration.ofSeconds(10);

    private final LiveEvents live;
    private final LogPositions positions;
    private final JobStore store;

    JobStream(LiveEvents live, LogPositions positions, JobStore store) {
        this.live = live;
        this.positions = positions;
        this.store = store;
    }

    /**
     * Completes after the update that ends the job.
     *
     * @param seen position of the last event that the client has seen; null for one that begins with a snapshot
     */
    Flux<JobUpdate> of(String jobId, @Nullable Long seen) {
        return Flux.<JobUpdate>create(sink -> follow(jobId, seen, sink), FluxSink.OverflowStrategy.IGNORE)
                .concatMap(this::readable, 0)
                .timeout(Mono.never(), JobStream::patience);
    }

    /** Whoever hears of the end may ask for the job at once, so the end is told when the tables hold it. */
    private Mono<JobUpdate> readable(JobUpdate update) {
        if (!update.isLast()) {
            return Mono.just(update);
        }
        return Blocking.call(live::positions)
                .flatMap(positions::passing)
                .timeout(WAIT_FOR_TABLES, Mono.empty())
                .thenReturn(update);
    }

    private static Mono<Long> patience(JobUpdate update) {
        return update.state().status() == JobStatus.PROCESSING ? Mono.delay(SILENCE) : Mono.never();
    }

    private void follow(String jobId, @Nullable Long seen, FluxSink<JobUpdate> sink) {
        var follower = new Follower(sink);
        Disposable following = live.follow(jobId, follower);
        Disposable beginning = Blocking.call(live::positions)
                .flatMap(positions::passing)
                .then(Blocking.call(() -> store.find(jobId).orElseThrow()))
                .flatMap(state -> Blocking.call(() -> {
                    follower.begin(state, first(state, seen));
                    return state;
                }))
                .subscribe(ignored -> {}, sink::error);
        sink.onDispose(() -> {
            following.dispose();
            beginning.dispose();
        });
    }

    private List<JobUpdate> first(JobState state, @Nullable Long seen) {
        if (seen != null) {
            List<JobUpdate> missed = missed(state, seen);
            if (missed != null) {
                return missed;
            }
        }
        var first = new ArrayList<JobUpdate>();
        if (seen != null) {
            first.add(JobUpdate.resync(state));
        }
        first.add(JobUpdate.snapshot(state));
        if (state.status().isTerminal()) {
            first.add(JobUpdate.of(state, false));
        }
        return first;
    }

    /** What came after {@code seen}, by folding the kept events again; null where they no longer lead to the state. */
    private @Nullable List<JobUpdate> missed(JobState state, long seen) {
        if (seen > state.sequence()) {
            return null;
        }
        var updates = new ArrayList<JobUpdate>();
        JobState folded = submitted(state);
        for (JobStore.Positioned each : store.events(state.jobId())) {
            JobState before = folded;
            folded = JobState.fold(before, each.event(), each.sequence());
            if (each.sequence() > seen && each.sequence() <= state.sequence() && !folded.equals(before)) {
                updates.add(JobUpdate.of(folded, each.event().type() == JobEventType.STAGE_PROGRESSED));
            }
        }
        boolean complete = folded == null ? state.sequence() < 0 : folded.sequence() >= state.sequence();
        return complete ? updates : null;
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
