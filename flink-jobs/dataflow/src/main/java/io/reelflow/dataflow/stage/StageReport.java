package io.reelflow.dataflow.stage;

import io.reelflow.dataflow.sink.EventPublisher;
import io.reelflow.media.Progress;
import io.reelflow.schemas.job.ChannelRun;
import io.reelflow.schemas.job.Counters;
import io.reelflow.schemas.job.Failure;
import io.reelflow.schemas.job.JobEvent;
import io.reelflow.schemas.job.JobEventType;
import io.reelflow.schemas.job.Stage;
import io.reelflow.schemas.job.StageRun;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells clients how one run of a stage goes: each of its stages begins once, moves at most four times a second, and
 * completes once, whatever the task says and however often. Thread-safe.
 */
final class StageReport implements Progress {
    static final Duration SHORTEST_STEP = Duration.ofMillis(250);

    private final EventPublisher events;
    private final Clock clock;
    private final Work work;
    private final boolean inParts;
    private final @Nullable String machine;
    /** Stages of this run that clients of this job see and that have not completed, in their order. */
    private final List<Stage> ahead;

    private @Nullable Stage current;
    private Instant begun = Instant.EPOCH;
    private Instant lastStep = Instant.EPOCH;
    private boolean over;

    private boolean reused;
    private @Nullable Long bytes;
    private @Nullable Long written;
    private @Nullable String model;
    private @Nullable Double cpuSeconds;
    private @Nullable Counters counters;
    private @Nullable ChannelRun channelRun;

    StageReport(EventPublisher events, Clock clock, Work work, MediaStage<?> stage) {
        this(events, clock, work, stage, null);
    }

    /** @param machine on which it runs; null: it has no name */
    StageReport(EventPublisher events, Clock clock, Work work, MediaStage<?> stage, @Nullable String machine) {
        this.machine = machine;
        this.events = events;
        this.clock = clock;
        this.work = work;
        this.inParts = stage.inParts() && work.parts() > 0;
        this.ahead = new ArrayList<>(stage.stages());
        ahead.removeIf(each -> !work.job().has(each));
    }

    /** The stage clients see now; null where this job type has none of this run's. */
    synchronized @Nullable Stage current() {
        return current != null || ahead.isEmpty() ? current : ahead.get(0);
    }

    synchronized void begin() {
        if (!ahead.isEmpty()) {
            enter(ahead.get(0));
        }
    }

    @Override
    public synchronized void report(Stage stage, double fraction, String message, @Nullable Counters now) {
        if (over || !ahead.contains(stage)) {
            return;
        }
        if (stage != current) {
            enter(stage);
        }
        if (now != null) {
            counters = counters == null ? now : counters.merge(now);
        }
        Instant time = clock.instant();
        if (Duration.between(lastStep, time).compareTo(SHORTEST_STEP) < 0) {
            return;
        }
        lastStep = time;
        double bounded = Math.max(0, Math.min(1, fraction));
        events.publish(event(
                JobEventType.STAGE_PROGRESSED,
                stage,
                "progress-" + Math.round(1000 * bounded),
                bounded,
                message,
                null,
                null));
    }

    synchronized void reused() {
        reused = true;
    }

    synchronized void bytes(long count) {
        bytes = count;
    }

    /** What tasks have left so far, where the stage itself says no number of bytes. */
    synchronized void written(long count) {
        written = count == 0 ? null : Long.valueOf(count);
    }

    synchronized void model(String name) {
        model = name;
    }

    /** Adds what a task has taken. */
    synchronized void cpu(@Nullable Double seconds) {
        if (seconds != null) {
            cpuSeconds = cpuSeconds == null ? seconds : Double.valueOf(cpuSeconds + seconds);
        }
    }

    /** What the look at a channel has found so far. */
    synchronized void channelRun(ChannelRun found) {
        channelRun = found;
    }

    synchronized void counters(Counters last) {
        counters = counters == null ? last : counters.merge(last);
    }

    /** Every stage of this run has completed; those that never began too. */
    synchronized void completed() {
        while (!over && !ahead.isEmpty()) {
            if (current == null) {
                enter(ahead.get(0));
            }
            leave();
        }
        over = true;
    }

    /** Every stage of this run began and completed in one moment: one event each says both. */
    synchronized void passed() {
        while (!ahead.isEmpty()) {
            current = ahead.get(0);
            begun = clock.instant();
            leave();
        }
        over = true;
    }

    /** Says whether it counts: false where the run is over already. */
    synchronized boolean failed(Failure failure) {
        boolean counts = !over;
        if (counts && current != null) {
            events.publish(event(
                    JobEventType.STAGE_FAILED, current, "failed", null, failure.message(), failure, measured(current)));
        }
        over = true;
        return counts;
    }

    /** Says nothing any more. */
    synchronized void silence() {
        over = true;
    }

    /** Nothing that the run still does is wanted. */
    synchronized boolean isOver() {
        return over;
    }

    private void enter(Stage stage) {
        if (current != null) {
            leave();
        }
        current = stage;
        begun = clock.instant();
        lastStep = begun;
        counters = null;
        events.publish(event(JobEventType.STAGE_STARTED, stage, "started", 0.0, null, null, null));
    }

    private void leave() {
        Stage stage = current;
        if (stage == null) {
            return;
        }
        events.publish(event(JobEventType.STAGE_COMPLETED, stage, "completed", 1.0, null, null, measured(stage)));
        ahead.remove(stage);
        current = null;
        cpuSeconds = null;
        bytes = null;
        written = null;
    }

    /** What the stage has taken so far. */
    private StageRun measured(Stage stage) {
        double seconds = Duration.between(begun, clock.instant()).toMillis() / 1000.0;
        Long moved = bytes != null ? bytes : counters == null ? null : counters.bytesDone();
        return new StageRun(
                seconds, cpuSeconds, moved != null ? moved : written, model, StageVersions.of(stage), reused, machine);
    }

    private JobEvent event(
            JobEventType type,
            Stage stage,
            String step,
            @Nullable Double fraction,
            @Nullable String message,
            @Nullable Failure error,
            @Nullable StageRun run) {
        Integer part = inParts ? work.part() : null;
        Integer parts = inParts ? work.parts() : null;
        return new JobEvent(
                JobEvent.id(work.job().jobId(), work.attempt(), stage, part, step),
                JobEvent.VERSION,
                clock.instant(),
                work.job().jobId(),
                work.job().videoId(),
                type,
                work.attempt(),
                stage,
                part,
                parts,
                fraction,
                message,
                type == JobEventType.STAGE_STARTED ? null : counters,
                error,
                run,
                null,
                null,
                stage == Stage.EXTRACTING_METADATA && type != JobEventType.STAGE_STARTED ? channelRun : null,
                null);
    }
}
