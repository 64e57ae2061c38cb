package io.reelflow.dataflow.sink;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of one job's result, one record for each table. Times are seconds of the video. */
public record ResultRows(
        VideoRow video,
        @Nullable TranscriptionRow transcription,
        List<SegmentRow> segments,
        List<ChapterRow> chapters,
        List<SlideRow> slides,
        List<ClipRow> clips,
        List<PassageRow> passages,
        @Nullable PackedComments comments) {

    /**
     * {@code video_metadata}.
     *
     * @param published ISO date
     * @param heatmap JSON
     */
    public record VideoRow(
            String videoId,
            String jobId,
            String url,
            @Nullable String title,
            @Nullable String description,
            @Nullable String channel,
            @Nullable String channelId,
            @Nullable String published,
            @Nullable String language,
            double duration,
            @Nullable Integer width,
            @Nullable Integer height,
            long bytes,
            @Nullable String sha256,
            @Nullable Long viewCount,
            @Nullable Long likeCount,
            @Nullable String thumbnailUrl,
            List<String> tags,
            @Nullable String uploader,
            @Nullable String uploaderId,
            @Nullable String uploaderUrl,
            @Nullable String channelUrl,
            @Nullable Long channelFollowerCount,
            @Nullable Instant publishedAt,
            @Nullable Instant releasedAt,
            @Nullable Long commentCount,
            List<String> categories,
            @Nullable Integer ageLimit,
            @Nullable String liveStatus,
            @Nullable String availability,
            @Nullable String license,
            String extractor,
            @Nullable String webpageUrl,
            @Nullable String thumbnailKey,
            @Nullable String heatmap) {}

    /** {@code transcriptions}. */
    public record TranscriptionRow(
            String jobId,
            String videoId,
            @Nullable String language,
            @Nullable Double languageProbability,
            String source,
            @Nullable String model,
            double duration,
            int segmentCount,
            int wordCount,
            String text) {}

    /**
     * {@code transcript_segments}.
     *
     * @param words empty, as their times, where these are not known
     */
    public record SegmentRow(
            String jobId,
            int index,
            String videoId,
            double start,
            double end,
            @Nullable String speaker,
            @Nullable String language,
            String text,
            List<String> words,
            List<Double> wordStarts,
            List<Double> wordEnds) {}

    /** {@code chapters}. */
    public record ChapterRow(String jobId, int index, String videoId, double start, double end, String title) {}

    /** {@code slides}. */
    public record SlideRow(
            String jobId,
            int index,
            String videoId,
            double start,
            double end,
            @Nullable String title,
            String imageKey,
            @Nullable String text,
            @Nullable String transcript,
            @Nullable Integer sameAs) {}

    /** {@code clips}. */
    public record ClipRow(
            String jobId,
            String clipId,
            String videoId,
            @Nullable String title,
            @Nullable String description,
            double start,
            double end,
            double duration,
            double score,
            @Nullable String hook,
            List<String> tags,
            List<String> hashtags,
            String transcriptSegment,
            int width,
            int height,
            String videoKey) {}

    /**
     * {@code passages}.
     *
     * @param embedding as Base64
     */
    public record PassageRow(
            String jobId, int index, String videoId, double start, double end, String text, String embedding) {}

    /** What somebody says under a video. */
    public record CommentRow(
            String jobId,
            String commentId,
            String videoId,
            int index,
            @Nullable String parentId,
            @Nullable String author,
            @Nullable String authorId,
            @Nullable String authorUrl,
            boolean authorIsUploader,
            boolean authorIsVerified,
            String text,
            @Nullable Instant publishedAt,
            @Nullable Long likeCount,
            boolean pinned,
            boolean favorited) {}
}
