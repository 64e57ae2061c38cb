package io.reelflow.status.search;

import io.reelflow.meaning.Passages;
import io.reelflow.schemas.result.Segment;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/** About half a minute of a talk, found by what it means. */
record Passage(
        @Nullable String language, double start, double end, Set<String> speakers, String text, BytesRef meaning) {

    /**
     * What is said now. The meaning of a passage that has been corrected, or was heard anew, is asked for.
     *
     * @param stored vectors of passages as they were heard; of a talk that has none, nothing is known
     */
    static List<Passage> of(
            List<Segment> segments, @Nullable String language, Map<String, byte[]> stored, Meanings meanings) {
        if (stored.isEmpty()) {
            return List.of();
        }
        return Passages.cut(segments).stream()
                .flatMap(cut -> of(cut, language, stored, meanings).stream())
                .toList();
    }

    private static Optional<Passage> of(
            Passages.Cut cut, @Nullable String language, Map<String, byte[]> stored, Meanings meanings) {
        String text = cut.text();
        byte[] known = stored.get(text);
        Set<String> speakers = cut.segments().stream()
                .map(Segment::speaker)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        return (known == null ? meanings.of(text) : Optional.of(known))
                .map(meaning -> new Passage(language, cut.start(), cut.end(), speakers, text, new BytesRef(meaning)));
    }
}
