package io.reelflow.dataflow.schedule;

import io.reelflow.dataflow.lifecycle.Admission;
import io.reelflow.dataflow.lifecycle.Attempt;
import io.reelflow.dataflow.sink.EventPublisher;
import io.reelflow.dataflow.stage.Work;
import io.reelflow.dataflow.stage.Workplace;
import io.reelflow.schemas.job.JobEventType;
import io.reelflow.schemas.job.JobOutcome;
import java.io.IOException;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * One for the whole dataflow (a single key): the backlog waits here, in state, and as many jobs as there are rooms are
 * let in, by priority and then in order of arrival. Jobs of one video go one at a time, to save work; nothing relies on
 * that. What runs is a set of jobs with the epoch of their admission, so an outcome that comes twice, or from before a
 * restore, frees nothing.
 */
public final class JobScheduler extends KeyedCoProcessFunction<Integer, Admission, JobOutcome, Work>
        implements CheckpointedFunction {
    private static final int FIRST_PRIORITY = 1;
    private static final int LAST_PRIORITY = 9;

    private final Workplace.Provider workplace;
    private final int rooms;
    private transient @Nullable EventPublisher events;
    private transient Lines lines;
    private transient MapState<String, Running> running;
    /** The videos of running jobs. */
    private transient MapState<String, Boolean> busy;

    private transient ValueState<Integer> occupied;
    private transient ValueState<Long> lastEpoch;
    private transient Counter admitted;
    private transient Counter ended;
    private transient Counter stale;

    @SuppressWarnings("NullAway.Init") // Flink opens it
    public JobScheduler(Workplace.Provider workplace, int rooms) {
        this.workplace = workplace;
        this.rooms = rooms;
    }

    @Override
    public void open(OpenContext context) {
        events = workplace.get().events();
        lines = new Lines(getRuntimeContext());
        running = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>("running", Types.STRING, TypeInformation.of(Running.class)));
        busy = getRuntimeContext().getMapState(new MapStateDescriptor<>("busy", Types.STRING, Types.BOOLEAN));
        occupied = getRuntimeContext().getState(new ValueStateDescriptor<>("occupied", Types.INT));
        lastEpoch = getRuntimeContext().getState(new ValueStateDescriptor<>("last-epoch", Types.LONG));
        var metrics = getRuntimeContext().getMetricGroup();
        admitted = metrics.counter("reelflow_jobs_admitted");
        ended = metrics.counter("reelflow_jobs_ended");
        stale = metrics.counter("reelflow_stale_outcomes");
    }

    @Override
    public void processElement1(Admission admission, Context context, Collector<Work> out) throws Exception {
        if (admission.kind() != Admission.Kind.ENTER) {
            return;
        }
        Attempt attempt = admission.attempt();
        lines.addLast(line(attempt), attempt);
        fillRooms(context, out);
    }

    @Override
    public void processElement2(JobOutcome outcome, Context context, Collector<Work> out) throws Exception {
        Running run = running.get(outcome.jobId());
        if (run == null || run.epoch() != outcome.epoch()) {
            stale.inc();
            return;
        }
        ended.inc();
        running.remove(outcome.jobId());
        busy.remove(run.videoId());
        occupy(-1);
        Attempt sameVideo = lines.poll(videoLine(run.videoId()));
        if (sameVideo != null) {
            lines.addFirst(line(sameVideo), sameVideo);
        }
        fillRooms(context, out);
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        Objects.requireNonNull(events).flush();
    }

    @Override
    public void initializeState(FunctionInitializationContext context) {
        // keyed state only
    }

    private void fillRooms(Context context, Collector<Work> out) throws Exception {
        for (int priority = FIRST_PRIORITY; priority <= LAST_PRIORITY; priority++) {
            while (occupied() < rooms) {
                Attempt next = lines.poll(line(priority));
                if (next == null) {
                    break;
                }
                String video = next.job().videoId();
                if (busy.contains(video)) {
                    lines.addLast(videoLine(video), next);
                } else {
                    admit(next, context, out);
                }
            }
        }
    }

    private void admit(Attempt attempt, Context context, Collector<Work> out) throws Exception {
        long now = context.timerService().currentProcessingTime();
        long epoch = nextEpoch(now);
        var job = attempt.job();
        running.put(job.jobId(), new Running(job.videoId(), epoch));
        busy.put(job.videoId(), true);
        occupy(+1);
        admitted.inc();
        Objects.requireNonNull(events)
                .publish(attempt.event(JobEventType.STARTED, now, "Begins attempt " + attempt.number()));
        out.collect(Work.admitted(job, attempt.number(), epoch));
    }

    /** Microseconds, made rising: no admission after a restore gets a number that one before it had. */
    private long nextEpoch(long nowMillis) throws IOException {
        Long last = lastEpoch.value();
        long next = Math.max(nowMillis * 1000, last == null ? 0 : last + 1);
        lastEpoch.update(next);
        return next;
    }

    private int occupied() throws IOException {
        Integer count = occupied.value();
        return count == null ? 0 : count;
    }

    private void occupy(int change) throws IOException {
        int count = occupied() + change;
        if (count == 0) {
            occupied.clear();
        } else {
            occupied.update(count);
        }
    }

    private static String line(Attempt attempt) {
        return line(
                Math.max(FIRST_PRIORITY, Math.min(LAST_PRIORITY, attempt.job().priority())));
    }

    private static String line(int priority) {
        return "priority-" + priority;
    }

    private static String videoLine(String videoId) {
        return "video-" + videoId;
    }
}
