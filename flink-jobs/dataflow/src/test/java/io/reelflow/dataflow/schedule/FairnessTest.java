package io.reelflow.dataflow.schedule;

import static io.reelflow.dataflow.schedule.SchedulerRun.job;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ninety-nine owners with ten jobs each, with and without one that came before them with thousands: how many turns, which are
 * jobs let in, each of theirs waits.
 */
class FairnessTest {
    private static final int ROOMS = 8;
    private static final int SMALL = 99;
    private static final int EACH = 10;
    private static final int LARGE = 5_000;

    @TempDir
    Path directory;

    @Test
    void oneWithThousandsAddsOneTurnInAHundredToTheOthers() throws Exception {
        List<Integer> alone = turns(0, 5, null);
        List<Integer> beside = turns(LARGE, 5, null);

        assertThat(beside).hasSameSizeAs(alone).hasSize(SMALL * EACH);
        for (int i = 0; i < alone.size(); i++) {
            assertThat(beside.get(i)).isBetween(alone.get(i), alone.get(i) + i / SMALL + 1 + ROOMS);
        }
        assertThat(p95(beside)).isLessThan(2 * p95(alone));
    }

    @Test
    void thousandsOfALaterPriorityGoBehindAllOfTheirs() throws Exception {
        List<Integer> alone = turns(0, 5, null);
        List<Integer> beside = turns(LARGE, 7, null);

        for (int i = 0; i < alone.size(); i++) {
            assertThat(beside.get(i)).isLessThanOrEqualTo(alone.get(i) + ROOMS);
        }
    }

    /** An earlier priority goes first, whoever asks for it: a quota is what keeps rooms free for the others. */
    @Test
    void thousandsOfAnEarlierPriorityTakeNoMoreThanTheirQuota() throws Exception {
        List<Integer> alone = turns(0, 5, null);
        List<Integer> beside = turns(LARGE, 1, ROOMS / 4);

        assertThat(p95(beside)).isLessThanOrEqualTo(p95(alone) * 4 / 3 + ROOMS);
        assertThat(p95(turns(LARGE, 1, null))).isGreaterThan(2 * p95(alone));
    }

    /** The rooms of all are taken in turn, as jobs of the same length would free them; sorted waits of the small ones. */
    private List<Integer> turns(int large, int priority, @Nullable Integer quota) throws Exception {
        SchedulerRun run = new SchedulerRun(directory, ROOMS);
        run.limit("large", quota);
        for (int i = 0; i < large; i++) {
            run.enter(job("large-" + i, "large", priority));
        }
        int before = run.admitted.size();
        for (int i = 0; i < EACH; i++) {
            for (int owner = 0; owner < SMALL; owner++) {
                run.enter(job("small-" + owner + "-" + i, "small-" + owner, 5));
            }
        }
        List<Integer> waits = new ArrayList<>();
        Deque<String> oldest = new ArrayDeque<>(run.admitted);
        int seen = 0;
        while (waits.size() < SMALL * EACH) {
            for (; seen < run.admitted.size(); seen++) {
                if (run.admitted.get(seen).startsWith("small-")) {
                    waits.add(Math.max(0, seen - before));
                }
            }
            int admitted = run.admitted.size();
            run.end(oldest.removeFirst());
            oldest.addAll(run.admitted.subList(admitted, run.admitted.size()));
        }
        run.close();
        Collections.sort(waits);
        return waits;
    }

    private static int p95(List<Integer> sorted) {
        return sorted.get((int) Math.ceil(sorted.size() * 0.95) - 1);
    }
}
