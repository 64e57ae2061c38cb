package io.reelflow.dataflow.stage;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;
import org.jspecify.annotations.Nullable;

/**
 * The one adapter from a stage to Flink. An element that has failed passes untouched; any other is run on the threads
 * of this process and comes out with what was made, or failed: the operator itself never fails, and has no timeout of
 * its own.
 *
 * @param <O> what comes out
 */
public final class AsyncStage<O> extends RichAsyncFunction<Work, O> implements ResultTypeQueryable<O> {
    private static final long serialVersionUID = 1L;

    private final String name;
    private final MediaStage<O> stage;
    private final Workplace.Provider provider;
    private transient @Nullable Workplace workplace;
    /** What this operator has joined and not yet got: a token for each element, and the key of its run. */
    private transient @Nullable Map<Object, String> joined;

    public AsyncStage(String name, MediaStage<O> stage, Workplace.Provider provider) {
        this.name = name;
        this.stage = stage;
        this.provider = provider;
    }

    @Override
    public void open(OpenContext context) {
        workplace = provider.get();
        Map<Object, String> mine = new ConcurrentHashMap<>();
        joined = mine;
        getRuntimeContext().getMetricGroup().gauge("reelflow_stage_in_flight", mine::size);
    }

    @Override
    public void asyncInvoke(Work work, ResultFuture<O> out) {
        if (work.failed()) {
            out.complete(List.of(stage.failed(work)));
            return;
        }
        Workplace place = Objects.requireNonNull(workplace);
        Map<Object, String> mine = Objects.requireNonNull(joined);
        String key = RunningWork.key(name, work);
        Object token = new Object();
        mine.put(token, key);
        var unused = place.running().join(key, stage, work, place).whenComplete((result, cancelled) -> {
            if (cancelled == null && mine.remove(token) != null) {
                out.complete(List.of(stage.admittedAs(result, work.epoch())));
                place.running().delivered(key);
            }
        });
    }

    @Override
    public void close() {
        Map<Object, String> mine = joined;
        if (mine == null || workplace == null) {
            return;
        }
        for (Object token : List.copyOf(mine.keySet())) {
            String key = mine.remove(token);
            if (key != null) {
                workplace.running().leave(key);
            }
        }
    }

    @Override
    public TypeInformation<O> getProducedType() {
        return stage.produced();
    }
}
