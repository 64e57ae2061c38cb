package io.reelflow.media.analyze;

import io.reelflow.schemas.result.Picture.Still;
import io.reelflow.schemas.result.SlideDeck;
import io.reelflow.schemas.result.SlideDeck.Slide;
import io.reelflow.schemas.result.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Stills with what was said while they stood; a word belongs to the still of its middle. */
final class Slides {
    /** What is said while one slide turns into the next belongs to the one that goes. */
    private static final double TURNING_SECONDS = 3;

    private static final int TITLE = 60;

    private Slides() {}

    /** @param keywords null where there is too little text for any */
    static SlideDeck of(List<Still> stills, Talk talk, @Nullable Keywords keywords) {
        var slides = new ArrayList<Slide>();
        for (int i = 0; i < stills.size(); i++) {
            Still still = stills.get(i);
            double next = i + 1 < stills.size() ? stills.get(i + 1).start() : Double.MAX_VALUE;
            double until = next - still.end() <= TURNING_SECONDS ? Math.max(next, still.end()) : still.end();
            String said = said(talk, still.start(), until);
            String title = said == null ? null : title(said, still.start(), until, talk, keywords);
            slides.add(new Slide(i + 1, still.start(), still.end(), title, still.image(), null, said, still.sameAs()));
        }
        return new SlideDeck(List.copyOf(slides));
    }

    private static @Nullable String said(Talk talk, double start, double end) {
        String said = talk.sentences().stream()
                .filter(s -> s.end() > start && s.start() < end)
                .flatMap(s -> s.words().stream())
                .filter(w -> middle(w) >= start && middle(w) < end)
                .map(Word::text)
                .collect(Collectors.joining(talk.space()));
        return said.isEmpty() ? null : said;
    }

    /** Until slides are read: what is talked about while it stands, else the first words. */
    private static String title(String said, double start, double end, Talk talk, @Nullable Keywords keywords) {
        int from = 0;
        while (from < talk.sentences().size() && talk.sentences().get(from).end() <= start) {
            from++;
        }
        int to = from;
        while (to < talk.sentences().size() && talk.sentences().get(to).start() < end) {
            to++;
        }
        String lower = said.toLowerCase(Locale.ROOT);
        List<String> phrases = keywords == null
                ? List.of()
                : keywords.of(from, to, 6).stream()
                        .filter(phrase -> lower.contains(phrase.toLowerCase(Locale.ROOT)))
                        .limit(2)
                        .toList();
        return phrases.isEmpty() ? Headlines.title(said, TITLE) : Headlines.capital(String.join(", ", phrases));
    }

    private static double middle(Word word) {
        return (word.start() + word.end()) / 2;
    }
}
