package io.reelflow.dataflow.stage;

import io.reelflow.dataflow.storage.ArtifactStore;
import io.reelflow.media.MediaException;
import io.reelflow.media.listen.TimedText;
import io.reelflow.schemas.job.ErrorCode;
import io.reelflow.schemas.job.JobOptions;
import io.reelflow.schemas.job.StoredVideo;
import io.reelflow.schemas.result.ClipPlan;
import io.reelflow.schemas.result.ClipPlan.Planned;
import io.reelflow.schemas.result.Edits;
import io.reelflow.schemas.result.Edits.ClipEdit;
import io.reelflow.schemas.result.Segment;
import io.reelflow.schemas.result.Source;
import io.reelflow.schemas.result.Transcript;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The clips that a job makes: those of its plan, as people have changed them. A clip's id is that of its plan and what
 * says how the job's clips look; what people changed of it holds however it looks, and changes no id.
 */
final class PlannedClips {
    private static final int LOOK_DIGITS = 8;

    private PlannedClips() {}

    /** @param options of the job, as they are for this clip */
    record Clip(Planned planned, JobOptions options) {}

    /** In the order of the plan; the same for the same work. */
    static List<Clip> of(Work work, ArtifactStore store) throws IOException, MediaException {
        Edits edits = edits(work, store);
        ClipPlan plan = plan(work, store);
        if (edits == null) {
            return plan.clips().stream()
                    .map(planned -> clip(work, planned, null))
                    .toList();
        }
        Transcript transcript = work.artifacts().transcript() == null
                ? null
                : store.read(work.artifacts().transcript() + TranscriptStage.MARK, Transcript.class);
        double length = store.read(Folders.sourceOf(work) + FetchStage.MARK, Source.class)
                .duration();
        List<Clip> clips = new ArrayList<>();
        for (Planned planned : plan.clips()) {
            ClipEdit edit = edit(edits, planned, work.job().options());
            if (edit == null || !edit.removed()) {
                clips.add(clip(work, changed(planned, edit, edits, transcript, length), edit));
            }
        }
        return List.copyOf(clips);
    }

    /** What people have changed of the video; null where the job heeds nothing. */
    static @Nullable Edits edits(Work work, ArtifactStore store) throws IOException, MediaException {
        StoredVideo stored = work.job().stored();
        return stored == null || stored.edits() == null ? null : stored(store, stored.edits(), Edits.class);
    }

    private static ClipPlan plan(Work work, ArtifactStore store) throws IOException, MediaException {
        StoredVideo stored = work.job().stored();
        return stored != null && stored.analysis() != null
                ? stored(store, stored.analysis() + AnalyzeStage.CLIPS, ClipPlan.class)
                : store.read(
                        Objects.requireNonNull(work.artifacts().analysis(), "analyzed") + AnalyzeStage.CLIPS,
                        ClipPlan.class);
    }

    private static <T> T stored(ArtifactStore store, String key, Class<T> type) throws IOException, MediaException {
        T found = store.find(key, type);
        if (found == null) {
            throw new MediaException(
                    ErrorCode.SOURCE_NOT_FOUND, "What this job begins with is not stored any more: " + key);
        }
        return found;
    }

    private static Clip clip(Work work, Planned planned, @Nullable ClipEdit edit) {
        JobOptions options = work.job().options();
        Boolean burn = edit == null ? null : edit.captions();
        JobOptions own = burn == null
                ? options
                : options.withCaptions(new JobOptions.Captions(
                        burn, options.captions().style(), options.captions().position()));
        return new Clip(
                with(
                        planned,
                        id(planned, options),
                        planned.start(),
                        planned.end(),
                        planned.title(),
                        planned.transcriptSegment()),
                own);
    }

    private static String id(Planned planned, JobOptions options) {
        return planned.clipId() + "_" + Folders.look(options).substring(0, LOOK_DIGITS);
    }

    /** The newest change of this very clip, else of one that shows the same in another look; null where there is none. */
    private static @Nullable ClipEdit edit(Edits edits, Planned planned, JobOptions options) {
        ClipEdit same = null;
        for (ClipEdit edit : edits.clips()) {
            if (edit.clipId().equals(id(planned, options))) {
                return edit;
            }
            if (edit.clipId().equals(planned.clipId()) || edit.clipId().startsWith(planned.clipId() + "_")) {
                same = edit;
            }
        }
        return same;
    }

    private static Planned changed(
            Planned planned, @Nullable ClipEdit edit, Edits edits, @Nullable Transcript transcript, double length) {
        double start = edit == null || edit.startTime() == null ? planned.start() : Math.max(0, edit.startTime());
        double end = edit == null || edit.endTime() == null ? planned.end() : edit.endTime();
        double last = length > 0 ? Math.min(length, end) : end;
        boolean moved = start != planned.start() || end != planned.end();
        boolean corrected = edits.transcript().stream().anyMatch(line -> line.end() > start && line.start() < last);
        String said = transcript != null && (moved || corrected)
                ? TimedText.window(transcript.segments(), start, last).stream()
                        .map(Segment::text)
                        .collect(Collectors.joining(" "))
                : planned.transcriptSegment();
        String title = edit == null || edit.title() == null ? planned.title() : edit.title();
        return with(planned, planned.clipId(), start, moved ? last : planned.end(), title, said);
    }

    private static Planned with(
            Planned planned, String clipId, double start, double end, @Nullable String title, String said) {
        return new Planned(
                clipId,
                start,
                end,
                planned.score(),
                title,
                planned.description(),
                planned.hook(),
                planned.tags(),
                planned.hashtags(),
                said,
                planned.reasons());
    }
}
