package io.reelflow.media.listen;

import io.reelflow.media.listen.ListenPlan.Chunk;
import io.reelflow.media.listen.ListenPlan.Span;
import io.reelflow.media.listen.ListenPlan.Speech;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts sound into chunks and spans by the probability of speech in each frame. Times are seconds of the sound. Chunks
 * hold all speech, are at most 28 s long, begin and end in silence where there is any, and do not overlap.
 */
final class SpeechFinder {
    private static final double FRAME_SECONDS = (double) SileroVad.FRAME / SpeechEngine.SAMPLE_RATE;
    private static final double ENTER = 0.5;
    private static final double LEAVE = 0.35;
    private static final double SHORTEST_SPEECH = 0.25;
    /** For chunks: a pause that ends a stretch, and what is left around it. */
    private static final double PAUSE = 0.5;

    private static final double PADDING = 0.2;
    /** For the times of words. */
    private static final double SHORT_PAUSE = 0.096;

    private static final double LONGEST_CHUNK = 28;
    /** Longer silences are not kept inside a chunk. */
    private static final double LONGEST_GAP = 2;

    private static final Duration SPAN = Duration.ofMinutes(5);
    /** However short they are to be: each is an element of the dataflow, which has room for 256 of a job. */
    private static final int MOST_SPANS = 250;

    private final float[] probabilities;
    private final double spanSeconds;

    SpeechFinder(float[] probabilities) {
        this(probabilities, SPAN);
    }

    /** @param span sound of a span, at most: but no chunk is cut for it, and spans get longer where they would be too many */
    SpeechFinder(float[] probabilities, Duration span) {
        this.probabilities = probabilities;
        this.spanSeconds = span.toMillis() / 1000.0;
    }

    /** Spans of chunks; empty where there is no speech. */
    List<Span> spans() {
        List<Span> spans = new ArrayList<>();
        List<Chunk> chunks = new ArrayList<>();
        List<Chunk> all = chunks();
        // Two neighbours are longer than one may be: so many of this length are never more than MOST_SPANS.
        double longest = Math.max(spanSeconds, 2 * seconds(all) / (MOST_SPANS - 1));
        double seconds = 0;
        for (Chunk chunk : all) {
            double length = chunk.end() - chunk.start();
            if (seconds + length > longest && !chunks.isEmpty()) {
                spans.add(new Span(spans.size(), List.copyOf(chunks)));
                chunks.clear();
                seconds = 0;
            }
            chunks.add(chunk);
            seconds += length;
        }
        if (!chunks.isEmpty()) {
            spans.add(new Span(spans.size(), List.copyOf(chunks)));
        }
        return spans;
    }

    private static double seconds(List<Chunk> chunks) {
        return chunks.stream().mapToDouble(chunk -> chunk.end() - chunk.start()).sum();
    }

    private List<Chunk> chunks() {
        List<Speech> exact = stretches(SHORT_PAUSE, 0);
        List<Chunk> chunks = new ArrayList<>();
        for (Speech packed : pack(cut(padded(stretches(PAUSE, SHORTEST_SPEECH))))) {
            chunks.add(new Chunk(packed.start(), packed.end(), within(exact, packed)));
        }
        return chunks;
    }

    /** Stretches of speech: entered above .5, left below .35 for at least {@code pause}. */
    List<Speech> stretches(double pause, double shortest) {
        List<Speech> stretches = new ArrayList<>();
        int needed = Math.max(1, (int) (pause / FRAME_SECONDS));
        int start = -1;
        int silent = 0;
        for (int i = 0; i <= probabilities.length; i++) {
            boolean end = i == probabilities.length;
            if (!end && probabilities[i] >= (start < 0 ? ENTER : LEAVE)) {
                start = start < 0 ? i : start;
                silent = 0;
            } else if (start >= 0 && (end || ++silent >= needed)) {
                int last = end ? i - silent : i - silent + 1;
                if ((last - start) * FRAME_SECONDS >= shortest) {
                    stretches.add(new Speech(start * FRAME_SECONDS, last * FRAME_SECONDS));
                }
                start = -1;
                silent = 0;
            }
        }
        return stretches;
    }

    /** A little silence on both sides, at most half of what there is between two. */
    private List<Speech> padded(List<Speech> stretches) {
        double total = probabilities.length * FRAME_SECONDS;
        List<Speech> padded = new ArrayList<>();
        for (int i = 0; i < stretches.size(); i++) {
            Speech stretch = stretches.get(i);
            double before = i == 0 ? 0 : (stretches.get(i - 1).end() + stretch.start()) / 2;
            double after = i + 1 == stretches.size()
                    ? total
                    : (stretch.end() + stretches.get(i + 1).start()) / 2;
            padded.add(
                    new Speech(Math.max(before, stretch.start() - PADDING), Math.min(after, stretch.end() + PADDING)));
        }
        return padded;
    }

    /** Stretches longer than a chunk are cut in their last third, where speech is least likely. */
    private List<Speech> cut(List<Speech> stretches) {
        List<Speech> cut = new ArrayList<>();
        for (Speech stretch : stretches) {
            double start = stretch.start();
            while (stretch.end() - start > LONGEST_CHUNK) {
                double at = quietest(start + LONGEST_CHUNK * 2 / 3, start + LONGEST_CHUNK);
                cut.add(new Speech(start, at));
                start = at;
            }
            cut.add(new Speech(start, stretch.end()));
        }
        return cut;
    }

    private double quietest(double from, double to) {
        int best = (int) Math.ceil(from / FRAME_SECONDS);
        for (int i = best; i < Math.min(probabilities.length, (int) (to / FRAME_SECONDS)); i++) {
            best = probabilities[i] <= probabilities[best] ? i : best;
        }
        return best * FRAME_SECONDS;
    }

    private static List<Speech> pack(List<Speech> stretches) {
        List<Speech> packed = new ArrayList<>();
        for (Speech next : stretches) {
            Speech last = packed.isEmpty() ? null : packed.get(packed.size() - 1);
            if (last != null
                    && next.end() - last.start() <= LONGEST_CHUNK
                    && next.start() - last.end() <= LONGEST_GAP) {
                packed.set(packed.size() - 1, new Speech(last.start(), next.end()));
            } else {
                packed.add(next);
            }
        }
        return packed;
    }

    private static List<Speech> within(List<Speech> stretches, Speech chunk) {
        return stretches.stream()
                .filter(s -> s.start() < chunk.end() && s.end() > chunk.start())
                .map(s -> new Speech(Math.max(s.start(), chunk.start()), Math.min(s.end(), chunk.end())))
                .toList();
    }
}
