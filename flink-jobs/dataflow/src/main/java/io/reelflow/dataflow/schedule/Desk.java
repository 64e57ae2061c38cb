package io.reelflow.dataflow.schedule;

import io.reelflow.dataflow.lifecycle.Attempt;
import io.reelflow.dataflow.sink.EventPublisher;
import io.reelflow.dataflow.stage.Work;
import io.reelflow.media.identity.Identity;
import io.reelflow.schemas.job.IntakeControl;
import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobEventType;
import io.reelflow.schemas.job.JobOutcome;
import io.reelflow.schemas.job.SourceReport;
import io.reelflow.schemas.job.Visit;
import io.reelflow.schemas.job.WorkStop;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Decides where each attempt goes:
 *
 * <pre>
 *                 aside, until its source may be asked
 *                   ▲ │
 *                   │ ▼
 *  enter ─▶ line of its owner ─▶ room ─▶ outcome
 *    │         ▲  │       ▲  │
 *    │  resume │  │ pause │  │ another of its video runs
 *    └───────▶ held       behind its video
 * </pre>
 *
 * <p>Where some wait behind a video, another of that video runs, or stands in a line and hands on when it leaves.
 */
final class Desk {
    /** Moves of waiting jobs within one element; a timer goes on with the rest, so that nothing waits behind them. */
    static final int MOVES_AT_ONCE = 250;

    private static final String RESUMING = "resuming";

    private final Chains chains;
    private final Lines lines;
    private final Levels levels;
    private final Rooms rooms;
    private final Pauses pauses;
    private final Quotas quotas;
    private final Sources sources;
    private final EventPublisher events;
    /** Pauses that are over and whose jobs have not all come back. */
    private int resuming;

    Desk(
            Chains chains,
            Lines lines,
            Levels levels,
            Rooms rooms,
            Pauses pauses,
            Quotas quotas,
            Sources sources,
            EventPublisher events,
            int resuming) {
        this.chains = chains;
        this.lines = lines;
        this.levels = levels;
        this.rooms = rooms;
        this.pauses = pauses;
        this.quotas = quotas;
        this.sources = sources;
        this.events = events;
        this.resuming = resuming;
    }

    int resuming() {
        return resuming;
    }

    /** An attempt that waits or runs already does nothing; a later one takes the place of the one that waits. */
    void enter(Attempt attempt, long now) throws Exception {
        String jobId = attempt.job().jobId();
        Running run = rooms.find(jobId);
        if (run != null && run.covers(attempt)) {
            return;
        }
        Waiting known = lines.find(jobId);
        if (known != null) {
            if (!attempt.isAfter(known.attempt())) {
                return;
            }
            takeOut(known, now);
        }
        place(Waiting.arriving(attempt), now);
    }

    /** That attempt and earlier ones leave; what runs is told to end, and keeps its room until it has. */
    void leave(Attempt attempt, long now) throws Exception {
        String jobId = attempt.job().jobId();
        Waiting known = lines.find(jobId);
        if (known != null && known.attempt().number() <= attempt.number()) {
            takeOut(known, now);
        }
        Running run = rooms.find(jobId);
        if (run != null && run.attempt() <= attempt.number() && !run.stopping()) {
            rooms.stop(jobId, run);
            stop(jobId, run, now);
        }
    }

    /** It goes to the end of the line of its new priority; nothing where it does not wait. */
    void move(Attempt attempt, long now) throws Exception {
        Job job = attempt.job();
        Waiting known = lines.find(job.jobId());
        if (known == null
                || known.attempt().number() != attempt.number()
                || known.attempt().job().priority() == job.priority()) {
            return;
        }
        Waiting moved = tell(known.moved(job), JobEventType.REPRIORITIZED, "Waits at priority " + job.priority(), now);
        if (known.isPaused()) {
            lines.replace(moved);
        } else if (known.waitsForVideo()) {
            lines.remove(known);
            lines.addLast(moved.behindVideo());
        } else if (known.waitsForSource()) {
            takeOut(known, now);
            lines.addLast(moved.aside(Objects.requireNonNull(Sources.of(job))));
        } else {
            takeOut(known, now);
            place(moved, now);
        }
    }

    /** It waits aside; nothing where it does not wait. */
    void pause(Attempt attempt, long now) throws Exception {
        Waiting known = lines.find(attempt.job().jobId());
        if (known != null && known.attempt().number() == attempt.number()) {
            lines.remove(known);
            hold(known, Pauses.OF_A_JOB, now);
            handOn(known, now);
        }
    }

