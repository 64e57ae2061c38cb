package io.reelflow.media.captions;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A line of a cue, entities decoded and markup gone.
 *
 * @param voice who speaks, where the markup says so
 */
record Line(@Nullable String voice, List<Piece> pieces) {
    /**
     * @param time seconds at which it is spoken; null where the file does not say
     * @param probability 0–1, the publisher's recogniser's own; 1 where it gives none
     */
    record Piece(@Nullable Double time, String text, double probability) {}

    /** The whole line, spaces collapsed. */
    String text() {
        return CleanText.spaces(pieces.stream().map(Piece::text).collect(Collectors.joining()));
    }
}
