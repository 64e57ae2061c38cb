package io.reelflow.status.live;

import io.reelflow.schemas.job.JobState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.FluxSink;

/**
 * One client's view of one job: a snapshot and all that comes after it, or all that came after what it has seen. No
 * position comes twice.
 */
final class Follower implements LiveJob.Listener {
    private final FluxSink<JobUpdate> sink;
    private final Outbox outbox;
    private final @Nullable Long seen;
    private final Instant joined;
    private final Duration silence;
    private final List<JobUpdate> later = new ArrayList<>();
    private Consumer<JobState> askForMissed = told -> {};
    private Phase phase = Phase.WAITING;
    private long last = Long.MIN_VALUE;

    private enum Phase {
        WAITING,
        CATCHING_UP,
        LIVE
    }

    /** The job should be running and has not been heard of for long. */
    static final class Silent extends RuntimeException {
        private static final long serialVersionUID = 1;

        Silent(Duration silence) {
            super("No update for " + silence.toSeconds() + " s", null, false, false);
        }
    }

    /**
     * @param seen position of the last event that the client has seen; null for one that begins with a snapshot
     * @param silence of a running job, after which the stream fails with {@link Silent}
     */
    Follower(FluxSink<JobUpdate> sink, @Nullable Long seen, Instant joined, Duration silence) {
        this.sink = sink;
        this.seen = seen;
        this.joined = joined;
        this.silence = silence;
        this.outbox = new Outbox(sink, JobUpdate::isProgress, true, update -> anew(update.state()));
    }

    /** @param ask is given the state up to which {@link #caughtUp} is to tell */
    void catchUpWith(Consumer<JobState> ask) {
        askForMissed = ask;
    }

    @Override
    public synchronized void begin(JobState told) {
        if (phase != Phase.WAITING) {
            return;
        }
        if (seen == null) {
            phase = Phase.LIVE;
            snapshot(told).forEach(this::pass);
        } else if (seen == told.sequence()) {
            phase = Phase.LIVE;
            last = seen;
            if (told.status().isTerminal()) {
                outbox.complete();
            }
        } else {
            phase = Phase.CATCHING_UP;
            askForMissed.accept(told);
        }
    }

    /** @param missed what happened between what the client has seen and the state; null where that is not known */
    synchronized void caughtUp(JobState told, @Nullable List<JobUpdate> missed) {
        phase = Phase.LIVE;
        (missed == null ? anew(told) : missed).forEach(this::pass);
        later.forEach(this::pass);
        later.clear();
    }

    @Override
    public synchronized void told(JobUpdate update) {
        if (phase == Phase.LIVE) {
            pass(update);
        } else if (phase == Phase.CATCHING_UP && later.size() < Outbox.MOST) {
            later.add(update);
        } else if (phase == Phase.CATCHING_UP) {
            sink.error(new IllegalStateException("too many events before the stream could go on"));
        }
    }

    private void pass(JobUpdate update) {
        JobUpdate.Position position = update.position();
        if (position == null || update.isStanding() || position.sequence() > last) {
            outbox.offer(update);
        }
        if (position != null) {
            last = Math.max(last, position.sequence());
        }
    }

    private static List<JobUpdate> snapshot(JobState state) {
        return state.status().isTerminal()
                ? List.of(JobUpdate.snapshot(state), JobUpdate.end(state))
                : List.of(JobUpdate.snapshot(state));
    }

    private static List<JobUpdate> anew(JobState state) {
        var all = new ArrayList<JobUpdate>();
        all.add(JobUpdate.resync(state));
        all.addAll(snapshot(state));
        return all;
    }

    @Override
    public void quiet(Instant since, Instant now) {
        Instant from = since.isAfter(joined) ? since : joined;
        if (!from.plus(silence).isAfter(now)) {
            sink.error(new Silent(silence));
        }
    }

    @Override
    public void failed(Throwable error) {
        sink.error(error);
    }
}