    /** It goes to the end of its line, or aside where that is paused; nothing where it was not paused by itself. */
    void resume(Attempt attempt, long now) throws Exception {
        Waiting known = lines.find(attempt.job().jobId());
        if (known != null && known.line().equals(Lines.ofPause(Pauses.OF_A_JOB))) {
            lines.remove(known);
            place(known, now);
        }
    }

    /** False where the outcome is not that of a running admission. */
    boolean ended(JobOutcome outcome, long now) throws Exception {
        sources.ended(outcome, now);
        Running run = rooms.free(outcome.jobId(), outcome.epoch());
        if (run == null) {
            return false;
        }
        if (quotas.ended(run.owner())) {
            open(String.valueOf(run.owner()));
        }
        releaseNext(run.videoId(), now);
        return true;
    }

    void control(IntakeControl control, long now) throws Exception {
        if (control.quota() != null) {
            limit(String.valueOf(control.target()), control.quota().maxRunning(), now);
            return;
        }
        String key = control.key();
        String line = Lines.ofPause(key);
        boolean ofOwner = control.scope() == IntakeControl.Scope.OWNER;
        String target = String.valueOf(control.target());
        if (control.paused() && pauses.add(key)) {
            if (chains.remove(RESUMING, line)) {
                resuming--;
            }
            if (ofOwner) {
                closeOwner(target, key, now);
            }
        } else if (!control.paused() && pauses.remove(key)) {
            if (ofOwner) {
                open(target);
            }
            if (!chains.isEmpty(line)) {
                chains.addLast(RESUMING, line);
                resuming++;
            }
        }
    }

    /** Brings some of those back whose pause is over. */
    void resumeSome(long now) throws Exception {
        for (int moves = 0; moves < MOVES_AT_ONCE && resuming > 0; moves++) {
            String line = chains.first(RESUMING);
            Waiting next = line == null ? null : lines.firstOf(line);
            if (next != null) {
                lines.remove(next);
                place(next, now);
            } else if (line != null) {
                chains.remove(RESUMING, line);
                resuming--;
            }
        }
    }

    /** Lets in whoever is next, as long as there is room; true where it has stopped halfway. */
    boolean fillRooms(long now, Consumer<Work> admitted) throws Exception {
        for (int moves = 0; !rooms.isFull() && !pauses.isAll(); moves++) {
            moves += callForward(now);
            int level = levels.next(now);
            if (level == 0) {
                return false;
            }
            if (moves >= MOVES_AT_ONCE) {
                return true;
            }
            Waiting next = lines.first(level);
            lines.remove(next);
            String pause = pauses.ofChannel(next.attempt().job());
            if (pause != null) {
                hold(next, pause, now);
                handOn(next, now);
            } else if (!rooms.isBusy(next.videoId())) {
                Work work = admit(next, now);
                if (work != null) {
                    admitted.accept(work);
                }
            } else if (next.released()) {
                lines.addFirst(next.behindVideo());
            } else {
                lines.addLast(next.behindVideo());
            }
        }
        return false;
    }

    /** Says once more what has to end and has not. */
    void remind(long now) throws Exception {
        rooms.forEachStopping((jobId, run) -> stop(jobId, run, now));
    }

    /** Of those who wait for a source that may be asked, the one whose turn it is goes back to where it was first. */
    private int callForward(long now) throws Exception {
        int moves = 0;
        for (SourceQueue queue : sources.due(now)) {
            Waiting next = lines.firstFor(queue, now);
            lines.turn(next);
            queue.levels().served(next.level(), now);
            lines.remove(next);
            String pause = pauses.ofItsOwn(next.attempt().job());
            if (pause == null && quotas.isFull(next.owner())) {
                lines.addLast(next.inLine());
            } else if (pause == null) {
                lines.addFirst(next.call());
            } else {
                hold(next, pause, now);
                handOn(next, now);
            }
            moves++;
        }
        return moves;
    }

