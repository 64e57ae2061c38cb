package io.reelflow.media.listen;

import io.reelflow.media.speakers.Turn;
import io.reelflow.media.speakers.Voice;
import io.reelflow.schemas.result.Segment;
import io.reelflow.schemas.result.Transcript;
import io.reelflow.schemas.result.Word;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Puts the words of all spans together. */
public final class TranscriptAssembly {
    private TranscriptAssembly() {}

    /**
     * The transcript of a source. The spans may come in any order.
     *
     * @throws IllegalArgumentException a span of the plan is missing or comes twice
     */
    public static Transcript assemble(ListenPlan plan, List<SpanTranscript> spans) {
        List<SpanTranscript> ordered = spans.stream()
                .sorted(Comparator.comparingInt(SpanTranscript::index))
                .toList();
        List<Integer> planned =
                plan.spans().stream().map(ListenPlan.Span::index).sorted().toList();
        List<Integer> given = ordered.stream().map(SpanTranscript::index).toList();
        if (!planned.equals(given)) {
            throw new IllegalArgumentException("spans " + given + ": must be those of the plan, " + planned);
        }
        List<Word> words = ordered.stream().flatMap(s -> s.words().stream()).toList();
        String language = plan.language();
        List<Segment> segments =
                segments(words, Turn.of(voices(ordered)), language == null ? " " : Words.separator(language));
        return new Transcript(language, plan.languageProbability(), "whisper", plan.model(), plan.duration(), segments);
    }

    private static List<Voice> voices(List<SpanTranscript> spans) {
        return spans.stream()
                .map(SpanTranscript::voices)
                .filter(Objects::nonNull)
                .flatMap(List::stream)
                .toList();
    }

    /** A segment has one speaker, if any: they are named in the order in which they begin to speak. */
    private static List<Segment> segments(List<Word> words, List<Turn> turns, String separator) {
        if (turns.isEmpty()) {
            return Segments.of(words, separator, null);
        }
        int[] speakers = WordSpeakers.of(words, turns);
        Map<Integer, String> names = new HashMap<>();
        List<Segment> segments = new ArrayList<>();
        int from = 0;
        for (int to = 1; to <= words.size(); to++) {
            if (to == words.size() || speakers[to] != speakers[from]) {
                String name = names.computeIfAbsent(speakers[from], any -> "Speaker " + (names.size() + 1));
                segments.addAll(Segments.of(words.subList(from, to), separator, name));
                from = to;
            }
        }
        return segments;
    }
}
