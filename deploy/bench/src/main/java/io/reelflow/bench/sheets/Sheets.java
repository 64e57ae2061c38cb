package io.reelflow.bench.sheets;

import io.reelflow.bench.sheets.ContactSheet.Box;
import io.reelflow.bench.sheets.Studio.Made;
import io.reelflow.bench.sheets.Studio.Seen;
import io.reelflow.bench.watch.Boundaries;
import io.reelflow.schemas.result.Clip.Crop;
import io.reelflow.schemas.result.ClipPlan.Planned;
import io.reelflow.schemas.result.Picture.Face;
import io.reelflow.schemas.result.Picture.Shot;
import io.reelflow.schemas.result.SlideDeck.Slide;
import io.reelflow.schemas.result.Word;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One sheet for each thing to look at, and its figures on the page. */
final class Sheets {
    private static final int WIDE = 320;
    private static final int WIDE_HEIGHT = 180;
    private static final int COLUMNS = 4;
    private static final double TOLERANCE = 1;
    private static final int CROPS = 8;
    private static final double LOOKS_A_SECOND = 25;
    private static final double NEAR_SECONDS = 0.3;
    private static final String TAKEN = "yellow";
    private static final String FOUND = "lime";
    /** Where a clip is looked at, of its length; its thumbnail stands before them. */
    private static final List<Double> MOMENTS = List.of(0.04, 0.3, 0.55, 0.8, 0.97);

    private final Studio studio;
    private final Ffmpeg ffmpeg;
    private final ResultsPage page;
    private final Consumer<String> lines;

    Sheets(Studio studio, Ffmpeg ffmpeg, ResultsPage page, Consumer<String> lines) {
        this.studio = studio;
        this.ffmpeg = ffmpeg;
        this.page = page;
        this.lines = lines;
    }

    Seen see(Path film, Map<String, String> options) throws IOException, InterruptedException {
        lines.accept("looks at " + film.getFileName());
        return studio.see(film, options);
    }

    /**
     * Every slide with its time and the title that was read.
     *
     * @param changes when slides really change; null where nobody knows
     * @param titles what stands on the slides; empty where nobody knows
     */
    void slides(String name, String title, Seen seen, @Nullable List<Double> changes, List<String> titles)
            throws IOException, InterruptedException {
        List<Slide> slides = seen.analyzed().slides().slides();
        page.heading("Slides: " + title);
        if (slides.isEmpty()) {
            page.paragraph("None found.");
            return;
        }
        var sheet = new ContactSheet(ffmpeg, name, COLUMNS, WIDE, WIDE_HEIGHT, 2);
        for (Slide slide : slides) {
            String again = slide.sameAs() == null ? "" : "  (" + slide.sameAs() + " again)";
            String read = slide.title() == null ? "–" : slide.title();
            sheet.image(
                    seen.slide(slide.image()),
                    slide.index() + "   " + span(slide.startTime(), slide.endTime()) + again,
                    read);
        }
        sheet.write(page.pictures());
        if (changes != null) {
            Boundaries found = Boundaries.of(slides, seen.source().duration(), changes, TOLERANCE);
            long right = IntStream.range(0, Math.min(slides.size(), titles.size()))
                    .filter(i -> titles.get(i).equals(slides.get(i).title()))
                    .count();
            double off = found.errors().stream()
                    .mapToDouble(Double::doubleValue)
                    .max()
                    .orElse(0);
            page.table(
                    List.of("changes", "found", "right, ±1 s", "F1", "furthest off", "titles read right"),
                    List.of(List.of(
                            Integer.toString(found.expected()),
                            Integer.toString(found.found()),
                            Integer.toString(found.right()),
                            number(found.f1()),
                            number(off) + " s",
                            right + " of " + titles.size())));
        }
        page.sheet(name, title);
    }

    /** The first, a middle and the last picture of every shot. */
    void shots(String name, String title, Seen seen, List<Double> changes) throws IOException, InterruptedException {
        List<Shot> shots = seen.picture().shots();
        var sheet = new ContactSheet(ffmpeg, name, 3, 240, 135, 1);
        double frame = 1.0 / LOOKS_A_SECOND;
        for (Shot shot : shots) {
            String begins = shot.transition() == null ? "" : ", by " + shot.transition();
            sheet.frame(seen.film(), shot.start() + frame, List.of(), "begins " + time(shot.start()) + begins);
            sheet.frame(seen.film(), (shot.start() + shot.end()) / 2, List.of(), "its middle");
            sheet.frame(seen.film(), shot.end() - 2 * frame, List.of(), "ends " + time(shot.end()));
        }
        sheet.write(page.pictures());
        page.heading("Shots: " + title);
        List<Double> found = shots.stream().skip(1).map(Shot::start).toList();
        page.paragraph((changes.isEmpty() ? "" : "Changes at " + times(changes) + " s; ") + "found at " + times(found)
                + " s.");
        page.sheet(name, title);
    }

