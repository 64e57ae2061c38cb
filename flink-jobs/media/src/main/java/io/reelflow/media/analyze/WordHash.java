package io.reelflow.media.analyze;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Vectors of a text's words, for languages without a model: word beginnings of five letters (or single ideographs)
 * hashed into 1024 places, rare ones heavier, stop words left out. Knows only which words are shared, not what they
 * mean: a word that stands in one sentence alone counts next to nothing.
 */
final class WordHash implements Embedding {
    private static final int SIZE = 1024;
    private static final int STEM = 5;
    private static final Pattern TOKEN =
            Pattern.compile("\\p{IsHan}|\\p{IsHiragana}+|\\p{IsKatakana}+|[\\p{L}\\p{M}]+");

    /** Enough to tell sentences apart that share no word with another. */
    private static final double ALONE = 0.05;

    private final Map<String, Integer> documents = new HashMap<>();
    private final Set<String> stops;
    private final int total;

    /** @param texts the talk's sentences: words that stand in many of them weigh little */
    WordHash(@Nullable String language, List<String> texts) {
        stops = StopWords.of(language);
        total = texts.size();
        for (String text : texts) {
            tokens(text).stream().distinct().forEach(t -> documents.merge(t, 1, Integer::sum));
        }
    }

    @Override
    public List<float[]> of(List<String> texts) {
        return texts.stream().map(this::vector).toList();
    }

    private float[] vector(String text) {
        var vector = new float[SIZE];
        for (String token : tokens(text)) {
            int seen = documents.getOrDefault(token, 0);
            double weight = seen > 1 ? Math.log((1.0 + total) / (1.0 + seen)) + 0.01 : ALONE;
            int place = Math.floorMod(token.hashCode() * 0x9E3779B9, SIZE);
            vector[place] += (float) weight;
        }
        return Vectors.unit(vector);
    }

    private List<String> tokens(String text) {
        var tokens = new ArrayList<String>();
        Matcher matcher =
                TOKEN.matcher(Normalizer.normalize(text, Normalizer.Form.NFC).toLowerCase(Locale.ROOT));
        while (matcher.find()) {
            String token = matcher.group();
            if (stops.contains(token)) {
                continue;
            }
            tokens.add(token.length() > STEM ? token.substring(0, STEM) : token);
        }
        return tokens;
    }
}
