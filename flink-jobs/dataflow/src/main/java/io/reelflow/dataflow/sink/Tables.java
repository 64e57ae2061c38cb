package io.reelflow.dataflow.sink;

import io.reelflow.dataflow.sink.ResultRows.ChapterRow;
import io.reelflow.dataflow.sink.ResultRows.ClipRow;
import io.reelflow.dataflow.sink.ResultRows.SegmentRow;
import io.reelflow.dataflow.sink.ResultRows.SlideRow;
import io.reelflow.dataflow.sink.ResultRows.TranscriptionRow;
import io.reelflow.dataflow.sink.ResultRows.VideoRow;
import java.util.List;

/** The tables of results and how a row of each is put there. */
final class Tables {
    static final Table<VideoRow> VIDEOS = Table.of(
            "video_metadata",
            List.of("video_id"),
            Table.column("video_id", VideoRow::videoId),
            Table.uuid("job_id", VideoRow::jobId),
            Table.column("url", VideoRow::url),
            Table.column("title", VideoRow::title),
            Table.column("description", VideoRow::description),
            Table.column("channel", VideoRow::channel),
            Table.column("channel_id", VideoRow::channelId),
            Table.date("published", VideoRow::published),
            Table.column("language", VideoRow::language),
            Table.column("duration_seconds", VideoRow::duration),
            Table.column("width", VideoRow::width),
            Table.column("height", VideoRow::height),
            Table.column("bytes", VideoRow::bytes),
            Table.column("sha256", VideoRow::sha256),
            Table.column("view_count", VideoRow::viewCount),
            Table.column("like_count", VideoRow::likeCount),
            Table.column("thumbnail_url", VideoRow::thumbnailUrl),
            Table.texts("tags", VideoRow::tags),
            Table.now("updated_at"));

    static final Table<TranscriptionRow> TRANSCRIPTIONS = Table.of(
            "transcriptions",
            List.of("job_id"),
            Table.uuid("job_id", TranscriptionRow::jobId),
            Table.column("video_id", TranscriptionRow::videoId),
            Table.column("language", TranscriptionRow::language),
            Table.column("language_probability", TranscriptionRow::languageProbability),
            Table.column("source", TranscriptionRow::source),
            Table.column("model", TranscriptionRow::model),
            Table.column("duration_seconds", TranscriptionRow::duration),
            Table.column("segment_count", TranscriptionRow::segmentCount),
            Table.column("word_count", TranscriptionRow::wordCount),
            Table.column("text", TranscriptionRow::text),
            Table.now("updated_at"));

    static final Table<SegmentRow> SEGMENTS = Table.of(
            "transcript_segments",
            List.of("job_id", "segment_index"),
            Table.uuid("job_id", SegmentRow::jobId),
            Table.column("segment_index", SegmentRow::index),
            Table.column("video_id", SegmentRow::videoId),
            Table.column("start_seconds", SegmentRow::start),
            Table.column("end_seconds", SegmentRow::end),
            Table.column("speaker", SegmentRow::speaker),
            Table.column("language", SegmentRow::language),
            Table.column("text", SegmentRow::text));

    static final Table<ChapterRow> CHAPTERS = Table.of(
            "chapters",
            List.of("job_id", "chapter_index"),
            Table.uuid("job_id", ChapterRow::jobId),
            Table.column("chapter_index", ChapterRow::index),
            Table.column("video_id", ChapterRow::videoId),
            Table.column("start_seconds", ChapterRow::start),
            Table.column("end_seconds", ChapterRow::end),
            Table.column("title", ChapterRow::title));

    static final Table<SlideRow> SLIDES = Table.of(
            "slides",
            List.of("job_id", "slide_index"),
            Table.uuid("job_id", SlideRow::jobId),
            Table.column("slide_index", SlideRow::index),
            Table.column("video_id", SlideRow::videoId),
            Table.column("start_seconds", SlideRow::start),
            Table.column("end_seconds", SlideRow::end),
            Table.column("title", SlideRow::title),
            Table.column("image_key", SlideRow::imageKey),
            Table.column("text", SlideRow::text),
            Table.column("transcript", SlideRow::transcript),
            Table.column("same_as", SlideRow::sameAs));

    static final Table<ClipRow> CLIPS = Table.of(
            "clips",
            List.of("job_id", "clip_id"),
            Table.uuid("job_id", ClipRow::jobId),
            Table.column("clip_id", ClipRow::clipId),
            Table.column("video_id", ClipRow::videoId),
            Table.column("title", ClipRow::title),
            Table.column("description", ClipRow::description),
            Table.column("start_seconds", ClipRow::start),
            Table.column("end_seconds", ClipRow::end),
            Table.column("duration_seconds", ClipRow::duration),
            Table.column("score", ClipRow::score),
            Table.column("hook", ClipRow::hook),
            Table.texts("tags", ClipRow::tags),
            Table.texts("hashtags", ClipRow::hashtags),
            Table.column("transcript_segment", ClipRow::transcriptSegment),
            Table.column("width", ClipRow::width),
            Table.column("height", ClipRow::height),
            Table.column("video_key", ClipRow::videoKey));

    private Tables() {}
}
