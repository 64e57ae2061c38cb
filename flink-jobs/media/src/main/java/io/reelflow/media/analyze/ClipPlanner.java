package io.reelflow.media.analyze;

import io.reelflow.media.analyze.Chapters.Part;
import io.reelflow.schemas.job.JobOptions;
import io.reelflow.schemas.result.Chapter;
import io.reelflow.schemas.result.Picture;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the stretches that become clips, best first.
 *
 * <p>A clip is whole sentences (of a sentence longer than the longest clip: whole clauses), lasts between {@code
 * min_clip_duration} and {@code clip_duration}, shares at most {@code overlap_duration} and never more than half of
 * itself with another, and says nothing that another says. There are at most {@code max_clips}; a stretch far below the
 * best one is left out, so there may be fewer. Where all speech is shorter than the shortest clip, it is one clip
 * together with the silence around it; a video shorter than that is one clip as a whole, from three seconds on.
 */
final class ClipPlanner {
    private static final double GOOD_ENOUGH = 0.35;
    private static final double SHARE_OF_BEST = 0.6;
    private static final double SAME = 0.95;
    /** The least that anybody would call a clip; also the least that {@code min_clip_duration} may be. */
    static final double LEAST_SECONDS = 3;

    private final double shortest;
    private final double longest;
    private final double overlap;
    private final int most;
    private final double duration;
    private final Replays replays;

    /** Where nobody counts replays. */
    ClipPlanner(JobOptions options, double duration) {
        this(options, duration, Replays.NONE);
    }

    /** @param duration of the video, seconds; 0 where it is not known */
    ClipPlanner(JobOptions options, double duration, Replays replays) {
        this.replays = replays;
        this.longest = options.clipDuration();
        this.shortest = Math.min(options.minClipDuration(), longest);
        this.overlap = options.overlapDuration();
        this.most = options.maxClips();
        this.duration = duration;
    }

    /** The talk with every sentence cut into clauses that is too long for a clip. */
    Talk fitting(Talk talk) throws InterruptedException {
        double longestSentence = longest - Padding.LEAD_SECONDS;
        if (talk.sentences().stream().allMatch(s -> s.duration() <= longestSentence)) {
            return talk;
        }
        var pieces = new ArrayList<Sentence>();
        for (Sentence sentence : talk.sentences()) {
            pieces.addAll(Clauses.of(sentence, longestSentence));
        }
        return Talk.of(talk.language(), pieces);
    }

    /**
     * Every stretch that could be a clip, best first.
     *
     * @param talk whose sentences fit: see {@link #fitting}
     * @param moods of its sentences, -1 to 1; zeros where nobody can tell
     * @param picture null where there is none
     */
    List<Stretch> candidates(Talk talk, List<Chapter> chapters, double[] moods, @Nullable Picture picture) {
        if (talk.sentences().isEmpty()) {
            return List.of();
        }
        double end = Math.max(
                duration, talk.sentences().get(talk.sentences().size() - 1).end());
        if (end < shortest) {
            return whole(talk, end);
        }
        List<Part> parts = Chapters.parts(talk, chapters);
        var padding = new Padding(talk, end, shortest, longest);
        SentenceEdges edges = SentenceEdges.of(talk);
        List<Stretch> stretches = new Highlights(talk, parts, moods, picture, replays)
                .stretches(padding).stream().filter(edges::allow).toList();
        return stretches.isEmpty() ? surrounded(talk, end) : stretches;
    }

    /** Out of {@link #candidates}. */
    List<Stretch> choose(Talk talk, List<Stretch> candidates) {
        var chosen = new ArrayList<Stretch>();
        for (Stretch stretch : candidates) {
            boolean good = stretch.score()
                            >= Math.min(GOOD_ENOUGH, candidates.get(0).score())
                    && stretch.score() >= SHARE_OF_BEST * candidates.get(0).score();
            if (chosen.size() < most && good && chosen.stream().allMatch(c -> differ(talk, c, stretch))) {
                chosen.add(stretch);
            }
        }
        return List.copyOf(chosen);
    }

    private boolean differ(Talk talk, Stretch a, Stretch b) {
        double allowed = Math.min(overlap, Math.min(a.duration(), b.duration()) / 2);
        if (a.overlap(b) > allowed) {
            return false;
        }
        return Vectors.dot(talk.centre(a.from(), a.to()), talk.centre(b.from(), b.to())) < SAME
                || !talk.text(a.from(), a.to()).equalsIgnoreCase(talk.text(b.from(), b.to()));
    }

    private static List<Stretch> whole(Talk talk, double end) {
        if (end < LEAST_SECONDS) {
            return List.of();
        }
        int sentences = talk.sentences().size();
        return List.of(new Stretch(0, sentences, 0, end, GOOD_ENOUGH, List.of("all there is")));
    }

    /** All speech is shorter than a clip: it, with silence on both sides. */
    private List<Stretch> surrounded(Talk talk, double end) {
        int sentences = talk.sentences().size();
        double first = talk.sentences().get(0).start();
        double last = talk.sentences().get(sentences - 1).end();
        if (last - first > shortest) {
            return List.of(); // speech there is, but cut by silences that no clip of whole sentences may span
        }
        double start = Math.max(0, Math.min(first - (shortest - (last - first)) / 2, end - shortest));
        return List.of(new Stretch(
                0,
                sentences,
                start,
                start + shortest,
                GOOD_ENOUGH,
                List.of("all that is said", "with silence around it")));
    }
}
