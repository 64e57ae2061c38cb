package io.reelflow.dataflow.schedule;

import io.reelflow.schemas.job.Job;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The levels of priority, and whose turn it is. A level rises by one for each time that another was served in its place,
 * and by no more than one for each {@code ageing} since the first of these times; above the first level it is served
 * once, and begins anew. So the last one is never starved, and one that only waits for rooms never overtakes a level
 * that it did not wait for.
 */
final class Levels {
    static final int FIRST = 1;
    static final int LAST = 9;

    private final long ageingMillis;
    private final Level[] levels = new Level[LAST + 1];

    /** @param saved what {@link #save} gave; empty for the first time */
    Levels(Duration ageing, List<Level> saved) {
        ageingMillis = ageing.toMillis();
        for (int level = FIRST; level <= LAST; level++) {
            levels[level] = saved.isEmpty() ? Level.NONE : saved.get(level - FIRST);
        }
    }

    static int of(Job job) {
        return Math.max(FIRST, Math.min(LAST, job.priority()));
    }

    /** The level that is to be served; 0 where nobody waits. */
    int next(long now) {
        int next = 0;
        long best = Long.MAX_VALUE;
        for (int level = FIRST; level <= LAST; level++) {
            if (levels[level].lines > 0) {
                long reached = Math.max(FIRST - 1, level - levels[level].rise(now, ageingMillis));
                if (reached < best) {
                    best = reached;
                    next = level;
                }
            }
        }
        return next;
    }

    /** A job of this level has been let in; all others that wait have been passed. */
    void served(int served, long now) {
        for (int level = FIRST; level <= LAST; level++) {
            boolean passed = level != served && levels[level].lines > 0;
            levels[level] = passed ? levels[level].passed(now) : levels[level].fresh();
        }
    }

    /** @param change of the number of jobs that wait */
    void waiting(int level, int change) {
        Level now = levels[level];
        levels[level] = new Level(now.waiting + change, now.lines, now.passedSince, now.passes);
    }

    /** @param change of the number of owners in turn */
    void lines(int level, int change) {
        Level now = levels[level];
        levels[level] = new Level(now.waiting, now.lines + change, now.passedSince, now.passes);
    }

    int waiting(int level) {
        return levels[level].waiting;
    }

    int lines(int level) {
        return levels[level].lines;
    }

    List<Level> save() {
        List<Level> all = new ArrayList<>();
        for (int level = FIRST; level <= LAST; level++) {
            all.add(levels[level]);
        }
        return all;
    }

    /**
     * One level.
     *
     * @param waiting jobs that wait for a room, or for another of their video
     * @param lines owners in turn; 0 where nobody can be served
     * @param passedSince milliseconds since the epoch; 0 where nobody was served in its place
     * @param passes no more than are of use
     */
    public record Level(int waiting, int lines, long passedSince, int passes) {
        static final Level NONE = new Level(0, 0, 0, 0);

        private long rise(long now, long ageingMillis) {
            return passes == 0 ? 0 : Math.min(passes, Math.max(0, now - passedSince) / ageingMillis);
        }

        private Level passed(long now) {
            if (passes == LAST) {
                return this;
            }
            return new Level(waiting, lines, passes == 0 ? now : passedSince, passes + 1);
        }

        private Level fresh() {
            return passes == 0 ? this : new Level(waiting, lines, 0, 0);
        }
    }
}
