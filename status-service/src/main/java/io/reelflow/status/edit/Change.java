package io.reelflow.status.edit;

import io.reelflow.schemas.result.Edits;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One thing that somebody wants other than it is shown.
 *
 * @param field as in the request; {@code clips.title} and so on for a clip's
 * @param target which line, speaker or clip; else empty
 * @param value null to take an earlier change back
 * @param shown what it is before; null for nothing
 * @param made all changes, with this one
 * @param isInPicture whether clips have to be rendered again
 */
record Change(
        String field,
        String target,
        @Nullable JsonNode value,
        @Nullable JsonNode shown,
        UnaryOperator<Edits> made,
        boolean isInPicture) {

    /** Whether anything would be shown otherwise, or kept otherwise. */
    boolean changes(Edits before) {
        return !made.apply(before).equals(before) && (value == null || !value.equals(shown));
    }
}
