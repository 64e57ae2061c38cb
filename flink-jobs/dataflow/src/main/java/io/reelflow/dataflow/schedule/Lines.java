package io.reelflow.dataflow.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.jspecify.annotations.Nullable;

/**
 * All that wait, each in one line: that of its owner on its level, or aside in that of its video or of a pause. The
 * lines of a level's owners are in a ring, so that owners are served in turn.
 */
final class Lines {
    private static final String OWNER = "owner/";
    private static final String VIDEO = "video/";
    private static final String PAUSE = "pause/";

    private final Chains chains;
    private final Levels levels;
    private final Quotas quotas;
    private final MapState<String, Waiting> waiting;
    /** How many wait for a video. */
    private final MapState<String, Integer> behind;
    /** How many are in lines of pauses. */
    private int held;

    Lines(RuntimeContext context, Chains chains, Levels levels, Quotas quotas, int held) {
        this.chains = chains;
        this.levels = levels;
        this.quotas = quotas;
        this.held = held;
        waiting = context.getMapState(
                new MapStateDescriptor<>("waiting", Types.STRING, TypeInformation.of(Waiting.class)));
        behind = context.getMapState(new MapStateDescriptor<>("behind-videos", Types.STRING, Types.INT));
    }

    static String ofOwner(int level, String owner) {
        return OWNER + level + "/" + owner;
    }

    static String ofVideo(int level, String videoId) {
        return VIDEO + level + "/" + videoId;
    }

    static String ofPause(String key) {
        return PAUSE + key;
    }

    static boolean isOfVideo(String line) {
        return line.startsWith(VIDEO);
    }

    static boolean isPaused(String line) {
        return line.startsWith(PAUSE);
    }

    int held() {
        return held;
    }

    /** The one of this job that waits; null where none does. */
    @Nullable
    Waiting find(String jobId) throws Exception {
        return waiting.get(jobId);
    }

    void addLast(Waiting one) throws Exception {
        beforeAdding(one);
        chains.addLast(one.line(), one.jobId());
        waiting.put(one.jobId(), one);
    }

    void addFirst(Waiting one) throws Exception {
        beforeAdding(one);
        chains.addFirst(one.line(), one.jobId());
        waiting.put(one.jobId(), one);
    }

    /** The same attempt in the same place, with something else about it. */
    void replace(Waiting one) throws Exception {
        waiting.put(one.jobId(), one);
    }

    void remove(Waiting one) throws Exception {
        String line = one.line();
        chains.remove(line, one.jobId());
        waiting.remove(one.jobId());
        if (one.isPaused()) {
            held--;
            return;
        }
        levels.waiting(one.level(), -1);
        if (one.waitsForVideo()) {
            count(one.videoId(), -1);
        } else if (chains.isEmpty(line) && chains.remove(ring(one.level()), line)) {
            levels.lines(one.level(), -1);
        }
    }

    /** The first of the owner whose turn it is on a level where somebody can be served. */
    Waiting first(int level) throws Exception {
        return Objects.requireNonNull(firstOf(Objects.requireNonNull(chains.first(ring(level)))));
    }

    /** Null where a line is empty. */
    @Nullable
    Waiting firstOf(String line) throws Exception {
        String jobId = chains.first(line);
        return jobId == null ? null : waiting.get(jobId);
    }

    /** The most urgent of those that wait for a video; null where none does. */
    @Nullable
    Waiting firstBehind(String videoId) throws Exception {
        if (!behind.contains(videoId)) {
            return null;
        }
        Waiting first = null;
        for (int level = Levels.FIRST; first == null && level <= Levels.LAST; level++) {
            first = firstOf(ofVideo(level, videoId));
        }
        return first;
    }

    /** The owner of one that was served goes behind the other owners of its level. */
    void turn(Waiting served) throws Exception {
        int level = served.level();
        if (levels.lines(level) > 1 && chains.remove(ring(level), served.line())) {
            chains.addLast(ring(level), served.line());
        }
    }

    /** Nobody of this owner is served until {@link #open}; they stay where they are. */
    void close(String owner) throws Exception {
        for (int level = Levels.FIRST; level <= Levels.LAST; level++) {
            if (chains.remove(ring(level), ofOwner(level, owner))) {
                levels.lines(level, -1);
            }
        }
    }

    void open(String owner) throws Exception {
        for (int level = Levels.FIRST; level <= Levels.LAST; level++) {
            String line = ofOwner(level, owner);
            if (!chains.isEmpty(line)) {
                chains.addLast(ring(level), line);
                levels.lines(level, +1);
            }
        }
    }

    /** Those of an owner that were let out from behind their videos: they stand before all others of their lines. */
    List<Waiting> released(String owner) throws Exception {
        var released = new ArrayList<Waiting>();
        for (int level = Levels.FIRST; level <= Levels.LAST; level++) {
            String jobId = chains.first(ofOwner(level, owner));
            Waiting one = jobId == null ? null : waiting.get(jobId);
            while (one != null && one.released()) {
                released.add(one);
                String next = chains.next(one.jobId());
                one = next == null ? null : waiting.get(next);
            }
        }
        return released;
    }

    private void beforeAdding(Waiting one) throws Exception {
        if (one.isPaused()) {
            held++;
            return;
        }
        levels.waiting(one.level(), +1);
        if (one.waitsForVideo()) {
            count(one.videoId(), +1);
        } else if (chains.isEmpty(one.line()) && !quotas.isFull(one.owner())) {
            chains.addLast(ring(one.level()), one.line());
            levels.lines(one.level(), +1);
        }
    }

    private void count(String videoId, int change) throws Exception {
        Integer known = behind.get(videoId);
        int now = (known == null ? 0 : known) + change;
        if (now == 0) {
            behind.remove(videoId);
        } else {
            behind.put(videoId, now);
        }
    }

    private static String ring(int level) {
        return "ring/" + level;
    }
}
