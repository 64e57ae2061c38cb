package io.reelflow.bench.watch;

import io.reelflow.schemas.result.SlideDeck.Slide;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * What was found in one film, held against the truth.
 *
 * @param duplicates slides told as new that show what an earlier one shows
 * @param titles of those that were read, how many are right
 */
record Judged(
        Deck deck,
        double duration,
        Boundaries boundaries,
        int slides,
        int duplicates,
        Texts texts,
        int titles,
        int titlesRight,
        Cost watch,
        Cost read,
        Cost plain) {

    static Judged of(Deck deck, Reelflow.Seen seen, Cost watch, Cost plain, double tolerance) {
        List<Slide> found = seen.deck().slides();
        Texts texts = Texts.NONE;
        int titles = 0;
        int right = 0;
        int duplicates = 0;
        Set<Integer> pages = new HashSet<>();
        for (Slide slide : found) {
            Deck.Slide truth = shown(deck, slide);
            if (truth == null || slide.sameAs() != null) {
                continue;
            }
            duplicates += pages.add(truth.page()) ? 0 : 1;
            texts = texts.plus(truth.text() == null ? Texts.NONE : Texts.of(truth.text(), text(slide)));
            if (truth.text() != null && truth.title() != null) {
                titles++;
                right += Texts.of(truth.title(), title(slide)).accuracy() >= 0.9 ? 1 : 0;
            }
        }
        Boundaries boundaries = Boundaries.of(found, seen.duration(), deck.boundaries(), tolerance);
        return new Judged(
                deck,
                seen.duration(),
                boundaries,
                found.size(),
                duplicates,
                texts,
                titles,
                right,
                watch,
                seen.read(),
                plain);
    }

    static int sum(List<Judged> all, ToIntFunction<Judged> what) {
        return all.stream().mapToInt(what).sum();
    }

    private static String text(Slide slide) {
        return slide.text() == null ? "" : slide.text();
    }

    private static String title(Slide slide) {
        return slide.title() == null ? "" : slide.title();
    }

    /** What the film shows at the end of the slide: of a build the last state is kept. */
    private static Deck.@Nullable Slide shown(Deck deck, Slide slide) {
        List<Deck.Slide> shown = new ArrayList<>(deck.slides());
        shown.removeIf(each -> Math.min(each.end(), slide.endTime()) - Math.max(each.start(), slide.startTime()) < 0.5);
        return shown.isEmpty() ? null : shown.get(shown.size() - 1);
    }
}
