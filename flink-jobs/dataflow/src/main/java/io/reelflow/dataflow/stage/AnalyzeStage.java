package io.reelflow.dataflow.stage;

import io.reelflow.dataflow.storage.LocalCache.Lease;
import io.reelflow.media.MediaException;
import io.reelflow.media.TaskType;
import io.reelflow.media.analyze.AnalyzeRequest;
import io.reelflow.media.analyze.Analyzed;
import io.reelflow.media.slides.ReadSlides;
import io.reelflow.media.slides.SlidesRequest;
import io.reelflow.schemas.Json;
import io.reelflow.schemas.job.Counters;
import io.reelflow.schemas.job.Stage;
import io.reelflow.schemas.result.Analysis;
import io.reelflow.schemas.result.Picture;
import io.reelflow.schemas.result.SlideDeck;
import io.reelflow.schemas.result.SlideDeck.Slide;
import io.reelflow.schemas.result.Source;
import io.reelflow.schemas.result.Transcript;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Says what the talk is about, which slides it shows, and which clips are to be made; comes out cut into clips. */
public final class AnalyzeStage extends WorkStage {
    private static final long serialVersionUID = 1L;

    static final String MARK = "analysis.json";
    static final String SLIDES = "slides.json";
    static final String CLIPS = "clips.json";
    static final String PASSAGES = "passages.json";

    /** Share of the stage that is over when slides are read: it takes longer than all before. */
    private static final double BEFORE_SLIDES = 0.3;

    @Override
    public List<Stage> stages() {
        return List.of(Stage.ANALYZING);
    }

    @Override
    public WorkLine line() {
        return WorkLine.CPU;
    }

    /** Measured: seconds for an hour of talk, and half a second for a slide. */
    @Override
    public Duration deadline(Work work) {
        return Deadlines.scaled(Duration.ofMinutes(20), 0.25, work);
    }

    @Override
    public Work dryRun(Work work) {
        return work.inParts(work.job().jobType().has(Stage.GENERATING_CLIPS) ? DRY_PARTS : 0);
    }

    @Override
    public Work run(Work work, StageRunContext context) throws MediaException, IOException, InterruptedException {
        if (!work.job().jobType().has(Stage.ANALYZING)) {
            return work.inParts(0);
        }
        String folder = analyzed(work, context);
        Analysis.Endpoint endpoint =
                context.store().read(folder + MARK, Analysis.class).endpoint();
        if (endpoint != null && !endpoint.wrote().isEmpty()) {
            context.report().model(endpoint.model());
        }
        SlideDeck slides = context.store().read(folder + SLIDES, SlideDeck.class);
        long count = slides.slides().size();
        context.report().counters(Counters.slides(count, count));
        boolean clips = work.job().jobType().has(Stage.GENERATING_CLIPS);
        Work analyzed = work.with(work.artifacts().withAnalysis(folder))
                .withWarnings(endpoint == null ? List.of() : endpoint.notes());
        return analyzed.inParts(
                clips ? PlannedClips.of(analyzed, context.store()).size() : 0);
    }

    /** The folder where it is, made now or before. */
    private static String analyzed(Work work, StageRunContext context)
            throws MediaException, IOException, InterruptedException {
        String endpoint = context.place().settings().endpoint();
        String usual = Folders.analysis(work, endpoint);
        String whole = Folders.wholeAnalysis(work, endpoint);
        List<String> folders = endpoint == null
                ? List.of(usual, whole)
                : List.of(usual, Folders.analysisWithout(work, endpoint), whole);
        for (String folder : folders) {
            if (context.store().exists(folder + MARK)) {
                context.report().reused();
                return folder;
            }
        }
        return analyze(work, endpoint, context);
    }

    private static String analyze(Work work, @Nullable String endpoint, StageRunContext context)
            throws MediaException, IOException, InterruptedException {
        Artifacts made = work.artifacts();
        Source source = context.store().read(Folders.sourceOf(work) + FetchStage.MARK, Source.class);
        Transcript transcript = document(made.transcript(), TranscriptStage.MARK, Transcript.class, context);
        Picture picture = document(made.picture(), WatchStage.MARK, Picture.class, context);
        boolean slides = picture != null && !picture.stills().isEmpty();
        Analyzed analyzed = context.run(
                TaskType.ANALYZE,
                new AnalyzeRequest(
                        work.job().videoId(),
                        source,
                        transcript,
                        picture,
                        work.job().options(),
                        work.job().jobType().has(Stage.GENERATING_CLIPS) && source.picture() != null),
                context.report().between(0, slides ? BEFORE_SLIDES : 1));
        ReadSlides read = slides
                ? read(analyzed.slides(), work, transcript, source, context)
                : new ReadSlides(new SlideDeck(List.of()), List.of());
        Files.write(context.out().resolve(SLIDES), Json.bytes(read.deck()));
        Files.write(context.out().resolve(CLIPS), Json.bytes(analyzed.clips()));
        Files.write(context.out().resolve(PASSAGES), Json.bytes(analyzed.passages()));
        Analysis.Endpoint asked = analyzed.analysis().endpoint();
        String folder = endpoint != null && asked != null && asked.failed()
                ? Folders.analysisWithout(work, endpoint)
                : Folders.analysis(work, endpoint);
        context.store().publish(context.out(), folder, MARK, analyzed.analysis().withNotes(read.notes()));
        return folder;
    }

    /** The deck with what is written on it, its images named by the keys they have in storage. Leaves the PDF. */
    private static ReadSlides read(
            SlideDeck deck, Work work, @Nullable Transcript transcript, Source source, StageRunContext context)
            throws MediaException, IOException, InterruptedException {
        String folder = Objects.requireNonNull(work.artifacts().picture(), "watched");
        Map<String, String> files = new HashMap<>();
        List<Lease> leases = new ArrayList<>();
        try {
            for (Slide slide : deck.slides()) {
                if (!files.containsKey(slide.image())) {
                    Lease lease = context.cache().open(folder + slide.image());
                    leases.add(lease);
                    files.put(slide.image(), lease.file().toString());
                }
            }
            ReadSlides read = context.run(
                    TaskType.SLIDES,
                    SlidesRequest.of(deck, files, work.job().options(), transcript, source),
                    context.report().between(BEFORE_SLIDES, 1));
            return new ReadSlides(withKeys(read.deck(), folder), read.notes());
        } finally {
            leases.forEach(Lease::close);
        }
    }

    private static <T> @Nullable T document(
            @Nullable String folder, String name, Class<T> type, StageRunContext context) throws IOException {
        return folder == null ? null : context.store().read(folder + name, type);
    }

    private static SlideDeck withKeys(SlideDeck deck, String pictureFolder) {
        return new SlideDeck(deck.slides().stream()
                .map(slide -> new Slide(
                        slide.index(),
                        slide.startTime(),
                        slide.endTime(),
                        slide.title(),
                        pictureFolder + slide.image(),
                        slide.text(),
                        slide.transcript(),
                        slide.sameAs()))
                .toList());
    }
}
