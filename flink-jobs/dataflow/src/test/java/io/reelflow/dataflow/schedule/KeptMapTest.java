package io.reelflow.dataflow.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Random;
import org.apache.flink.api.common.state.MapState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class KeptMapTest {
    private final Stored stored = new Stored();

    @Test
    void itReadsAsAMapWhateverHasMadeRoomAndTheStateThenHasTheSame() throws Exception {
        var random = new Random(20_261_122);
        var kept = new KeptMap<Integer>(stored, 10);
        var model = new HashMap<String, Integer>();
        for (int step = 0; step < 20_000; step++) {
            String key = "key-" + random.nextInt(30);
            switch (random.nextInt(4)) {
                case 0 -> {
                    kept.put(key, step);
                    model.put(key, step);
                }
                case 1 -> {
                    kept.remove(key);
                    model.remove(key);
                }
                case 2 -> assertThat(kept.get(key)).isEqualTo(model.get(key));
                default -> assertThat(kept.contains(key)).isEqualTo(model.containsKey(key));
            }
            if (random.nextInt(500) == 0) {
                kept.store();
                assertThat(stored.entries).isEqualTo(model);
                kept = random.nextBoolean() ? kept : new KeptMap<>(stored, 10);
            }
        }
    }

    @Test
    void whatComesAndGoesBetweenTwoCheckpointsNeverGetsIntoTheState() throws Exception {
        var kept = new KeptMap<Integer>(stored, 10);
        for (int i = 0; i < 100; i++) {
            assertThat(kept.get("key-" + i)).isNull();
            kept.put("key-" + i, i);
            assertThat(kept.get("key-" + i)).isEqualTo(i);
            kept.remove("key-" + i);
        }
        kept.store();
        assertThat(stored.writes).isZero();
    }

    /** A state that counts. */
    private static final class Stored implements MapState<String, Integer> {
        private final Map<String, Integer> entries = new HashMap<>();
        private int writes;

        @Override
        public @Nullable Integer get(String key) {
            return entries.get(key);
        }

        @Override
        public void put(String key, Integer value) {
            writes++;
            entries.put(key, value);
        }

        @Override
        public void putAll(Map<String, Integer> more) {
            more.forEach(this::put);
        }

        @Override
        public void remove(String key) {
            writes++;
            entries.remove(key);
        }

        @Override
        public boolean contains(String key) {
            return entries.containsKey(key);
        }

        @Override
        public Iterable<Map.Entry<String, Integer>> entries() {
            return entries.entrySet();
        }

        @Override
        public Iterable<String> keys() {
            return entries.keySet();
        }

        @Override
        public Iterable<Integer> values() {
            return entries.values();
        }

        @Override
        public Iterator<Map.Entry<String, Integer>> iterator() {
            return entries.entrySet().iterator();
        }

        @Override
        public boolean isEmpty() {
            return entries.isEmpty();
        }

        @Override
        public void clear() {
            entries.clear();
        }
    }
}
