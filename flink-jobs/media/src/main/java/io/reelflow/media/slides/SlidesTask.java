package io.reelflow.media.slides;

import io.reelflow.media.MediaConfig;
import io.reelflow.media.MediaException;
import io.reelflow.media.MediaTask;
import io.reelflow.media.Progress;
import io.reelflow.schemas.job.Counters;
import io.reelflow.schemas.job.Stage;
import io.reelflow.schemas.result.SlideDeck;
import io.reelflow.schemas.result.SlideDeck.Slide;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads slides, and leaves {@code slides.pdf}: a page for each slide, searchable where they were read. A slide shown
 * again has the text of the first, and no page of its own. Without slides it leaves no file.
 */
public final class SlidesTask implements MediaTask<SlidesRequest, ReadSlides> {
    public static final String PDF = "slides.pdf";

    private final Tessdata tessdata;

    public SlidesTask(MediaConfig config) {
        this.tessdata = new Tessdata(config);
    }

    @Override
    public ReadSlides run(SlidesRequest request, Path directory, Progress progress)
            throws MediaException, IOException, InterruptedException {
        if (request.deck().slides().isEmpty()) {
            return new ReadSlides(request.deck(), List.of());
        }
        if (!request.ocr()) {
            return new ReadSlides(process(request, null, directory, progress), List.of());
        }
        Tessdata.Trained trained = tessdata.of(request.language());
        List<String> notes = trained.asked()
                ? List.of()
                : List.of("slides read as English: no Tesseract data for language " + request.language());
        try (TextReader reader = new TextReader(trained)) {
            return new ReadSlides(process(request, reader, directory, progress), notes);
        }
    }

    private static SlideDeck process(
            SlidesRequest request, @Nullable TextReader reader, Path directory, Progress progress)
            throws IOException, InterruptedException {
        Map<String, Slide> read = new HashMap<>();
        List<Slide> slides = new ArrayList<>();
        int total = request.deck().slides().size();
        try (SlidePdf pdf = new SlidePdf(request.title())) {
            for (Slide slide : request.deck().slides()) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("interrupted while slides were read");
                }
                Slide first = read.get(slide.image());
                if (first == null) {
                    first = read(slide, request, reader, pdf);
                    read.put(slide.image(), first);
                }
                slides.add(with(slide, first));
                progress.report(
                        Stage.ANALYZING,
                        (double) slides.size() / total,
                        slides.size() + " of " + total + " slides read",
                        Counters.slides(slides.size(), total));
            }
            pdf.save(directory.resolve(PDF));
        }
        return new SlideDeck(List.copyOf(slides));
    }

    /** The slide with its text, which has got its page. */
    private static Slide read(Slide slide, SlidesRequest request, @Nullable TextReader reader, SlidePdf pdf)
            throws IOException {
        Path png = Path.of(Objects.requireNonNull(request.files().get(slide.image()), slide.image()));
        PageText text = reader == null ? null : reader.read(png);
        String written = text == null ? null : SlideTitle.of(text);
        String title = written == null ? slide.title() : written;
        pdf.add(png, text, title == null ? "Slide " + slide.index() : title);
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
