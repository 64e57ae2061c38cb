package io.reelflow.media.analyze;

import io.reelflow.meaning.Passages;
import io.reelflow.meaning.SentenceModel;
import io.reelflow.media.MediaConfig;
import io.reelflow.media.MediaTask;
import io.reelflow.media.Progress;
import io.reelflow.media.analyze.Chapters.Part;
import io.reelflow.media.analyze.endpoint.Endpoint;
import io.reelflow.schemas.job.Stage;
import io.reelflow.schemas.result.Analysis;
import io.reelflow.schemas.result.Chapter;
import io.reelflow.schemas.result.Picture;
import io.reelflow.schemas.result.SlideDeck;
import io.reelflow.schemas.result.Transcript;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Text and picture to analysis, slides and a clip plan; leaves no files. What a language or a short text does not allow
 * is left out, and a note of the analysis says so: it never fails a job.
 */
public final class AnalyzeTask implements MediaTask<AnalyzeRequest, Analyzed> {
    private static final int KEYWORDS = 15;

    private final @Nullable Endpoint endpoint;

    public AnalyzeTask(MediaConfig config) {
        SentenceModel.unpackInto(config.cache());
        this.endpoint = config.endpoint() == null ? null : new Endpoint(config.endpoint());
    }

    @Override
    public Analyzed run(AnalyzeRequest request, Path directory, Progress progress) throws InterruptedException {
        progress.report(Stage.ANALYZING, 0, "reading what was said", null);
        var notes = new ArrayList<String>();
        Talk talk = talk(request.transcript(), notes);
        progress.report(Stage.ANALYZING, 0.3, "looking for subjects", null);
        Keywords keywords = talk.isShort() ? null : new Keywords(talk);
        List<Chapter> published = request.source().metadata().chapters();
        List<Part> parts = published.size() > 1 ? Chapters.parts(talk, published) : Chapters.parts(talk);
        List<Chapter> chapters = published.size() > 1
                ? published
                : Chapters.of(talk, parts, request.source().duration(), keywords);
        progress.report(Stage.ANALYZING, 0.6, "weighing moods and names", null);
        double[] moods = moods(talk);
        List<Analysis.Entity> entities = hasModels(talk) ? Entities.of(talk) : List.of();
        progress.report(Stage.ANALYZING, 0.8, "choosing the best moments", null);
        Moments moments = moments(request, talk, chapters, keywords, notes);
        var analysis = new Analysis(
                talk.language(),
                Summary.of(talk, parts),
                keywords == null ? List.of() : Topics.of(talk, parts, keywords),
                keywords == null ? List.of() : keywords.top(KEYWORDS),
                hasModels(talk) ? Mood.of(talk, moods) : null,
                entities,
                moments.highlights(),
                chapters,
                List.copyOf(notes));
        Picture picture = request.picture();
        SlideDeck slides = picture == null ? new SlideDeck(List.of()) : Slides.of(picture.stills(), talk, keywords);
        var analyzed = worded(
                new Analyzed(analysis, slides, moments.plan(), passages(talk, request.transcript())),
                talk,
                published.size() > 1 ? List.of() : parts,
                message -> progress.report(Stage.ANALYZING, 0.9, message, null));
        progress.report(Stage.ANALYZING, 1, "analyzed", null);
        return analyzed;
    }

    private Analyzed worded(Analyzed own, Talk talk, List<Part> parts, Consumer<String> progress)
            throws InterruptedException {
        return endpoint == null || talk.isShort() ? own : Wording.of(endpoint, talk, parts, own, progress);
    }

    private static Talk talk(@Nullable Transcript transcript, List<String> notes) throws InterruptedException {
        if (transcript == null) {
            notes.add("no transcript: nothing was analyzed but the picture");
            return Talk.of(null, List.of());
        }
        String text = transcript.text();
        String language = LanguageGuess.of(text, transcript.language(), transcript.languageProbability());
        Talk talk = Talk.of(language, Sentences.of(transcript));
        if (talk.isShort()) {
            notes.add(
                    "%d words were said: too few for keywords, topics, sentiment and entities".formatted(talk.words()));
        } else if (!talk.isEnglish()) {
            String name = language == null ? "unknown" : language;
            notes.add("language %s: no model for sentiment and entities".formatted(name));
            notes.add("language %s: keywords, chapters and summary compare words, not meaning".formatted(name));
        } else if (text.equals(text.toLowerCase(Locale.ROOT))) {
            notes.add("entities left out: the transcript has no capital letters");
        }
        return talk;
    }

    private static Moments moments(
            AnalyzeRequest request, Talk talk, List<Chapter> chapters, @Nullable Keywords keywords, List<String> notes)
            throws InterruptedException {
        var planner = new ClipPlanner(
                request.options(),
                request.source().duration(),
                Replays.of(request.source().metadata().heatmap()));
        Talk fitting = planner.fitting(talk);
        Keywords own = fitting.equals(talk) || keywords == null ? keywords : new Keywords(fitting);
        return Moments.of(request, planner, fitting, chapters, moods(fitting), own, notes);
    }

    private static double[] moods(Talk talk) throws InterruptedException {
        return hasModels(talk) ? Mood.scores(talk) : new double[talk.sentences().size()];
    }

    private static Passages passages(Talk talk, @Nullable Transcript transcript) throws InterruptedException {
        return transcript != null && hasModels(talk) ? Passages.of(transcript.segments()) : Passages.NONE;
    }

    private static boolean hasModels(Talk talk) {
        return talk.isEnglish() && !talk.isShort();
    }
}
