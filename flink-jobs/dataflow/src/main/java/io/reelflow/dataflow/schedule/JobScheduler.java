package io.reelflow.dataflow.schedule;

import io.reelflow.dataflow.lifecycle.Admission;
import io.reelflow.dataflow.sink.EventPublisher;
import io.reelflow.dataflow.stage.Work;
import io.reelflow.dataflow.stage.Workplace;
import io.reelflow.media.identity.Identity;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * One for the whole dataflow (a single key, parallelism 1): the backlog waits here, in state, and as many jobs as there
 * are rooms are let in: by priority, which ages; on each level owners in turn, but for those with as many running as
 * they may; of each owner in order of arrival. Jobs of
 * one video go one at a time, to save work; nothing relies on that. What runs is a set of jobs with the epoch of their
 * admission, so an outcome that comes twice, or from before a restore, frees nothing.
 */
public final class JobScheduler extends KeyedProcessFunction<Integer, SchedulerMessage, Work>
        implements CheckpointedFunction {
    /** How often work that has been cancelled and still runs is told again. */
    static final Duration REMINDER = Duration.ofSeconds(10);

    private final Workplace.Provider workplace;
    private final int roomCount;
    private final Duration ageing;
    private transient @Nullable EventPublisher events;
    private transient @Nullable ListState<Ledger> ledger;
    private transient @Nullable ListState<SavedSource> savedSources;
    private transient KeptState kept;
    private transient Levels levels;
    private transient Rooms rooms;
    private transient Pauses pauses;
    private transient Quotas quotas;
    private transient Lines lines;
    private transient Sources sources;
    private transient Desk desk;
    /** Milliseconds since the epoch; 0 where no timer is set. */
    private transient long goOnAt;

    private transient long remindAt;
    /** The next timer for those who wait for their source. One that is forgotten comes all the same, and does no harm. */
    private transient long callAt;

    private transient Counter admitted;
    private transient Counter ended;
    private transient Counter stale;

    /**
     * @param roomCount jobs admitted at once
     * @param ageing a level of priority that is passed by others rises by one after each
     */
    @SuppressWarnings("NullAway.Init") // Flink opens it
    public JobScheduler(Workplace.Provider workplace, int roomCount, Duration ageing) {
        this.workplace = workplace;
        this.roomCount = roomCount;
        this.ageing = ageing;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        ledger = context.getOperatorStateStore()
                .getListState(new ListStateDescriptor<>("ledger", TypeInformation.of(Ledger.class)));
        savedSources = context.getOperatorStateStore()
                .getListState(new ListStateDescriptor<>("sources", TypeInformation.of(SavedSource.class)));
    }

    @Override
    public void open(OpenContext context) throws Exception {
        Ledger saved = Ledger.EMPTY;
        for (Ledger each : Objects.requireNonNull(ledger).get()) {
            saved = each;
        }
        events = workplace.get().events();
        kept = new KeptState(getRuntimeContext());
        Chains chains = new Chains(kept);
        levels = new Levels(ageing, saved.levels());
        rooms = new Rooms(kept, chains, roomCount, saved);
        pauses = new Pauses(saved.paused());
        quotas = new Quotas(saved.owners());
        sources = new Sources(
                workplace.get().settings().identities(),
                ageing,
                new SplittableRandom(),
                Objects.requireNonNull(savedSources).get());
        lines = new Lines(kept, chains, levels, quotas, sources, saved.held());
        desk = new Desk(chains, lines, levels, rooms, pauses, quotas, sources, events, saved.resuming());
        goOnAt = saved.goOnAt();
        remindAt = saved.remindAt();
        register(getRuntimeContext().getMetricGroup());
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        Objects.requireNonNull(events).flush();
        kept.store();
        Objects.requireNonNull(ledger)
                .update(List.of(new Ledger(
                        rooms.lastEpoch(),
                        rooms.occupied(),
                        rooms.stopping(),
                        desk.resuming(),
                        lines.held(),
                        goOnAt,
                        remindAt,
                        levels.save(),
                        pauses.save(),
                        quotas.save())));
        Objects.requireNonNull(savedSources).update(sources.save());
    }

    @Override
    public void processElement(SchedulerMessage message, Context context, Collector<Work> out) throws Exception {
        long now = context.timerService().currentProcessingTime();
        if (message.admission() != null) {
            take(message.admission(), now);
        } else if (message.outcome() != null) {
            (desk.ended(message.outcome(), now) ? ended : stale).inc();
        } else if (message.intake() != null) {
            desk.control(message.intake(), now);
        } else if (message.report() != null) {
            desk.hear(message.report(), now);
        }
        letIn(context, now, out);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Work> out) throws Exception {
        long now = context.timerService().currentProcessingTime();
        if (goOnAt != 0 && goOnAt <= timestamp) {
            goOnAt = 0;
            desk.resumeSome(now);
        }
        if (remindAt != 0 && remindAt <= timestamp) {
            remindAt = 0;
            desk.remind(now);
        }
        letIn(context, now, out);
    }

    private void take(Admission admission, long now) throws Exception {
        switch (admission.kind()) {
            case ENTER -> desk.enter(admission.attempt(), now);
            case LEAVE -> desk.leave(admission.attempt(), now);
            case MOVE -> desk.move(admission.attempt(), now);
            case PAUSE -> desk.pause(admission.attempt(), now);
            case RESUME -> desk.resume(admission.attempt(), now);
        }
    }

    private void letIn(Context context, long now, Collector<Work> out) throws Exception {
        boolean halfway = desk.fillRooms(now, work -> {
            admitted.inc();
            out.collect(work);
        });
        // One further ahead than it was ever set is of a clock that has been set back since, and would be long in
        // coming.
        if ((goOnAt == 0 || goOnAt > now + 1) && (halfway || desk.resuming() > 0)) {
            goOnAt = now + 1;
            context.timerService().registerProcessingTimeTimer(goOnAt);
        }
        long due = rooms.isFull() ? Gate.NEVER : sources.nextDue(now);
        if (due > now && due < Gate.NEVER && (callAt <= now || due < callAt)) {
            callAt = due;
            context.timerService().registerProcessingTimeTimer(callAt);
        }
        if ((remindAt == 0 || remindAt > now + REMINDER.toMillis()) && rooms.stopping() > 0) {
            remindAt = now + REMINDER.toMillis();
            context.timerService().registerProcessingTimeTimer(remindAt);
        }
    }

    // Gauges are read by the reporter's thread without a lock, as Flink's own counters are.
    private void register(MetricGroup metrics) {
        admitted = metrics.counter("reelflow_jobs_admitted");
        ended = metrics.counter("reelflow_jobs_ended");
        stale = metrics.counter("reelflow_stale_outcomes");
        metrics.<Integer, Gauge<Integer>>gauge("reelflow_jobs_running", rooms::occupied);
        metrics.<Integer, Gauge<Integer>>gauge("reelflow_circuits_open", sources::circuitsOpen);
        metrics.<Integer, Gauge<Integer>>gauge("reelflow_jobs_waiting_for_source", sources::aside);
        metrics.<Long, Gauge<Long>>gauge("reelflow_source_visits", sources::visits);
        metrics.<Integer, Gauge<Integer>>gauge("reelflow_jobs_paused", lines::held);
        for (Identity each : workplace.get().settings().identities().all()) {
            metrics.addGroup("identity", each.name())
                    .<Double, Gauge<Double>>gauge("reelflow_identity_tokens", () -> sources.tokensLeft(each));
        }
        for (int level = Levels.FIRST; level <= Levels.LAST; level++) {
            int priority = level;
            metrics.addGroup("priority", Integer.toString(priority))
                    .<Integer, Gauge<Integer>>gauge("reelflow_jobs_waiting", () -> levels.waiting(priority));
        }
    }
}
