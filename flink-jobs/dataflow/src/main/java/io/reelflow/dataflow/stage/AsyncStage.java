package io.reelflow.dataflow.stage;

import io.reelflow.schemas.job.Failure;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;
import org.jspecify.annotations.Nullable;

/**
 * The one adapter from a stage to Flink. An element that has failed, or that a stage has nothing to do with, passes untouched, one of a dry run with the events
 * alone; any other is run on the threads of this process and comes out with what was made, or failed: the operator
 * itself never fails, and has no timeout of its own.
 *
 * @param <O> what comes out
 */
public final class AsyncStage<O> extends RichAsyncFunction<Work, O> implements ResultTypeQueryable<O> {
    private static final long serialVersionUID = 1L;
    /** For what has to be read before work may begin; then the dataflow begins anew. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String name;
    private final MediaStage<O> stage;
    private final Workplace.Provider provider;
    private transient @Nullable Workplace workplace;
    /** What this operator has joined and not yet got: a token for each element, and its run. */
    private transient @Nullable Map<Object, RunningWork.Entry<O>> joined;

    public AsyncStage(String name, MediaStage<O> stage, Workplace.Provider provider) {
        this.name = name;
        this.stage = stage;
        this.provider = provider;
    }

    @Override
    public void open(OpenContext context) throws InterruptedException {
        workplace = provider.get();
        workplace.tombstones().await(PATIENCE);
        Map<Object, RunningWork.Entry<O>> mine = new ConcurrentHashMap<>();
        joined = mine;
        MetricGroup metrics = getRuntimeContext().getMetricGroup();
        metrics.<Integer, Gauge<Integer>>gauge("reelflow_stage_in_flight", mine::size);
        WorkPools pools = workplace.pools();
        WorkLine line = stage.line();
        MetricGroup ofLine = metrics.addGroup("line", line.name().toLowerCase(Locale.ROOT));
        ofLine.<Integer, Gauge<Integer>>gauge("reelflow_work_running", () -> pools.running(line));
        ofLine.<Integer, Gauge<Integer>>gauge("reelflow_work_waiting", () -> pools.waiting(line));
    }

    @Override
    public void asyncInvoke(Work work, ResultFuture<O> out) {
        if (work.failed() || !stage.concerns(work.job())) {
            out.complete(List.of(stage.failed(work)));
            return;
        }
        Workplace place = Objects.requireNonNull(workplace);
        if (stage.isDry(work.job())) {
            out.complete(List.of(dryRun(work, place)));
            return;
        }
        Map<Object, RunningWork.Entry<O>> mine = Objects.requireNonNull(joined);
        Object token = new Object();
        RunningWork.Entry<O> entry = place.running().join(name, stage, work, place);
        mine.put(token, entry);
        var unused = entry.result().whenComplete((result, cancelled) -> {
            if (cancelled == null && mine.remove(token) != null) {
                out.complete(List.of(stage.admittedAs(result, work.epoch())));
                place.running().delivered(entry);
            }
        });
    }

    private O dryRun(Work work, Workplace place) {
        Failure reason = place.running().reasonToEnd(work);
        if (reason != null) {
            return stage.failed(work.failedWith(reason));
        }
        new StageReport(place.events(), place.clock(), work, stage).passed();
        return stage.dryRun(work);
    }

    @Override
    public void close() {
        Map<Object, RunningWork.Entry<O>> mine = joined;
        if (mine == null || workplace == null) {
            return;
        }
        for (Object token : List.copyOf(mine.keySet())) {
            RunningWork.Entry<O> entry = mine.remove(token);
            if (entry != null) {
                workplace.running().leave(entry);
            }
        }
    }

    @Override
    public TypeInformation<O> getProducedType() {
        return stage.produced();
    }
}
