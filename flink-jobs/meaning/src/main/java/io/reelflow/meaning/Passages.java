package io.reelflow.meaning;

import io.reelflow.schemas.result.Segment;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** {@code passages.json}: what is meant in each half minute of a talk; none where no model knows its language. */
public record Passages(List<Passage> passages) {
    public static final Passages NONE = new Passages(List.of());

    /** About as long as a thought. It goes on to the end of its sentence, but not for ever: captions may have no points. */
    private static final double SECONDS = 30;

    private static final double LONGEST_SECONDS = 45;
    private static final Pattern END = Pattern.compile(".*[.?!…]['\"»”’)\\]]*\\s*", Pattern.DOTALL);

    /**
     * @param start seconds of the video
     * @param embedding of the text, as {@link Meaning} has it, as Base64
     */
    public record Passage(double start, double end, String text, String embedding) {}

    /** Segments that make a passage, at least one. */
    public record Cut(List<Segment> segments) {
        public double start() {
            return segments.get(0).start();
        }

        public double end() {
            return segments.get(segments.size() - 1).end();
        }

        public String text() {
            return segments.stream().map(Segment::text).map(String::strip).collect(Collectors.joining(" "));
        }
    }

    /** Of a talk that the model knows the language of. */
    public static Passages of(List<Segment> segments) throws InterruptedException {
        var passages = new ArrayList<Passage>();
        for (Cut cut : cut(segments)) {
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while embedding passages");
            }
            String text = cut.text();
            passages.add(new Passage(
                    cut.start(), cut.end(), text, Base64.getEncoder().encodeToString(Meaning.of(text))));
        }
        return new Passages(List.copyOf(passages));
    }

    /** The same segments are cut in the same way, whoever does it. */
    public static List<Cut> cut(List<Segment> segments) {
        var cuts = new ArrayList<Cut>();
        var open = new ArrayList<Segment>();
        for (Segment segment : segments) {
            if (!open.isEmpty() && isFull(open, segment)) {
                close(open, cuts);
            }
            open.add(segment);
        }
        close(open, cuts);
        return cuts;
    }

    private static boolean isFull(List<Segment> open, Segment next) {
        double seconds = next.end() - open.get(0).start();
        return seconds > LONGEST_SECONDS
                || (seconds > SECONDS
                        && END.matcher(open.get(open.size() - 1).text()).matches());
    }

    private static void close(List<Segment> open, List<Cut> cuts) {
        if (!open.isEmpty()) {
            cuts.add(new Cut(List.copyOf(open)));
            open.clear();
        }
    }
}
