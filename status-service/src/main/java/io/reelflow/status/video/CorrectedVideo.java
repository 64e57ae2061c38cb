package io.reelflow.status.video;

import io.reelflow.schemas.result.CorrectedTranscript;
import io.reelflow.schemas.result.Edits;
import io.reelflow.schemas.result.Segment;
import io.reelflow.schemas.result.Source;
import io.reelflow.status.edit.Clips;
import io.reelflow.status.edit.Shown;
import io.reelflow.status.storage.Results.ClipMetadata;
import io.reelflow.status.video.VideoDocuments.TranscriptView;
import io.reelflow.status.video.VideoDocuments.Video;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A video's body with what people have changed of it: a job's own results stay as it made them. */
final class CorrectedVideo {
    private CorrectedVideo() {}

    static Shown shown(Video video, double duration) {
        Source.Metadata metadata = video.metadata();
        TranscriptView transcript = video.transcript();
        return new Shown(
                duration,
                metadata == null ? null : metadata.title(),
                metadata == null ? null : metadata.description(),
                metadata == null ? List.of() : metadata.tags(),
                transcript == null ? List.of() : transcript.segments(),
                video.clips().stream()
                        .map(clip -> new Shown.ClipShown(clip.clipId(), clip.title(), clip.startTime(), clip.endTime()))
                        .toList());
    }

    static Video of(Video video, Edits edits) {
        return edits.revision() == 0
                ? video
                : new Video(
                        video.videoId(),
                        metadata(video.metadata(), edits),
                        transcript(video.transcript(), edits),
                        video.chapters(),
                        video.clips().stream()
                                .flatMap(clip -> clip(clip, edits))
                                .toList(),
                        video.slides(),
                        video.jobs(),
                        video.comments(),
                        video.relationships(),
                        edits.revision(),
                        video.versions(),
                        video.duration(),
                        video.media());
    }

    private static Source.@Nullable Metadata metadata(Source.@Nullable Metadata original, Edits edits) {
        if (original == null && edits.title() == null && edits.description() == null && edits.tags() == null) {
            return null;
        }
        Source.Metadata known = original == null
                ? new Source.Metadata(
                        null, null, null, null, null, null, null, null, null, List.of(), List.of(), "none", Map.of())
                : original;
        return known.with(
                        edits.title() == null ? known.title() : edits.title(),
                        edits.description() == null ? known.description() : edits.description(),
                        known.chapters())
                .withTags(edits.tags() == null ? known.tags() : edits.tags());
    }

    private static @Nullable TranscriptView transcript(@Nullable TranscriptView original, Edits edits) {
        if (original == null) {
            return null;
        }
        List<Segment> segments = CorrectedTranscript.segments(original.segments(), edits);
        String text = segments.stream().map(Segment::text).collect(Collectors.joining(" "));
        return new TranscriptView(original.language(), text, segments);
    }

    private static Stream<ClipMetadata> clip(ClipMetadata clip, Edits edits) {
        Edits.ClipEdit edit = Clips.edit(edits, clip.clipId());
        if (edit.removed()) {
            return Stream.empty();
        }
        double start = edit.startTime() == null ? clip.startTime() : edit.startTime();
        double end = edit.endTime() == null ? clip.endTime() : edit.endTime();
        boolean isMoved = start != clip.startTime() || end != clip.endTime();
        String speaker = clip.speaker();
        return Stream.of(new ClipMetadata(
                clip.clipId(),
                edit.title() == null ? clip.title() : edit.title(),
                clip.description(),
                start,
                end,
                isMoved ? Math.round((end - start) * 1000) / 1000.0 : clip.duration(),
                clip.transcriptSegment(),
                clip.score(),
                clip.tags(),
                clip.hashtags(),
                clip.hook(),
                clip.width(),
                clip.height(),
                speaker == null ? null : edits.speakers().getOrDefault(speaker, speaker),
                clip.cropPath(),
                clip.assets()));
    }
}
