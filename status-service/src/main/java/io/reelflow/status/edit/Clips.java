package io.reelflow.status.edit;

import io.reelflow.schemas.result.Edits;
import io.reelflow.schemas.result.Edits.ClipEdit;
import java.util.List;
import java.util.stream.Stream;

/** Changes of clips among all of a video. */
public final class Clips {
    private Clips() {}

    /** What has been changed of the clip; of one that is as it was made, nothing. */
    public static ClipEdit edit(Edits edits, String clipId) {
        return edits.clips().stream()
                .filter(each -> each.clipId().equals(clipId))
                .findFirst()
                .orElseGet(() -> new ClipEdit(clipId, null, null, null, null, false));
    }

    static Edits with(Edits edits, ClipEdit edit) {
        ClipEdit none = new ClipEdit(edit.clipId(), null, null, null, null, false);
        List<ClipEdit> clips = Stream.concat(
                        edits.clips().stream().filter(each -> !each.clipId().equals(edit.clipId())),
                        edit.equals(none) ? Stream.empty() : Stream.of(edit))
                .toList();
        return new Edits(
                edits.version(),
                edits.revision(),
                edits.title(),
                edits.description(),
                edits.tags(),
                edits.transcript(),
                edits.speakers(),
                clips);
    }
}