    /** Null where it has to wait for its source, and has been set aside. */
    private @Nullable Work admit(Waiting next, long now) throws Exception {
        Attempt attempt = next.attempt();
        String source = Sources.of(attempt.job());
        Identity identity = source == null ? null : sources.ready(source, now);
        if (source != null && identity == null) {
            setAside(next, source, now);
            return null;
        }
        Running run = rooms.admit(attempt, now);
        levels.served(next.level(), now);
        lines.turn(next);
        if (quotas.admitted(next.owner())) {
            closeFull(next.owner(), now);
        }
        Visit visit = source == null || identity == null ? null : sources.visit(source, identity, run.epoch(), now);
        events.publish(attempt.event(JobEventType.STARTED, now, "Begins attempt " + attempt.number()));
        return Work.admitted(attempt.job(), attempt.number(), run.epoch(), visit);
    }

    /** Who was there before, or has been turned away, waits in front. */
    private void setAside(Waiting one, String source, long now) throws Exception {
        if (one.called()) {
            lines.addFirst(one.aside(source));
        } else if (one.attempt().holds() > 0) {
            lines.addFirst(
                    tell(one, JobEventType.HELD, "Waits for " + source, now).aside(source));
        } else {
            lines.addLast(
                    tell(one, JobEventType.HELD, "Waits for " + source, now).aside(source));
        }
    }

    /** How a source took a visit. */
    void hear(SourceReport report, long now) {
        sources.hear(report, now);
    }

    private void stop(String jobId, Running run, long now) {
        events.stop(new WorkStop(WorkStop.VERSION, Instant.ofEpochMilli(now), jobId, run.epoch()));
    }

    /** To the end of its line, or aside while it is paused. */
    private void place(Waiting one, long now) throws Exception {
        String pause = pauses.of(one.attempt().job());
        if (pause != null) {
            hold(one, pause, now);
            return;
        }
        Waiting told = one.isPaused() ? tell(one, JobEventType.QUEUED, "Waits for room", now) : one;
        lines.addLast(told.inLine());
    }

    private void hold(Waiting one, String pause, long now) throws Exception {
        Waiting told = one.isPaused() ? one : tell(one, JobEventType.HELD, "Paused", now);
        lines.addLast(told.paused(pause));
    }

    private void takeOut(Waiting one, long now) throws Exception {
        lines.remove(one);
        handOn(one, now);
    }

    /** One that was let out from behind its video does not go in: the next may. */
    private void handOn(Waiting one, long now) throws Exception {
        if (one.released()) {
            releaseNext(one.videoId(), now);
        }
    }

    /** The most urgent of a video that nobody works on comes back to the front of its line. */
    private void releaseNext(String videoId, long now) throws Exception {
        boolean waits = !rooms.isBusy(videoId);
        while (waits) {
            Waiting next = lines.firstBehind(videoId);
            waits = next != null && !isReleased(next, now);
        }
    }

    private boolean isReleased(Waiting next, long now) throws Exception {
        lines.remove(next);
        String pause = pauses.ofItsOwn(next.attempt().job());
        if (pause != null) {
            hold(next, pause, now);
            return false;
        }
        boolean isNext = !quotas.isFull(next.owner());
        lines.addFirst((isNext ? next.release() : next).inLine());
        return isNext;
    }

    private void closeOwner(String owner, String key, long now) throws Exception {
        lines.close(owner);
        for (int level = Levels.FIRST; level <= Levels.LAST; level++) {
            String line = Lines.ofOwner(level, owner);
            for (Waiting one = lines.firstOf(line);
                    one != null && (one.released() || one.called());
                    one = lines.firstOf(line)) {
                lines.remove(one);
                hold(one, key, now);
                handOn(one, now);
            }
        }
    }

    private void limit(String owner, @Nullable Integer most, long now) throws Exception {
        boolean wasFull = quotas.isFull(owner);
        quotas.limit(owner, most);
        if (quotas.isFull(owner)) {
            closeFull(owner, now);
        } else if (wasFull) {
            open(owner);
        }
    }

    /** They stay where they are, and hold up no other owner that waits for one of their videos. */
    private void closeFull(String owner, long now) throws Exception {
        lines.close(owner);
        for (Waiting one : lines.released(owner)) {
            lines.replace(one.unreleased());
            handOn(one, now);
        }
    }

    private void open(String owner) throws Exception {
        if (!pauses.isOfOwner(owner) && !quotas.isFull(owner)) {
            lines.open(owner);
        }
    }

    private Waiting tell(Waiting one, JobEventType type, String message, long now) {
        events.publish(one.event(type, now, message));
        return one.toldOnce();
    }
}
