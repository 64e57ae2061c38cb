package io.reelflow.status.edit;

import io.reelflow.schemas.result.CorrectedTranscript;
import io.reelflow.schemas.result.Edits;
import io.reelflow.schemas.result.Segment;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What can be changed of a video, as it is shown.
 *
 * @param duration seconds; 0 where it is not known
 */
public record Shown(
        double duration,
        @Nullable String title,
        @Nullable String description,
        List<String> tags,
        List<Segment> transcript,
        List<ClipShown> clips) {

    /** Times are seconds of the video. */
    public record ClipShown(String clipId, @Nullable String title, double start, double end) {
        boolean isSpokenIn(double from, double to) {
            return from < end && to > start;
        }
    }

    /** The same after what people have changed. */
    public Shown with(Edits edits) {
        return new Shown(
                duration,
                edits.title() == null ? title : edits.title(),
                edits.description() == null ? description : edits.description(),
                edits.tags() == null ? tags : edits.tags(),
                CorrectedTranscript.segments(transcript, edits),
                clips.stream().flatMap(clip -> clip(clip, edits)).toList());
    }

    private static Stream<ClipShown> clip(ClipShown clip, Edits edits) {
        Edits.ClipEdit edit = Clips.edit(edits, clip.clipId());
        return edit.removed()
                ? Stream.empty()
                : Stream.of(new ClipShown(
                        clip.clipId(),
                        edit.title() == null ? clip.title() : edit.title(),
                        edit.startTime() == null ? clip.start() : edit.startTime(),
                        edit.endTime() == null ? clip.end() : edit.endTime()));
    }

    Optional<ClipShown> clip(String clipId) {
        return clips.stream().filter(clip -> clip.clipId().equals(clipId)).findFirst();
    }

    Set<String> speakers() {
        return transcript.stream()
                .flatMap(segment -> Stream.ofNullable(segment.speaker()))
                .collect(Collectors.toSet());
    }

    boolean isInAClip(double from, double to) {
        return clips.stream().anyMatch(clip -> clip.isSpokenIn(from, to));
    }

    boolean speaksInAClip(String speaker) {
        return transcript.stream()
                .anyMatch(segment -> speaker.equals(segment.speaker()) && isInAClip(segment.start(), segment.end()));
    }
}