    /**
     * What the crop takes (yellow) of the picture, and the faces found (green).
     *
     * @param middle of what has to be inside, pixels from the left; null where nobody knows
     */
    void crop(String name, String title, Seen seen, @Nullable DoubleUnaryOperator middle)
            throws IOException, InterruptedException {
        double seconds = seen.source().duration();
        Made made = studio.clip(seen, Studio.whole(seconds), Map.of("resolution", "480p"));
        List<Crop> path = made.clip().cropPath();
        var sheet = new ContactSheet(ffmpeg, name, COLUMNS, WIDE, WIDE_HEIGHT, 1);
        for (int i = 0; i < CROPS; i++) {
            double time = (i + 0.5) * seconds / CROPS;
            List<Box> boxes = new ArrayList<>();
            for (Face face : seen.picture().faces()) {
                if (Math.abs(face.time() - time) < NEAR_SECONDS / 2) {
                    boxes.add(new Box(face.x(), face.y(), face.width(), face.height(), FOUND));
                }
            }
            if (!path.isEmpty()) {
                boxes.add(new Box(
                        at(path, time, Crop::x),
                        at(path, time, Crop::y),
                        at(path, time, Crop::width),
                        at(path, time, Crop::height),
                        TAKEN));
            }
            sheet.frame(seen.film(), time, boxes, time(time));
        }
        sheet.write(page.pictures());
        page.heading("Crop: " + title);
        if (middle != null && !path.isEmpty()) {
            long looks = (long) (seconds * LOOKS_A_SECOND);
            long inside = IntStream.range(0, (int) looks)
                    .filter(i -> {
                        double time = i / LOOKS_A_SECOND;
                        double x = at(path, time, Crop::x);
                        double wanted = middle.applyAsDouble(time);
                        return x <= wanted && wanted <= x + at(path, time, Crop::width);
                    })
                    .count();
            page.paragraph("Its middle is inside the crop in " + percent((double) inside / looks) + " of the frames.");
        }
        page.sheet(name, title);
    }

    /** Of every planned clip its thumbnail and pictures from its start to its end. */
    void clips(String name, String title, Seen seen, Map<String, String> options)
            throws IOException, InterruptedException {
        Map<String, String> small = new HashMap<>(options);
        small.putIfAbsent("resolution", "480p");
        List<List<String>> rows = new ArrayList<>();
        @Nullable ContactSheet sheet = null;
        for (Planned plan : seen.analyzed().clips().clips()) {
            lines.accept(name + " " + span(plan.start(), plan.end()));
            Made made = studio.clip(seen, plan, small);
            if (sheet == null) {
                int width = made.clip().width() < made.clip().height() ? 180 : 240;
                int height = width * made.clip().height() / made.clip().width();
                sheet = new ContactSheet(ffmpeg, name, MOMENTS.size() + 1, width, height, 1);
            }
            sheet.image(made.thumbnail(), "thumbnail, " + (rows.size() + 1));
            for (double moment : MOMENTS) {
                double second = moment * made.clip().duration();
                sheet.frame(made.video(), second, List.of(), String.format(Locale.ROOT, "%.1f s", second));
            }
            rows.add(row(rows.size() + 1, seen, plan, made));
        }
        page.heading(title);
        if (sheet == null) {
            page.paragraph("None planned.");
            return;
        }
        sheet.write(page.pictures());
        page.table(
                List.of("clip", "of the film", "size", "length − plan", "start to a word's", "end to a word's", "says"),
                rows);
        page.sheet(name, title);
    }

    private static List<String> row(int number, Seen seen, Planned plan, Made made) {
        List<Word> words = seen.transcript() == null
                ? List.of()
                : seen.transcript().segments().stream()
                        .flatMap(segment -> segment.words().stream())
                        .toList();
        List<Word> said = words.stream()
                .filter(word -> word.end() > plan.start() && word.start() < plan.end())
                .toList();
        String text = said.isEmpty()
                ? "–"
                : said.get(0).text().strip() + " "
                        + (said.size() > 1 ? said.get(1).text().strip() : "") + " … "
                        + said.get(said.size() - 1).text().strip();
        return List.of(
                Integer.toString(number),
                span(plan.start(), plan.end()),
                made.clip().width() + "x" + made.clip().height(),
                String.format(Locale.ROOT, "%+.3f s", made.clip().duration() - (plan.end() - plan.start())),
                nearest(words, plan.start(), Word::start),
                nearest(words, plan.end(), Word::end),
                text);
    }

    private static String nearest(List<Word> words, double time, ToDoubleFunction<Word> edge) {
        return words.stream()
                .mapToDouble(word -> Math.abs(edge.applyAsDouble(word) - time))
                .boxed()
                .min(Double::compare)
                .map(off -> number(off) + " s")
                .orElse("–");
    }

    private static double at(List<Crop> path, double time, ToDoubleFunction<Crop> what) {
        Crop before = path.get(0);
        for (Crop crop : path) {
            if (crop.time() > time) {
                double share =
                        crop.time() == before.time() ? 0 : (time - before.time()) / (crop.time() - before.time());
                double a = what.applyAsDouble(before);
                return a + Math.max(0, share) * (what.applyAsDouble(crop) - a);
            }
            before = crop;
        }
        return what.applyAsDouble(before);
    }

    private static String span(double start, double end) {
        return time(start) + "–" + time(end);
    }

    private static String time(double seconds) {
        return String.format(Locale.ROOT, "%d:%04.1f", (int) (seconds / 60), seconds % 60);
    }

    private static String times(List<Double> seconds) {
        return String.join(", ", seconds.stream().map(Sheets::number).toList());
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f%%", share * 100);
    }
}
