package io.reelflow.dataflow.stage;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Keyed by run: waits for every part of a job and makes them one again. Failed parts arrive too, so it always ends. */
public final class PartJoin extends KeyedProcessFunction<String, Work, Work> {
    private transient ValueState<Gathered> gathered;

    @SuppressWarnings("NullAway.Init") // Flink opens it
    public PartJoin() {}

    @Override
    public void open(OpenContext context) {
        gathered = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("gathered", TypeInformation.of(Gathered.class)));
    }

    @Override
    public void processElement(Work part, Context context, Collector<Work> out) throws Exception {
        if (part.parts() <= 1) {
            out.collect(part.whole());
            return;
        }
        Gathered before = gathered.value();
        Gathered now = before == null ? new Gathered(1, part) : new Gathered(before.count + 1, before.work.merge(part));
        if (now.count >= part.parts()) {
            gathered.clear();
            out.collect(now.work.whole());
        } else {
            gathered.update(now);
        }
    }

    /** @param count parts that are in */
    public record Gathered(int count, Work work) {}
}
