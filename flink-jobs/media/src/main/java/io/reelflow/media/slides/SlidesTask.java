package io.reelflow.media.slides;

import io.reelflow.media.MediaConfig;
import io.reelflow.media.MediaException;
import io.reelflow.media.MediaTask;
import io.reelflow.media.Parallel;
import io.reelflow.media.Progress;
import io.reelflow.schemas.job.Counters;
import io.reelflow.schemas.job.Stage;
import io.reelflow.schemas.result.SlideDeck;
import io.reelflow.schemas.result.SlideDeck.Slide;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Reads slides, and leaves {@code slides.pdf}: a page for each slide, searchable where they were read. A slide shown
 * again has the text of the first, and no page of its own. Without slides it leaves no file.
 */
public final class SlidesTask implements MediaTask<SlidesRequest, ReadSlides> {
    public static final String PDF = "slides.pdf";

    private final Tessdata tessdata;
    private final int threads;

    public SlidesTask(MediaConfig config) {
        this.tessdata = new Tessdata(config);
        this.threads = config.threads();
    }

    @Override
    public ReadSlides run(SlidesRequest request, Path directory, Progress progress)
            throws MediaException, IOException, InterruptedException {
        if (request.deck().slides().isEmpty()) {
            return new ReadSlides(request.deck(), List.of());
        }
        List<Slide> pages = pages(request.deck());
        if (!request.ocr()) {
            return new ReadSlides(deck(request, pages, List.of(), directory, progress), List.of());
        }
        Tessdata.Trained trained = tessdata.of(request.language());
        List<String> notes = trained.asked()
                ? List.of()
                : List.of("slides read as English: no Tesseract data for language " + request.language());
        List<PageText> texts = read(request, pages, trained, progress);
        return new ReadSlides(deck(request, pages, texts, directory, progress), notes);
    }

    /** The slides that show something for the first time. */
    private static List<Slide> pages(SlideDeck deck) {
        Set<String> images = new HashSet<>();
        return deck.slides().stream().filter(slide -> images.add(slide.image())).toList();
    }

    /** What is written on each, several read at a time. */
    private List<PageText> read(SlidesRequest request, List<Slide> pages, Tessdata.Trained trained, Progress progress)
            throws IOException, InterruptedException {
        int width = Math.min(threads, pages.size());
        ExecutorService pool = Executors.newFixedThreadPool(width);
        try (TextReaders readers = new TextReaders(trained, width)) {
            return Parallel.map(
                    pool,
                    width,
                    pages,
                    slide -> readers.read(file(slide, request)),
                    done -> report(done, request.deck().slides().size(), progress));
        } finally {
            pool.shutdownNow();
        }
    }

    private static SlideDeck deck(
            SlidesRequest request, List<Slide> pages, List<PageText> texts, Path directory, Progress progress)
            throws IOException {
        Map<String, Slide> titled = new HashMap<>();
        try (SlidePdf pdf = new SlidePdf(request.title())) {
            for (int i = 0; i < pages.size(); i++) {
                Slide slide = pages.get(i);
                titled.put(slide.image(), page(slide, request, texts.isEmpty() ? null : texts.get(i), pdf));
            }
            pdf.save(directory.resolve(PDF));
        }
        List<Slide> slides = new ArrayList<>();
        for (Slide slide : request.deck().slides()) {
            slides.add(with(slide, Objects.requireNonNull(titled.get(slide.image()), slide.image())));
        }
        report(slides.size(), slides.size(), progress);
        return new SlideDeck(List.copyOf(slides));
    }

    private static void report(int done, int total, Progress progress) {
        progress.report(
                Stage.ANALYZING,
                (double) done / total,
                done + " of " + total + " slides read",
                Counters.slides(done, total));
    }

    private static Path file(Slide slide, SlidesRequest request) {
        return Path.of(Objects.requireNonNull(request.files().get(slide.image()), slide.image()));
    }

    /** The slide with its text, which has got its page. */
    private static Slide page(Slide slide, SlidesRequest request, @Nullable PageText text, SlidePdf pdf)
            throws IOException {
        String written = text == null ? null : SlideTitle.of(text);
        String title = written == null ? slide.title() : written;
        pdf.add(file(slide, request), text, title == null ? "Slide " + slide.index() : title);
        return new Slide(
                slide.index(),
                slide.startTime(),
                slide.endTime(),
                title,
                slide.image(),
                text == null ? null : text.text(),
                slide.transcript(),
                slide.sameAs());
    }

    private static Slide with(Slide slide, Slide first) {
        return new Slide(
                slide.index(),
                slide.startTime(),
                slide.endTime(),
                first.title(),
                slide.image(),
                first.text(),
                slide.transcript(),
                slide.sameAs());
    }
}
