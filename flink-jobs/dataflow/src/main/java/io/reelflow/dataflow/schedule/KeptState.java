package io.reelflow.dataflow.schedule;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * The keyed state of the scheduler. It has a single key: its state can be written whenever that key was set once, which is so
 * where anything has changed.
 */
final class KeptState {
    private final RuntimeContext context;
    private final List<KeptMap<?>> maps = new ArrayList<>();

    KeptState(RuntimeContext context) {
        this.context = context;
    }

    /** @param most entries in memory */
    <V> KeptMap<V> map(String name, TypeInformation<V> type, int most) {
        var map = new KeptMap<>(context.getMapState(new MapStateDescriptor<>(name, Types.STRING, type)), most);
        maps.add(map);
        return map;
    }

    /** To be called before a checkpoint is taken. */
    void store() throws Exception {
        for (KeptMap<?> each : maps) {
            each.store();
        }
    }
}
