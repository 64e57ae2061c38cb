package io.reelflow.media.analyze;

import io.reelflow.schemas.job.JobOptions;
import io.reelflow.schemas.result.Picture;
import io.reelflow.schemas.result.Picture.Shot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Clips of a video in which nobody speaks: runs of whole shots of a fitting length, those with faces and more cuts
 * first, at most three and none overlapping; of a shot that is longer than a clip its beginning; of a video without
 * cuts its beginning.
 */
final class ShotClips {
    private static final int MOST = 3;
    private static final double SCORE = 0.2;

    private ShotClips() {}

    /** @param duration of the video, seconds; 0 where it is not known */
    static List<Stretch> choose(Picture picture, JobOptions options, double duration) {
        double longest = options.clipDuration();
        double shortest = Math.min(options.minClipDuration(), longest);
        double end = duration > 0
                ? duration
                : picture.shots().stream().mapToDouble(Shot::end).max().orElse(0);
        if (end < shortest) {
            return end < ClipPlanner.LEAST_SECONDS ? List.of() : List.of(stretch(picture, 0, end));
        }
        var candidates = new ArrayList<Stretch>();
        List<Shot> shots = picture.shots();
        for (int from = 0; from < shots.size(); from++) {
            double start = shots.get(from).start();
            for (int to = from; to < shots.size(); to++) {
                double stop = Math.min(end, shots.get(to).end());
                if (stop - start > longest) {
                    break;
                }
                if (stop - start >= shortest) {
                    candidates.add(stretch(picture, start, stop));
                }
            }
            double stop = Math.min(end, Math.min(shots.get(from).end(), start + longest));
            if (shots.get(from).end() - start > longest && stop - start >= shortest) {
                candidates.add(stretch(picture, start, stop));
            }
        }
        if (candidates.isEmpty()) {
            candidates.add(stretch(picture, 0, Math.min(longest, end)));
        }
        candidates.sort(Comparator.comparingDouble(Stretch::score).reversed().thenComparingDouble(Stretch::start));
        var chosen = new ArrayList<Stretch>();
        for (Stretch candidate : candidates) {
            if (chosen.size() < Math.min(MOST, options.maxClips())
                    && chosen.stream().allMatch(c -> c.overlap(candidate) == 0)) {
                chosen.add(candidate);
            }
        }
        return List.copyOf(chosen);
    }

    private static Stretch stretch(Picture picture, double start, double end) {
        double from = Math.max(0, Math.ceil(start * 1000 - 1e-6)) / 1000;
        double to = Math.floor(end * 1000 + 1e-6) / 1000;
        boolean face = picture.faces().stream().anyMatch(f -> f.time() >= start && f.time() < end);
        long cuts = picture.shots().stream()
                .filter(s -> s.start() > start && s.start() < end)
                .count();
        var reasons = new ArrayList<String>();
        if (face) {
            reasons.add("a face");
        }
        if (cuts > 0) {
            reasons.add(cuts + (cuts == 1 ? " cut" : " cuts"));
        }
        reasons.add("nobody speaks");
        double score = SCORE + (face ? 0.1 : 0) + 0.02 * Math.min(5, cuts);
        return new Stretch(0, 0, from, to, Math.round(score * 1000) / 1000.0, List.copyOf(reasons));
    }
}
