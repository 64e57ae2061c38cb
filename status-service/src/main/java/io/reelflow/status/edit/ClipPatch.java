package io.reelflow.status.edit;

import io.reelflow.schemas.result.Edits;
import io.reelflow.schemas.result.Edits.ClipEdit;
import io.reelflow.status.ApiProblem;
import io.reelflow.status.edit.Shown.ClipShown;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.DoubleNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** {@code {title?, start_time?, end_time?, captions?}} of a clip; null takes an earlier change back. */
final class ClipPatch {
    private static final List<String> FIELDS = List.of("title", "start_time", "end_time", "captions");
    private static final int TITLE = 300;

    /** As {@code clip_duration} and {@code min_clip_duration} of a job's options. */
    private static final double SHORTEST_SECONDS = 3;

    private static final double LONGEST_SECONDS = 180;

    private final Shown shown;
    private final ClipShown clip;
    private final ClipEdit edit;
    private final List<Change> changes = new ArrayList<>();

    private ClipPatch(Shown shown, ClipShown clip, ClipEdit edit) {
        this.shown = shown;
        this.clip = clip;
        this.edit = edit;
    }

    /** @param original the video as its jobs made it */
    static List<Change> of(byte @Nullable [] body, String clipId, Shown original, Edits before) {
        ObjectNode fields = Fields.object(body, FIELDS);
        Shown shown = original.with(before);
        var patch = new ClipPatch(shown, known(shown, clipId), Clips.edit(before, clipId));
        fields.propertyNames().forEach(name -> patch.add(name, fields.get(name)));
        Edits after = before;
        for (Change change : patch.changes) {
            after = change.made().apply(after);
        }
        mustHaveALength(fields, known(original.with(after), clipId));
        return patch.changes;
    }

    /** The clip is shown no more. */
    static List<Change> removal(String clipId, Shown original, Edits before) {
        known(original.with(before), clipId);
        return List.of(new Change(
                "clips.removed",
                clipId,
                BooleanNode.TRUE,
                BooleanNode.FALSE,
                edits -> {
                    ClipEdit edit = Clips.edit(edits, clipId);
                    return Clips.with(
                            edits,
                            new ClipEdit(
                                    clipId, edit.title(), edit.startTime(), edit.endTime(), edit.captions(), true));
                },
                false));
    }

    private static ClipShown known(Shown shown, String clipId) {
        return shown.clip(clipId).orElseThrow(() -> ApiProblem.notFound("This video has no clip " + clipId));
    }

    private void add(String name, JsonNode value) {
        switch (name) {
            case "title" -> {
                String title = value.isNull() ? null : Fields.text(name, value, TITLE, false);
                add(
                        name,
                        title == null ? null : StringNode.valueOf(title),
                        clip.title() == null ? null : StringNode.valueOf(clip.title()),
                        e -> new ClipEdit(e.clipId(), title, e.startTime(), e.endTime(), e.captions(), e.removed()));
            }
            case "start_time" -> {
                Double start = value.isNull() ? null : Fields.seconds(name, value, shown.duration());
                add(
                        name,
                        start == null ? null : DoubleNode.valueOf(start),
                        DoubleNode.valueOf(clip.start()),
                        e -> new ClipEdit(e.clipId(), e.title(), start, e.endTime(), e.captions(), e.removed()));
            }
            case "end_time" -> {
                Double end = value.isNull() ? null : Fields.seconds(name, value, shown.duration());
                add(
                        name,
                        end == null ? null : DoubleNode.valueOf(end),
                        DoubleNode.valueOf(clip.end()),
                        e -> new ClipEdit(e.clipId(), e.title(), e.startTime(), end, e.captions(), e.removed()));
            }
            default -> {
                if (!value.isBoolean() && !value.isNull()) {
                    throw Fields.invalid(name, value, "must be true or false");
                }
                Boolean captions = value.isNull() ? null : value.booleanValue();
                add(
                        name,
                        captions == null ? null : BooleanNode.valueOf(captions),
                        edit.captions() == null ? null : BooleanNode.valueOf(edit.captions()),
                        e -> new ClipEdit(e.clipId(), e.title(), e.startTime(), e.endTime(), captions, e.removed()));
            }
        }
    }

    private void add(String name, @Nullable JsonNode value, @Nullable JsonNode before, UnaryOperator<ClipEdit> made) {
        changes.add(new Change(
                "clips." + name,
                clip.clipId(),
                value,
                before,
                edits -> Clips.with(edits, made.apply(Clips.edit(edits, clip.clipId()))),
                !name.equals("title")));
    }

    private static void mustHaveALength(ObjectNode fields, ClipShown clip) {
        double seconds = clip.end() - clip.start();
        boolean isNamed = fields.has("start_time") || fields.has("end_time");
        if (isNamed && (seconds < SHORTEST_SECONDS || seconds > LONGEST_SECONDS)) {
            String field = fields.has("end_time") ? "end_time" : "start_time";
            throw Fields.invalid(
                    field,
                    fields.get(field),
                    "makes a clip from " + clip.start() + " to " + clip.end() + " s; it must be " + SHORTEST_SECONDS
                            + " to " + LONGEST_SECONDS + " s long");
        }
    }
}
