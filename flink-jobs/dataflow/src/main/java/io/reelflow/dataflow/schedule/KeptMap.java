package io.reelflow.dataflow.schedule;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.api.common.state.MapState;
import org.jspecify.annotations.Nullable;

/**
 * Map state of one key whose entries in use are in memory: one is read from the state at most once while it is used, and written
 * when it has to make room or a checkpoint is taken. What comes and goes between two checkpoints never gets there.
 */
final class KeptMap<V> {
    private final MapState<String, V> state;
    private final int most;
    private final LinkedHashMap<String, Slot<V>> slots = new LinkedHashMap<>(16, 0.75f, true);

    private static final class Slot<V> {
        private @Nullable V value;
        /** Whether the state may have an entry. */
        private boolean stored;
        /** Whether the state may have another value. */
        private boolean changed;

        Slot(@Nullable V value, boolean stored, boolean changed) {
            this.value = value;
            this.stored = stored;
            this.changed = changed;
        }
    }

    /** @param most entries in memory */
    KeptMap(MapState<String, V> state, int most) {
        this.state = state;
        this.most = most;
    }

    @Nullable
    V get(String key) throws Exception {
        Slot<V> slot = slots.get(key);
        if (slot == null) {
            V value = state.get(key);
            slot = new Slot<>(value, value != null, false);
            add(key, slot);
        }
        return slot.value;
    }

    boolean contains(String key) throws Exception {
        return get(key) != null;
    }

    void put(String key, V value) throws Exception {
        Slot<V> slot = slots.get(key);
        if (slot == null) {
            add(key, new Slot<>(value, true, true));
        } else {
            slot.value = value;
            slot.changed = true;
        }
    }

    void remove(String key) throws Exception {
        Slot<V> slot = slots.get(key);
        if (slot == null) {
            state.remove(key);
        } else if (slot.stored) {
            slot.value = null;
            slot.changed = true;
        } else {
            slots.remove(key);
        }
    }

    /** The state then has all; for the moment before it is saved. */
    void store() throws Exception {
        for (Map.Entry<String, Slot<V>> each : slots.entrySet()) {
            store(each.getKey(), each.getValue());
        }
        slots.values().removeIf(slot -> slot.value == null);
    }

    private void add(String key, Slot<V> slot) throws Exception {
        slots.put(key, slot);
        if (slots.size() > most) {
            Iterator<Map.Entry<String, Slot<V>>> eldest = slots.entrySet().iterator();
            Map.Entry<String, Slot<V>> leaving = eldest.next();
            store(leaving.getKey(), leaving.getValue());
            eldest.remove();
        }
    }

    private void store(String key, Slot<V> slot) throws Exception {
        if (!slot.changed) {
            return;
        }
        if (slot.value == null) {
            state.remove(key);
        } else {
            state.put(key, slot.value);
        }
        slot.stored = slot.value != null;
        slot.changed = false;
    }
}
