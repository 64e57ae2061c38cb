package io.reelflow.media.analyze;

import io.reelflow.schemas.ObjectKeys;
import io.reelflow.schemas.result.ClipPlan.Planned;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Gives a chosen stretch its name, its words and its id. */
final class ClipTexts {
    private static final int TITLE = 60;
    private static final int HOOK = 100;
    private static final int DESCRIPTION = 220;
    private static final int TAGS = 6;

    private final AnalyzeRequest request;
    private final Talk talk;
    private final double[] moods;
    private final @Nullable Keywords keywords;

    /** @param moods of the talk's sentences; zeros where nobody can tell */
    ClipTexts(AnalyzeRequest request, Talk talk, double[] moods, @Nullable Keywords keywords) {
        this.request = request;
        this.talk = talk;
        this.moods = moods.clone();
        this.keywords = keywords;
    }

    Planned of(Stretch stretch) {
        String text = talk.text(stretch.from(), stretch.to());
        List<String> tags = tags(stretch);
        return new Planned(
                clipId(stretch),
                stretch.start(),
                stretch.end(),
                stretch.score(),
                title(stretch),
                description(text),
                hook(stretch),
                tags,
                Headlines.hashtags(tags),
                text,
                stretch.reasons());
    }

    /** Of the stretch and of what is said in it; how the clip looks is added where it is rendered. */
    private String clipId(Stretch stretch) {
        var said = new ArrayList<Object>();
        talk.sentences().subList(stretch.from(), stretch.to()).forEach(s -> said.add(s.words()));
        return "clip_"
                + ObjectKeys.fingerprint(
                        request.videoId(), Math.round(stretch.start() * 1000), Math.round(stretch.end() * 1000), said);
    }

    /** What is asked or hooks first; else the sentence nearest to what the stretch is about; else the video's title. */
    private @Nullable String title(Stretch stretch) {
        if (stretch.from() == stretch.to()) {
            return request.source().metadata().title();
        }
        float[] centre = talk.centre(stretch.from(), stretch.to());
        int best = stretch.from();
        double most = Double.NEGATIVE_INFINITY;
        for (int i = stretch.from(); i < stretch.to(); i++) {
            Sentence sentence = talk.sentences().get(i);
            double worth = Vectors.dot(talk.vectors().get(i), centre)
                    + (sentence.isQuestion() ? 0.3 : 0)
                    + (Openings.hooks(sentence, talk.language()).isEmpty() ? 0 : 0.2)
                    - (Openings.leansOnBefore(sentence, talk.language()) ? 0.5 : 0)
                    - (sentence.text().length() > TITLE ? 0.3 : 0);
            if (worth > most) {
                most = worth;
                best = i;
            }
        }
        return Headlines.title(talk.sentences().get(best).text(), TITLE);
    }

    /** The sentence that grips most: asks, hooks, feels, and does not lean on another; of two the earlier. */
    private @Nullable String hook(Stretch stretch) {
        int best = -1;
        double most = Double.NEGATIVE_INFINITY;
        for (int i = stretch.from(); i < stretch.to(); i++) {
            Sentence sentence = talk.sentences().get(i);
            double worth = (sentence.isQuestion() ? 0.5 : 0)
                    + 0.15
                            * Math.min(
                                    2, Openings.hooks(sentence, talk.language()).size())
                    + 0.4 * Math.abs(moods[i])
                    + 0.1 / (1 + i - stretch.from())
                    - (Openings.leansOnBefore(sentence, talk.language()) ? 0.3 : 0)
                    - (sentence.text().length() > HOOK ? 0.2 : 0);
            if (worth > most) {
                most = worth;
                best = i;
            }
        }
        return best < 0 ? null : Headlines.shorten(talk.sentences().get(best).text(), HOOK);
    }

    private @Nullable String description(String text) {
        String title = request.source().metadata().title();
        String from = title == null || title.isBlank() ? "" : "From “" + Headlines.shorten(title, 80) + "”.";
        String description = (Headlines.shorten(text, DESCRIPTION) + " " + from).strip();
        return description.isEmpty() ? null : description;
    }

    private List<String> tags(Stretch stretch) {
        List<String> own = keywords == null ? List.of() : keywords.of(stretch.from(), stretch.to(), TAGS);
        List<String> published = request.source().metadata().tags();
        return Stream.concat(own.stream(), published.stream().limit(TAGS))
                .distinct()
                .limit(TAGS)
                .toList();
    }
}
