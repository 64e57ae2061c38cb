package io.reelflow.dataflow.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.jspecify.annotations.Nullable;

/**
 * All that wait, each in one line: that of its owner on its level, or aside in that of its video, its source or a pause.
 * The lines of a level's owners are in a ring, so that owners are served in turn; so are those of a source's levels.
 */
final class Lines {
    private static final int KEPT = 2_048;
    private static final String OWNER = "owner/";
    private static final String VIDEO = "video/";
    private static final String PAUSE = "pause/";
    private static final String SOURCE = "source/";

    private final Chains chains;
    private final Levels levels;
    private final Quotas quotas;
    private final Sources sources;
    private final KeptMap<Waiting> waiting;
    /** How many wait for a video. */
    private final KeptMap<Integer> behind;
    /** How many are in lines of pauses. */
    private int held;

    Lines(KeptState state, Chains chains, Levels levels, Quotas quotas, Sources sources, int held) {
        this.chains = chains;
        this.levels = levels;
        this.quotas = quotas;
        this.sources = sources;
        this.held = held;
        waiting = state.map("waiting", TypeInformation.of(Waiting.class), KEPT);
        behind = state.map("behind-videos", Types.INT, KEPT);
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

    /** @param source has no slash */
    static String ofSource(int level, String source, String owner) {
        return SOURCE + source + "/" + level + "/" + owner;
    }

    static boolean isOfSource(String line) {
        return line.startsWith(SOURCE);
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
        Waiting before = waiting.get(one.jobId());
        if (before != null && before.called() && !one.called()) {
            noteSource(before, -1);
        }
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
        Levels among = among(one);
        among.waiting(one.level(), -1);
        if (one.waitsForVideo()) {
            count(one.videoId(), -1);
        } else if (chains.isEmpty(line) && chains.remove(ring(one), line)) {
            among.lines(one.level(), -1);
        }
        noteSource(one, -1);
    }

    /** Whom it waits among: all who want a room, or those who want to ask its source. */
    private Levels among(Waiting one) {
        return one.waitsForSource() ? sources.get(sourceOf(one)).levels() : levels;
    }

    private static String sourceOf(Waiting one) {
        return one.line().substring(SOURCE.length(), one.line().indexOf('/', SOURCE.length()));
    }

    private static String ring(Waiting one) {
        return one.waitsForSource() ? ring(one.level(), sourceOf(one)) : ring(one.level());
    }

    private void noteSource(Waiting one, int change) {
        if (one.waitsForSource()) {
            sources.waiting(sourceOf(one), change);
        } else if (one.called()) {
            String source = Sources.of(one.attempt().job());
            sources.get(Objects.requireNonNull(source, "only who asks one is called"))
                    .called(change > 0);
        }
    }

    /** The one whose turn it is among those who wait for a source; there is one. */
    Waiting firstFor(SourceQueue queue, long now) throws Exception {
        int level = queue.levels().next(now);
        return Objects.requireNonNull(firstOf(Objects.requireNonNull(chains.first(ring(level, queue.source())))));
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
        String ring = ring(served);
        if (among(served).lines(level) > 1 && chains.remove(ring, served.line())) {
            chains.addLast(ring, served.line());
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

    /** Those of an owner that were let out from behind their videos or called: they stand before all others of their lines. */
    List<Waiting> released(String owner) throws Exception {
        var released = new ArrayList<Waiting>();
        for (int level = Levels.FIRST; level <= Levels.LAST; level++) {
            String jobId = chains.first(ofOwner(level, owner));
            Waiting one = jobId == null ? null : waiting.get(jobId);
            while (one != null && (one.released() || one.called())) {
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
        Levels among = among(one);
        among.waiting(one.level(), +1);
        if (one.waitsForVideo()) {
            count(one.videoId(), +1);
        } else if (chains.isEmpty(one.line()) && (one.waitsForSource() || !quotas.isFull(one.owner()))) {
            chains.addLast(ring(one), one.line());
            among.lines(one.level(), +1);
        }
        noteSource(one, +1);
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

    private static String ring(int level, String source) {
        return ring(level) + "/" + source;
    }

    private static String ring(int level) {
        return "ring/" + level;
    }
}
