package io.reelflow.media.analyze;

import io.reelflow.schemas.result.Segment;
import io.reelflow.schemas.result.Transcript;
import io.reelflow.schemas.result.Word;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Talks for tests: our own texts, as if spoken at three words a second with half a second between sentences. */
final class Talks {
    private static final double SECONDS_PER_WORD = 1 / 3.0;
    private static final double PAUSE = 0.5;

    private Talks() {}

    static Transcript transcript(String language, List<String> sentences) {
        var segments = new ArrayList<Segment>();
        double at = 0;
        for (String sentence : sentences) {
            var words = new ArrayList<Word>();
            double start = at;
            for (String word : sentence.split(" ", -1)) {
                words.add(new Word(at, at + SECONDS_PER_WORD, word, 0.95));
                at += SECONDS_PER_WORD;
            }
            segments.add(new Segment(start, at, sentence, null, words));
            at += PAUSE;
        }
        return new Transcript(language, 1.0, "whisper", "base", at, segments);
    }

    static Talk talk(String language, List<String> sentences) throws InterruptedException {
        return Talk.of(language, Sentences.of(transcript(language, sentences)));
    }

    /** A labelled talk: its sentences, without the lines that name its parts. */
    static List<String> lines(String name) throws IOException {
        return all(name).stream().filter(line -> !line.startsWith("#")).toList();
    }

    /** Index of the first sentence of each labelled part but the first. */
    static List<Integer> boundaries(String name) throws IOException {
        var boundaries = new ArrayList<Integer>();
        int sentence = 0;
        for (String line : all(name)) {
            if (line.startsWith("#")) {
                boundaries.add(sentence);
            } else {
                sentence++;
            }
        }
        return boundaries;
    }

    static List<String> all(String name) throws IOException {
        try (InputStream stream = Talks.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IOException("no test resource " + name);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList();
        }
    }
}
