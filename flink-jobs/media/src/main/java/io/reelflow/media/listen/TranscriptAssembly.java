package io.reelflow.media.listen;

import io.reelflow.schemas.result.Segment;
import io.reelflow.schemas.result.Transcript;
import io.reelflow.schemas.result.Word;
import java.util.Comparator;
import java.util.List;

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
        List<Segment> segments = Segments.of(words, language == null ? " " : Words.separator(language));
        return new Transcript(language, plan.languageProbability(), "whisper", plan.model(), plan.duration(), segments);
    }
}
