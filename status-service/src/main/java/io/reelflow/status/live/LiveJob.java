package io.reelflow.status.live;

import io.reelflow.schemas.job.JobEventType;
import io.reelflow.schemas.job.JobState;
import io.reelflow.schemas.job.JobStatus;
import io.reelflow.status.job.LogRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * One job as it moves, folded once for all who follow it. Until the starting point is known, events are kept; from then
 * on each is folded onto it, so that what the starting point holds already has no effect. An update that ends the job, and
 * what follows it, is told once the tables hold it.
 */
final class LiveJob {
    /** Between two updates of a job to those who watch all jobs, transitions apart: four a second. */
    static final Duration PACE = Duration.ofMillis(250);

    /** Far more than a job makes in the seconds until the starting point is known. */
    private static final int MOST_EARLY = 2_000;

    /** One who follows this job. None of the calls may wait. */
    interface Listener {
        /** The state that all further updates go on from; maybe more than once, then only the first counts. */
        void begin(JobState told);

        void told(JobUpdate update);

        /** The job runs, and this is when it was last heard of. */
        void quiet(Instant since, Instant now);

        void failed(Throwable error);
    }

    private final String jobId;
    private final Supplier<Instant> clock;
    private final Supplier<Instant> wall;
    private final Consumer<JobUpdate> everyone;
    private final Function<JobUpdate.Position, Mono<Void>> readable;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final List<LogRecord> early = new ArrayList<>();
    private final Deque<JobUpdate> held = new ArrayDeque<>();
    private final AtomicBoolean fresh = new AtomicBoolean(true);
    private @Nullable JobState state;
    private @Nullable JobState told;
    private @Nullable JobUpdate paced;
    private Instant pacedFrom = Instant.EPOCH;
    private boolean toldStalled;
    private volatile Instant heard;

    /**
     * @param clock that silences are measured by; it never jumps
     * @param wall that events have their times from
     * @param everyone is given the updates for those who watch all jobs
     * @param readable completes once the tables hold a position
     */
    LiveJob(
            String jobId,
            Supplier<Instant> clock,
            Supplier<Instant> wall,
            Consumer<JobUpdate> everyone,
            Function<JobUpdate.Position, Mono<Void>> readable) {
        this.jobId = jobId;
        this.clock = clock;
        this.wall = wall;
        this.everyone = everyone;
        this.readable = readable;
        this.heard = clock.get();
    }

    String jobId() {
        return jobId;
    }

    Instant heard() {
        return heard;
    }

    boolean hasListeners() {
        return !listeners.isEmpty();
    }

    /** True once. */
    boolean isNew() {
        return fresh.getAndSet(false);
    }

    synchronized boolean hasBegun() {
        return state != null;
    }

    /** Whether the job has ended and all have been told. */
    synchronized boolean isOver() {
        return told != null && told.status().isTerminal() && held.isEmpty();
    }

    void add(Listener listener) {
        listeners.add(listener);
    }

    void remove(Listener listener) {
        listeners.remove(listener);
    }

    /** To be called after {@link #add}: tells the listener where to begin, if that is known. */
    synchronized void greet(Listener listener) {
        if (told != null) {
            listener.begin(told);
        }
    }

    /** Position of the first event that has come here, if the starting point is not known yet. */
    synchronized @Nullable Long firstEarly() {
        return early.isEmpty() ? null : early.get(0).sequence();
    }

    /** @param missed for those who watch all jobs: what happened between the first event that came here and the state */
    synchronized void begin(JobState from, List<JobUpdate> missed) {
        state = from;
        told = from;
        toldStalled = from.isStalled(wall.get());
        listeners.forEach(each -> each.begin(from));
        missed.forEach(this::pace);
        early.forEach(this::apply);
        early.clear();
    }

    synchronized void accept(LogRecord entry) {
        heard = clock.get();
        if (state != null) {
            apply(entry);
        } else if (early.size() < MOST_EARLY) {
            early.add(entry);
        } else {
            fail(new IllegalStateException("too many events before the stream could begin"));
        }
    }

    void fail(Throwable error) {
        listeners.forEach(each -> each.failed(error));
    }

    private void apply(LogRecord entry) {
        JobState before = state;
        JobState after = JobState.fold(before, entry.event(), entry.sequence());
        if (after.equals(before)) {
            return;
        }
        state = after;
        if (entry.event().type() == JobEventType.HEARTBEAT) {
            lives(after);
            return;
        }
        toldStalled = after.isStalled(wall.get());
        var position = new JobUpdate.Position(entry.partition(), entry.sequence());
        boolean progress = entry.event().type() == JobEventType.STAGE_PROGRESSED;
        offer(JobUpdate.of(before, after, position, progress));
    }

    private void lives(JobState after) {
        if (held.isEmpty()) {
            told = after;
        }
        compareStalled(after);
    }

    private void compareStalled(JobState current) {
        boolean stalled = current.isStalled(wall.get());
        if (stalled != toldStalled) {
            toldStalled = stalled;
            offer(JobUpdate.stalled(current));
        }
    }

    /** Time has passed. */
    synchronized void tick(Instant now) {
        JobState current = state;
        if (current == null) {
            return;
        }
        compareStalled(current);
        JobUpdate late = paced;
        if (late != null && !pacedFrom.plus(PACE).isAfter(now)) {
            tellEveryone(late, now);
        }
        if (current.status() == JobStatus.PROCESSING) {
            listeners.forEach(each -> each.quiet(heard, now));
        }
    }

    private void offer(JobUpdate update) {
        if (held.isEmpty() && !update.isLast()) {
            tell(update);
            return;
        }
        held.add(update);
        if (held.size() == 1) {
            await(update);
        }
    }

    private void await(JobUpdate end) {
        JobUpdate.Position position = end.position();
        Mono<Void> wait = position == null ? Mono.empty() : readable.apply(position);
        wait.subscribe(ignored -> {}, ignored -> release(), this::release);
    }

    private synchronized void release() {
        do {
            tell(held.remove());
        } while (!held.isEmpty() && !held.element().isLast());
        if (!held.isEmpty()) {
            await(held.element());
        }
    }

    private void tell(JobUpdate update) {
        told = update.state();
        listeners.forEach(each -> each.told(update));
        pace(update);
    }

    /** Transitions go out at once; of the rest the newest, once it is its turn. */
    private void pace(JobUpdate update) {
        Instant now = clock.get();
        if (update.isMove() || !pacedFrom.plus(PACE).isAfter(now)) {
            tellEveryone(update, now);
        } else {
            paced = update;
        }
    }

    private void tellEveryone(JobUpdate update, Instant now) {
        paced = null;
        pacedFrom = now;
        everyone.accept(update);
    }
}
