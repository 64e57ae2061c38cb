package io.reelflow.dataflow.sink;

import io.reelflow.dataflow.sink.ResultRows.ChapterRow;
import io.reelflow.dataflow.sink.ResultRows.ClipRow;
import io.reelflow.dataflow.sink.ResultRows.CommentRow;
import io.reelflow.dataflow.sink.ResultRows.PassageRow;
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
            Table.column("uploader", VideoRow::uploader),
            Table.column("uploader_id", VideoRow::uploaderId),
            Table.column("uploader_url", VideoRow::uploaderUrl),
            Table.column("channel_url", VideoRow::channelUrl),
            Table.column("channel_follower_count", VideoRow::channelFollowerCount),
            Table.moment("published_at", VideoRow::publishedAt),
            Table.moment("released_at", VideoRow::releasedAt),
            Table.column("comment_count", VideoRow::commentCount),
            Table.texts("categories", VideoRow::categories),
            Table.column("age_limit", VideoRow::ageLimit),
            Table.column("live_status", VideoRow::liveStatus),
            Table.column("availability", VideoRow::availability),
            Table.column("license", VideoRow::license),
            Table.column("extractor", VideoRow::extractor),
            Table.column("webpage_url", VideoRow::webpageUrl),
            Table.column("thumbnail_key", VideoRow::thumbnailKey),
            Table.json("heatmap", VideoRow::heatmap),
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
            Table.column("text", SegmentRow::text),
            Table.texts("words", SegmentRow::words),
            Table.seconds("word_starts", SegmentRow::wordStarts),
            Table.seconds("word_ends", SegmentRow::wordEnds),
            Table.now("updated_at"));

    static final Table<ChapterRow> CHAPTERS = Table.of(
            "chapters",
            List.of("job_id", "chapter_index"),
            Table.uuid("job_id", ChapterRow::jobId),
            Table.column("chapter_index", ChapterRow::index),
            Table.column("video_id", ChapterRow::videoId),
            Table.column("start_seconds", ChapterRow::start),
            Table.column("end_seconds", ChapterRow::end),
            Table.column("title", ChapterRow::title),
            Table.now("updated_at"));

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
            Table.column("same_as", SlideRow::sameAs),
            Table.now("updated_at"));

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
            Table.column("video_key", ClipRow::videoKey),
            Table.now("updated_at"));

    static final Table<PassageRow> PASSAGES = Table.of(
            "passages",
            List.of("job_id", "passage_index"),
            Table.uuid("job_id", PassageRow::jobId),
            Table.column("passage_index", PassageRow::index),
            Table.column("video_id", PassageRow::videoId),
            Table.column("start_seconds", PassageRow::start),
            Table.column("end_seconds", PassageRow::end),
            Table.column("text", PassageRow::text),
            Table.bytes("embedding", PassageRow::embedding));

    static final Table<CommentRow> COMMENTS = Table.of(
            "comments",
            List.of("job_id", "comment_id"),
            Table.uuid("job_id", CommentRow::jobId),
            Table.column("comment_id", CommentRow::commentId),
            Table.column("video_id", CommentRow::videoId),
            Table.column("comment_index", CommentRow::index),
            Table.column("parent_id", CommentRow::parentId),
            Table.column("author", CommentRow::author),
            Table.column("author_id", CommentRow::authorId),
            Table.column("author_url", CommentRow::authorUrl),
            Table.column("author_is_uploader", CommentRow::authorIsUploader),
            Table.column("author_is_verified", CommentRow::authorIsVerified),
            Table.column("text", CommentRow::text),
            Table.moment("published_at", CommentRow::publishedAt),
            Table.column("like_count", CommentRow::likeCount),
            Table.column("is_pinned", CommentRow::pinned),
            Table.column("is_favorited", CommentRow::favorited),
            Table.now("updated_at"));

    private Tables() {}
}
