package io.reelflow.status.related;

import io.reelflow.schemas.result.Segment;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The words of a transcript and fingerprints of some runs of {@value #RUN} of them, chosen by winnowing (Schleimer,
 * Wilkerson, Aiken: Winnowing, SIGMOD 2003): two transcripts that share {@value #CERTAIN} words in a row share a
 * fingerprint, and none where they share fewer than {@value #RUN}.
 */
record Passages(List<String> words, List<Fingerprint> fingerprints) {
    static final Passages NONE = new Passages(List.of(), List.of());

    /** Fewer are turns of phrase. */
    static final int RUN = 12;

    /** One in five runs is kept on average: 2 / (WINDOW + 1). */
    static final int WINDOW = 9;

    static final int CERTAIN = RUN + WINDOW - 1;

    /** Of {@value #RUN} words; fewer are a loop of the recogniser or a refrain. */
    private static final int DISTINCT = 6;

    private static final Pattern WORD = Pattern.compile(
            "[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsThai}]|[\\p{L}\\p{M}\\p{N}&&[^\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsThai}]]+");

    /**
     * @param wordIndex of the first word
     * @param startSeconds about when it is said
     */
    record Fingerprint(int wordIndex, long hash, double startSeconds) {}

    static Passages of(List<Segment> segments) {
        var words = new ArrayList<String>();
        var starts = new ArrayList<Double>();
        for (Segment segment : segments) {
            List<String> spoken = words(segment.text());
            for (int i = 0; i < spoken.size(); i++) {
                words.add(spoken.get(i));
                starts.add(segment.start() + (segment.end() - segment.start()) * i / spoken.size());
            }
        }
        return new Passages(List.copyOf(words), winnow(words, starts));
    }

    static List<String> words(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replaceAll("['’]", "");
        return WORD.matcher(plain).results().map(MatchResult::group).toList();
    }

    private static List<Fingerprint> winnow(List<String> words, List<Double> starts) {
        long[] hashes = hashes(words);
        var chosen = new ArrayList<Fingerprint>();
        int last = -1;
        for (int from = 0; from == 0 || from + WINDOW <= hashes.length; from++) {
            int least = from;
            for (int i = from; i < Math.min(from + WINDOW, hashes.length); i++) {
                least = hashes[i] <= hashes[least] ? i : least;
            }
            if (least != last && least < hashes.length) {
                last = least;
                if (new HashSet<>(words.subList(least, least + RUN)).size() >= DISTINCT) {
                    chosen.add(new Fingerprint(least, hashes[least], starts.get(least)));
                }
            }
        }
        return List.copyOf(chosen);
    }

    private static long[] hashes(List<String> words) {
        long[] single = words.stream().mapToLong(Passages::hash).toArray();
        var hashes = new long[Math.max(0, single.length - RUN + 1)];
        for (int i = 0; i < hashes.length; i++) {
            long hash = 0;
            for (int word = i; word < i + RUN; word++) {
                hash = mixed(hash * 31 + single[word]);
            }
            hashes[i] = hash;
        }
        return hashes;
    }

    /** FNV-1a over the characters. */
    private static long hash(String word) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < word.length(); i++) {
            hash = (hash ^ word.charAt(i)) * 0x100000001b3L;
        }
        return hash;
    }

    /** The finalizer of MurmurHash3: each bit of the input moves half of the output's. */
    private static long mixed(long value) {
        long x = (value ^ (value >>> 33)) * 0xff51afd7ed558ccdL;
        x = (x ^ (x >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return x ^ (x >>> 33);
    }
}
