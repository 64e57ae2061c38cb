package io.reelflow.media.analyze;

import io.reelflow.media.render.RenderRequest;
import io.reelflow.schemas.result.Analysis.Highlight;
import io.reelflow.schemas.result.Chapter;
import io.reelflow.schemas.result.ClipPlan;
import io.reelflow.schemas.result.Picture;
import io.reelflow.schemas.result.Source;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The best moments of a video, and those of them that become clips. */
record Moments(List<Highlight> highlights, ClipPlan plan) {
    private static final int MOST_HIGHLIGHTS = 20;

    /**
     * @param moods of the talk's sentences; zeros where nobody can tell
     * @param notes where it is said why there are no clips
     */
    static Moments of(
            AnalyzeRequest request,
            ClipPlanner planner,
            Talk talk,
            List<Chapter> chapters,
            double[] moods,
            @Nullable Keywords keywords,
            List<String> notes) {
        List<Stretch> candidates = planner.candidates(talk, chapters, moods, request.picture());
        List<Highlight> highlights = highlights(candidates);
        if (!request.clips()) {
            return new Moments(highlights, new ClipPlan(List.of()));
        }
        String why = whyNone(request.source().picture());
        if (why != null) {
            notes.add("no clips: " + why);
            return new Moments(highlights, new ClipPlan(List.of()));
        }
        List<Stretch> chosen = talk.sentences().isEmpty() ? silent(request) : planner.choose(talk, candidates);
        if (chosen.isEmpty()) {
            notes.add("no clips: no stretch of %s to %s seconds was found"
                    .formatted(
                            request.options().minClipDuration(),
                            request.options().clipDuration()));
        }
        var texts = new ClipTexts(request, talk, moods, keywords);
        return new Moments(
                highlights, new ClipPlan(chosen.stream().map(texts::of).toList()));
    }

    /** Null where clips can be made. */
    private static @Nullable String whyNone(Source.@Nullable Picture picture) {
        if (picture == null) {
            return "there is no picture";
        }
        int least = RenderRequest.LEAST_SIDE;
        return Math.min(picture.width(), picture.height()) >= least
                ? null
                : "the picture must be at least %dx%d pixels, was %dx%d"
                        .formatted(least, least, picture.width(), picture.height());
    }

    private static List<Stretch> silent(AnalyzeRequest request) {
        Picture picture = request.picture();
        return picture == null
                ? List.of()
                : ShotClips.choose(picture, request.options(), request.source().duration());
    }

    private static List<Highlight> highlights(List<Stretch> candidates) {
        var chosen = new ArrayList<Stretch>();
        for (Stretch candidate : candidates) {
            if (chosen.size() < MOST_HIGHLIGHTS && chosen.stream().allMatch(c -> c.overlap(candidate) == 0)) {
                chosen.add(candidate);
            }
        }
        return chosen.stream()
                .map(s -> new Highlight(s.start(), s.end(), s.score(), s.reasons()))
                .toList();
    }
}
