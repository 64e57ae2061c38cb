package io.reelflow.dataflow.stage;

import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/** A job into its parts; at least one element, so that the join behind it has something to wait for. */
public final class FanOut implements FlatMapFunction<Work, Work> {
    @Override
    public void flatMap(Work work, Collector<Work> out) {
        if (work.failed() || work.parts() == 0) {
            out.collect(work.inParts(work.failed() ? 1 : 0));
            return;
        }
        for (int part = 0; part < work.parts(); part++) {
            out.collect(work.asPart(part));
        }
    }
}
