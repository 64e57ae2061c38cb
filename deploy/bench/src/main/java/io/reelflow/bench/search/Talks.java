package io.reelflow.bench.search;

import io.reelflow.meaning.Passages;
import io.reelflow.schemas.result.Segment;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Talks that nobody gave: the same for the same number. */
final class Talks {
    static final int SEGMENTS = 1_000;
    private static final int WORDS = 12;
    private static final int LETTERS = 24;
    private static final double SECONDS = 4;

    private final List<Tongue> tongues = List.of(
            Tongue.spoken("en", 60_000, 1, "s", "ed", "ing", "ly"),
            Tongue.spoken("de", 60_000, 2, "en", "er", "ung", "e"),
            Tongue.spoken("es", 60_000, 3, "os", "as", "ando", "ción"),
            Tongue.spoken("fr", 60_000, 4, "es", "ement", "ait", "é"),
            Tongue.written("ja", 3_000));

    record Spoken(double start, double end, List<String> words, String text) {}

    Tongue tongue(int video) {
        return tongues.get(video % tongues.size());
    }

    static String id(int video) {
        return String.format("bench-%08d", video);
    }

    List<Passages.Cut> passages(int video, int segments) {
        return Passages.cut(IntStream.range(0, segments)
                .mapToObj(i -> segment(video, i))
                .map(each -> new Segment(each.start(), each.end(), each.text(), null, List.of()))
                .toList());
    }

    /** Number of a talk of this id. */
    static int video(String id) {
        return Integer.parseInt(id.substring(id.indexOf('-') + 1));
    }

    Spoken segment(int video, int index) {
        var random = new Random(video * 1_000_003L + index);
        Tongue tongue = tongue(video);
        List<String> said = tongue.say(tongue.between().isEmpty() ? LETTERS : WORDS, random);
        return new Spoken(index * SECONDS, (index + 1) * SECONDS, said, tongue.text(said));
    }
}
