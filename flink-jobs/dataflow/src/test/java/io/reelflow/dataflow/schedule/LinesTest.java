package io.reelflow.dataflow.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.dataflow.lifecycle.Attempt;
import io.reelflow.media.identity.Identities;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines and chains beside plain collections that do the same. */
class LinesTest {
    private static final List<String> OWNERS = List.of("ann", "bob", "cleo");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void chainsDoWhatListsDo(long seed) throws Exception {
        onState((chains, lines, levels) -> {
            Random random = new Random(seed);
            Map<String, Deque<String>> model = new HashMap<>();
            Map<String, String> where = new HashMap<>();
            for (int step = 0; step < 5_000; step++) {
                String chain = "chain-" + random.nextInt(4);
                Deque<String> same = model.computeIfAbsent(chain, key -> new ArrayDeque<>());
                String name = "name-" + random.nextInt(40);
                String in = where.get(name);
                if (in != null) {
                    assertThat(chains.remove(in, name)).isTrue();
                    Objects.requireNonNull(model.get(in)).remove(name);
                    where.remove(name);
                } else if (random.nextBoolean()) {
                    chains.addLast(chain, name);
                    same.addLast(name);
                    where.put(name, chain);
                } else {
                    chains.addFirst(chain, name);
                    same.addFirst(name);
                    where.put(name, chain);
                }
                assertThat(chains.remove(chain, "unknown")).isFalse();
                assertThat(chains.isEmpty(chain)).isEqualTo(same.isEmpty());
                assertThat(walk(chains, chain)).containsExactlyElementsOf(same);
            }
            for (Map.Entry<String, String> left : where.entrySet()) {
                chains.remove(left.getValue(), left.getKey());
            }
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5, 6})
    void ownersComeInTurnWhoeverLeavesAndIsClosed(long seed) throws Exception {
        onState((chains, lines, levels) -> {
            Random random = new Random(seed);
            Model model = new Model();
            List<Waiting> all = new ArrayList<>();
            for (int step = 0; step < 3_000; step++) {
                int level = 4 + random.nextInt(2);
                String owner = OWNERS.get(random.nextInt(OWNERS.size()));
                switch (random.nextInt(6)) {
                    case 0, 1 -> {
                        if (!model.closed.contains(owner)) {
                            Waiting one = waiting("job-" + step, owner, level).inLine();
                            lines.addLast(one);
                            model.add(one);
                            all.add(one);
                        }
                    }
                    case 2 -> {
                        if (!all.isEmpty()) {
                            Waiting one = all.remove(random.nextInt(all.size()));
                            lines.remove(one);
                            model.remove(one);
                        }
                    }
                    case 3 -> {
                        if (levels.lines(level) > 0) {
                            Waiting one = lines.first(level);
                            lines.remove(one);
                            lines.turn(one);
                            model.remove(one);
                            model.turn(one);
                            all.remove(one);
                        }
                    }
                    case 4 -> {
                        lines.close(owner);
                        model.close(owner);
                    }
                    default -> {
                        if (model.closed.contains(owner)) {
                            lines.open(owner);
                            model.open(owner);
                        }
                    }
                }
                for (int each = 4; each <= 5; each++) {
                    assertThat(levels.waiting(each)).isEqualTo(model.waiting(each));
                    assertThat(levels.lines(each)).isEqualTo(model.ring(each).size());
                    if (levels.lines(each) > 0) {
                        assertThat(lines.first(each).jobId()).isEqualTo(model.first(each));
                    }
                }
            }
            for (Waiting left : all) {
                assertThat(lines.find(left.jobId())).isEqualTo(left);
                lines.remove(left);
            }
        });
    }

    @Test
    void ofThoseBehindAVideoTheMostUrgentIsFirstAndThenTheEarliest() throws Exception {
        onState((chains, lines, levels) -> {
            Waiting late = waiting("late", "ann", 3).behindVideo();
            Waiting urgent = waiting("urgent", "bob", 1).behindVideo();
            Waiting early = waiting("early", "cleo", 3).behindVideo();
            for (Waiting one : List.of(early, late, urgent)) {
                lines.addLast(one);
            }
            assertThat(lines.firstBehind("another")).isNull();
            for (Waiting one : List.of(urgent, early, late)) {
                assertThat(lines.firstBehind("video")).isEqualTo(one);
                lines.remove(one);
            }
            assertThat(lines.firstBehind("video")).isNull();
        });
    }

    private static Waiting waiting(String name, String owner, int level) {
        return Waiting.arriving(new Attempt(SchedulerRun.job(name, "video", owner, level, null), 1, 0));
    }

    private static List<String> walk(Chains chains, String chain) throws Exception {
        List<String> names = new ArrayList<>();
        for (String name = chains.first(chain); name != null; name = chains.next(name)) {
            names.add(name);
        }
        return names;
    }

    /** Runs it on keyed state, and holds that nothing is left there. */
    private static void onState(Trial trial) throws Exception {
        var flink = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new OnState(trial)), number -> 1, Types.INT);
        flink.open();
        flink.processElement(1, 0);
        assertThat(flink.numKeyedStateEntries()).isZero();
        flink.close();
    }

    private interface Trial {
        void run(Chains chains, Lines lines, Levels levels) throws Exception;
    }

    /** Lines of each level in the order of their turn. */
    private static final class Model {
        private final Map<String, Deque<String>> lines = new LinkedHashMap<>();
        private final Map<Integer, Deque<String>> rings = new HashMap<>();
        private final Set<String> closed = new HashSet<>();

        void add(Waiting one) {
            Deque<String> line = lines.computeIfAbsent(one.line(), key -> new ArrayDeque<>());
            if (line.isEmpty()) {
                ring(one.level()).addLast(one.line());
            }
            line.addLast(one.jobId());
        }

        void remove(Waiting one) {
            Deque<String> line = Objects.requireNonNull(lines.get(one.line()));
            assertThat(line.remove(one.jobId())).isTrue();
            if (line.isEmpty()) {
                ring(one.level()).remove(one.line());
            }
        }

        void turn(Waiting one) {
            if (ring(one.level()).remove(one.line())) {
                ring(one.level()).addLast(one.line());
            }
        }

        void close(String owner) {
            closed.add(owner);
            rings.values().forEach(ring -> ring.removeIf(line -> line.endsWith("/" + owner)));
        }

        void open(String owner) {
            closed.remove(owner);
            for (int level = Levels.FIRST; level <= Levels.LAST; level++) {
                String line = Lines.ofOwner(level, owner);
                if (!lines.getOrDefault(line, new ArrayDeque<>()).isEmpty()) {
                    ring(level).addLast(line);
                }
            }
        }

        Deque<String> ring(int level) {
            return rings.computeIfAbsent(level, key -> new ArrayDeque<>());
        }

        String first(int level) {
            return Objects.requireNonNull(lines.get(ring(level).getFirst())).getFirst();
        }

        int waiting(int level) {
            return OWNERS.stream()
                    .map(owner -> lines.getOrDefault(Lines.ofOwner(level, owner), new ArrayDeque<>()))
                    .mapToInt(Deque::size)
                    .sum();
        }
    }

    private static final class OnState extends KeyedProcessFunction<Integer, Integer, Integer> {
        private final transient Trial trial;
        private transient KeptState kept;
        private transient Chains chains;
        private transient Lines lines;
        private transient Levels levels;

        @SuppressWarnings("NullAway.Init") // the harness opens it
        OnState(Trial trial) {
            this.trial = trial;
        }

        @Override
        public void open(OpenContext context) {
            kept = new KeptState(getRuntimeContext());
            chains = new Chains(kept);
            levels = new Levels(Duration.ofSeconds(60), List.of());
            var sources = new Sources(Identities.DEFAULT, Duration.ofSeconds(60), new SplittableRandom(1), List.of());
            lines = new Lines(kept, chains, levels, new Quotas(List.of()), sources, 0);
        }

        @Override
        public void processElement(Integer number, Context context, Collector<Integer> out) throws Exception {
            trial.run(chains, lines, levels);
            kept.store();
        }
    }
}
