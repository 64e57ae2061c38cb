package io.reelflow.media.analyze;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Vectors of a text's words, for languages without a model: word beginnings of five letters (or single ideographs)
 * hashed into 384 places, rare ones heavier. Knows only which words are shared, not what they mean.
 */
final class WordHash implements Embedding {
    private static final int SIZE = 384;
    private static final int STEM = 5;
    private static final Pattern TOKEN =
            Pattern.compile("\\p{IsHan}|\\p{IsHiragana}+|\\p{IsKatakana}+|[\\p{L}\\p{M}]+");

    private final Map<String, Integer> documents = new HashMap<>();
    private final int total;

    /** @param texts the talk's sentences: words that stand in many of them weigh little */
    WordHash(List<String> texts) {
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
            double weight = Math.log((1.0 + total) / (1.0 + seen)) + 0.01;
            int place = Math.floorMod(token.hashCode() * 0x9E3779B9, SIZE);
            vector[place] += (float) weight;
        }
        return Vectors.unit(vector);
    }

    private static List<String> tokens(String text) {
        var tokens = new ArrayList<String>();
        Matcher matcher =
                TOKEN.matcher(Normalizer.normalize(text, Normalizer.Form.NFC).toLowerCase(Locale.ROOT));
        while (matcher.find()) {
            String token = matcher.group();
            tokens.add(token.length() > STEM ? token.substring(0, STEM) : token);
        }
        return tokens;
    }
}
