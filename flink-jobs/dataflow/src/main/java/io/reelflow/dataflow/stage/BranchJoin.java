package io.reelflow.dataflow.stage;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;

/** Keyed by run: what was heard and what was seen of one job, as one. */
public final class BranchJoin extends KeyedCoProcessFunction<String, Work, Work, Work> {
    private transient ValueState<Work> first;

    @SuppressWarnings("NullAway.Init") // Flink opens it
    public BranchJoin() {}

    @Override
    public void open(OpenContext context) {
        first = getRuntimeContext().getState(new ValueStateDescriptor<>("first", TypeInformation.of(Work.class)));
    }

    @Override
    public void processElement1(Work heard, Context context, Collector<Work> out) throws Exception {
        join(heard, out);
    }

    @Override
    public void processElement2(Work seen, Context context, Collector<Work> out) throws Exception {
        join(seen, out);
    }

    private void join(Work branch, Collector<Work> out) throws Exception {
        Work other = first.value();
        if (other == null) {
            first.update(branch);
        } else {
            first.clear();
            out.collect(other.merge(branch));
        }
    }
}
