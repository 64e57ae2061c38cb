package io.reelflow.dataflow.stage;

import io.reelflow.dataflow.sink.PackedComments;
import io.reelflow.dataflow.sink.ResultRows;
import io.reelflow.dataflow.sink.ResultRows.ChapterRow;
import io.reelflow.dataflow.sink.ResultRows.ClipRow;
import io.reelflow.dataflow.sink.ResultRows.PassageRow;
import io.reelflow.dataflow.sink.ResultRows.SegmentRow;
import io.reelflow.dataflow.sink.ResultRows.SlideRow;
import io.reelflow.dataflow.sink.ResultRows.TranscriptionRow;
import io.reelflow.dataflow.sink.ResultRows.VideoRow;
import io.reelflow.dataflow.storage.ArtifactStore;
import io.reelflow.meaning.Passages;
import io.reelflow.media.MediaException;
import io.reelflow.media.fetch.CommentsTask;
import io.reelflow.media.listen.TimedText;
import io.reelflow.schemas.Json;
import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.result.Analysis;
import io.reelflow.schemas.result.Chapter;
import io.reelflow.schemas.result.Clip;
import io.reelflow.schemas.result.ClipPlan;
import io.reelflow.schemas.result.Segment;
import io.reelflow.schemas.result.SlideDeck;
import io.reelflow.schemas.result.SlideDeck.Slide;
import io.reelflow.schemas.result.Source;
import io.reelflow.schemas.result.Transcript;
import io.reelflow.schemas.result.Word;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The documents of one job's result, read back, and their rows. */
record Results(
        String sourceFolder,
        Source source,
        @Nullable Transcript transcript,
        @Nullable Analysis analysis,
        SlideDeck slides,
        List<Clip> clips,
        Passages passages,
        @Nullable PackedComments comments) {

    /** Of a job that has made nothing to read. */
    static Results ofSource(Work work, ArtifactStore store) throws IOException {
        String folder = Folders.sourceOf(work);
        Source source = store.read(folder + FetchStage.MARK, Source.class);
        return new Results(folder, source, null, null, new SlideDeck(List.of()), List.of(), Passages.NONE, null);
    }

    /** @param scratch a folder of its own */
    static Results of(Work work, ArtifactStore store, Path scratch) throws IOException, MediaException {
        Artifacts made = work.artifacts();
        String analysis = made.analysis();
        List<Clip> clips = new ArrayList<>();
        List<PlannedClips.Clip> planned = work.made().isEmpty() ? List.of() : PlannedClips.of(work, store);
        for (Work.Made each : work.made()) {
            clips.add(worded(
                    store.read(each.document(), Clip.class),
                    planned.get(each.part()).planned()));
        }
        return new Results(
                Folders.sourceOf(work),
                store.read(Folders.sourceOf(work) + FetchStage.MARK, Source.class),
                made.transcript() == null
                        ? null
                        : store.read(made.transcript() + TranscriptStage.MARK, Transcript.class),
                analysis == null ? null : store.read(analysis + AnalyzeStage.MARK, Analysis.class),
                analysis == null
                        ? new SlideDeck(List.of())
                        : store.read(analysis + AnalyzeStage.SLIDES, SlideDeck.class),
                List.copyOf(clips),
                passages(analysis, store),
                made.comments() == null ? null : comments(work.job(), made.comments(), store, scratch));
    }

    /** None of a job that was analyzed by a version before this one, and ends with this one. */
    private static Passages passages(@Nullable String analysis, ArtifactStore store) throws IOException {
        return analysis != null && store.exists(analysis + AnalyzeStage.PASSAGES)
                ? store.read(analysis + AnalyzeStage.PASSAGES, Passages.class)
                : Passages.NONE;
    }

    /** Object key of the picture; null where none is stored. */
    @Nullable
    String thumbnail() {
        String file = source.metadata().thumbnail();
        return file == null ? null : sourceFolder + file;
    }

    /** The words about a clip are this job's: its picture may be an older one's. */
    private static Clip worded(Clip clip, ClipPlan.Planned planned) {
        return new Clip(
                clip.clipId(),
                planned.title(),
                planned.description(),
                clip.startTime(),
                clip.endTime(),
                clip.duration(),
                planned.transcriptSegment(),
                planned.score(),
                planned.tags(),
                planned.hashtags(),
                planned.hook(),
                clip.width(),
                clip.height(),
                clip.speaker(),
                clip.cropPath(),
                clip.files());
    }

    ResultRows rows(Job job) {
        List<SegmentRow> segments = new ArrayList<>();
        if (transcript != null) {
            for (Segment segment : transcript.segments()) {
                segments.add(new SegmentRow(
                        job.jobId(),
                        segments.size(),
                        job.videoId(),
                        segment.start(),
                        segment.end(),
                        segment.speaker(),
                        transcript.language(),
                        segment.text(),
                        segment.words().stream().map(Word::text).toList(),
                        segment.words().stream().map(Word::start).toList(),
                        segment.words().stream().map(Word::end).toList()));
            }
        }
        return new ResultRows(
                video(job),
                transcription(job),
                segments,
                chapters(job),
                slides.slides().stream().map(slide -> slide(job, slide)).toList(),
                clips.stream().map(clip -> clip(job, clip)).toList(),
                passages(job),
                comments);
    }

    private VideoRow video(Job job) {
        Source.Metadata metadata = source.metadata();
        Source.Picture picture = source.picture();
        return new VideoRow(
                job.videoId(),
                job.jobId(),
                job.url(),
                metadata.title(),
                metadata.description(),
                metadata.channel(),
                metadata.channelId(),
                metadata.published(),
                metadata.language(),
                source.duration(),
                picture == null ? null : picture.width(),
                picture == null ? null : picture.height(),
                source.bytes(),
                source.sha256(),
                metadata.viewCount(),
                metadata.likeCount(),
                metadata.thumbnailUrl(),
                metadata.tags(),
                metadata.uploader(),
                metadata.uploaderId(),
                metadata.uploaderUrl(),
                metadata.channelUrl(),
                metadata.channelFollowerCount(),
                metadata.publishedAt(),
                metadata.releasedAt(),
                metadata.commentCount(),
                Objects.requireNonNullElse(metadata.categories(), List.of()),
                metadata.ageLimit(),
                metadata.liveStatus(),
                metadata.availability(),
                metadata.license(),
                metadata.extractor(),
                metadata.webpageUrl(),
                thumbnail(),
                metadata.heatmap() == null ? null : Json.text(metadata.heatmap()));
    }

    private @Nullable TranscriptionRow transcription(Job job) {
        if (transcript == null) {
            return null;
        }
        int words = transcript.segments().stream()
                .mapToInt(segment -> TimedText.words(segment).size())
                .sum();
        return new TranscriptionRow(
                job.jobId(),
                job.videoId(),
                transcript.language(),
                transcript.languageProbability(),
                transcript.source(),
                transcript.model(),
                transcript.duration(),
                transcript.segments().size(),
                words,
                transcript.text());
    }

    /** The publisher's chapters, or else ours. */
    private List<ChapterRow> chapters(Job job) {
        List<Chapter> published = source.metadata().chapters();
        List<Chapter> all = !published.isEmpty() || analysis == null ? published : analysis.chapters();
        List<ChapterRow> rows = new ArrayList<>();
        for (Chapter chapter : all) {
            rows.add(new ChapterRow(
                    job.jobId(), rows.size(), job.videoId(), chapter.start(), chapter.end(), chapter.title()));
        }
        return rows;
    }

    private List<PassageRow> passages(Job job) {
        List<PassageRow> rows = new ArrayList<>();
        for (Passages.Passage passage : passages.passages()) {
            rows.add(new PassageRow(
                    job.jobId(),
                    rows.size(),
                    job.videoId(),
                    passage.start(),
                    passage.end(),
                    passage.text(),
                    passage.embedding()));
        }
        return rows;
    }

    private static PackedComments comments(Job job, String folder, ArtifactStore store, Path scratch)
            throws IOException {
        Path file = scratch.resolve(CommentsTask.FILE);
        store.download(folder + CommentsTask.FILE, file);
        return PackedComments.of(job, file);
    }

    private static SlideRow slide(Job job, Slide slide) {
        return new SlideRow(
                job.jobId(),
                slide.index(),
                job.videoId(),
                slide.startTime(),
                slide.endTime(),
                slide.title(),
                slide.image(),
                slide.text(),
                slide.transcript(),
                slide.sameAs());
    }

    private static ClipRow clip(Job job, Clip clip) {
        return new ClipRow(
                job.jobId(),
                clip.clipId(),
                job.videoId(),
                clip.title(),
                clip.description(),
                clip.startTime(),
                clip.endTime(),
                clip.duration(),
                clip.score(),
                clip.hook(),
                clip.tags(),
                clip.hashtags(),
                clip.transcriptSegment(),
                clip.width(),
                clip.height(),
                clip.files().video());
    }
}
