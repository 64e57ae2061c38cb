package io.reelflow.dataflow.schedule;

import io.reelflow.dataflow.lifecycle.Attempt;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.jspecify.annotations.Nullable;

/**
 * Lines of waiting attempts in keyed state, by name. Every move is a point read: an iterator over RocksDB state would
 * walk over the tombstones of all who have left.
 */
final class Lines {
    private final MapState<String, Ends> ends;
    private final MapState<String, Attempt> places;

    Lines(RuntimeContext context) {
        ends = context.getMapState(new MapStateDescriptor<>("lines", Types.STRING, TypeInformation.of(Ends.class)));
        places = context.getMapState(
                new MapStateDescriptor<>("places", Types.STRING, TypeInformation.of(Attempt.class)));
    }

    void addLast(String line, Attempt attempt) throws Exception {
        Ends now = endsOf(line);
        places.put(place(line, now.tail), attempt);
        ends.put(line, new Ends(now.head, now.tail + 1));
    }

    void addFirst(String line, Attempt attempt) throws Exception {
        Ends now = endsOf(line);
        places.put(place(line, now.head - 1), attempt);
        ends.put(line, new Ends(now.head - 1, now.tail));
    }

    /** Takes the first of a line; null where nobody waits. */
    @Nullable
    Attempt poll(String line) throws Exception {
        Ends now = ends.get(line);
        if (now == null) {
            return null;
        }
        Attempt first = places.get(place(line, now.head));
        places.remove(place(line, now.head));
        if (now.head + 1 == now.tail) {
            ends.remove(line);
        } else {
            ends.put(line, new Ends(now.head + 1, now.tail));
        }
        return first;
    }

    private Ends endsOf(String line) throws Exception {
        Ends known = ends.get(line);
        return known == null ? new Ends(0, 0) : known;
    }

    private static String place(String line, long number) {
        return line + "#" + number;
    }

    /** @param tail one behind the last */
    public record Ends(long head, long tail) {}
}
