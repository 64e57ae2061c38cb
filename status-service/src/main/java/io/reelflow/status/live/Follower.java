package io.reelflow.status.live;

import io.reelflow.schemas.job.JobEventType;
import io.reelflow.schemas.job.JobState;
import io.reelflow.status.job.LogRecord;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.FluxSink;

/**
 * One client's view of one job. Until the starting point is known, events are kept; from then on each is folded onto it,
 * so that what the starting point holds already has no effect. A slow client's waiting progress is merged; a transition
 * always waits for it. Terminal: the stream completes.
 */
final class Follower implements Consumer<LogRecord> {
    /** Events before the starting point is known: far more than a job makes in the seconds this takes. */
    private static final int MOST_EARLY = 20_000;

    private final FluxSink<JobUpdate> sink;
    private final Deque<LogRecord> early = new ArrayDeque<>();
    private final Deque<JobUpdate> waiting = new ArrayDeque<>();
    private @Nullable JobState state;

    Follower(FluxSink<JobUpdate> sink) {
        this.sink = sink;
        sink.onRequest(ignored -> drain());
    }

    /** The point to go on from, and what the client is to be told first. */
    synchronized void begin(JobState from, List<JobUpdate> first) {
        state = from;
        first.forEach(this::offer);
        early.forEach(this::apply);
        early.clear();
        drain();
        if (waiting.isEmpty() && from.status().isTerminal()) {
            sink.complete();
        }
    }

    @Override
    public synchronized void accept(LogRecord event) {
        if (state != null) {
            apply(event);
            drain();
        } else if (early.size() < MOST_EARLY) {
            early.add(event);
        } else {
            sink.error(new IllegalStateException("too many events before the stream could begin"));
        }
    }

    private void apply(LogRecord entry) {
        JobState before = state;
        JobState after = JobState.fold(before, entry.event(), entry.sequence());
        if (!after.equals(before)) {
            state = after;
            offer(JobUpdate.of(after, entry.event().type() == JobEventType.STAGE_PROGRESSED));
        }
    }

    private void offer(JobUpdate update) {
        JobUpdate last = waiting.peekLast();
        if (last != null && last.isProgress() && update.isProgress()) {
            waiting.removeLast();
        }
        waiting.add(update);
    }

    private synchronized void drain() {
        while (sink.requestedFromDownstream() > 0 && !sink.isCancelled()) {
            JobUpdate update = waiting.poll();
            if (update == null) {
                return;
            }
            sink.next(update);
            if (update.isLast()) {
                sink.complete();
                return;
            }
        }
    }
}
