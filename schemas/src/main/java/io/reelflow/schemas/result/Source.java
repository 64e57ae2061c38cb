package io.reelflow.schemas.result;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code source.json}: the stored source and what is known about it.
 *
 * @param file name beside {@code source.json}; null for a job without media
 * @param container as the demuxer names it
 * @param duration seconds; 0 where it is not known
 * @param start seconds at which the first stream starts; times elsewhere count from the container's zero
 */
public record Source(
        String url,
        @Nullable String file,
        @Nullable String container,
        long bytes,
        @Nullable String sha256,
        double duration,
        double start,
        @Nullable Picture picture,
        @Nullable Sound sound,
        Metadata metadata,
        List<String> warnings) {

    /**
     * The picture stream in use.
     *
     * @param width shown, after rotation and pixel aspect
     * @param height shown, after rotation and pixel aspect
     * @param rotation degrees clockwise that a player turns it
     */
    public record Picture(int stream, String codec, int width, int height, double framesPerSecond, int rotation) {}

    /** The sound stream in use. */
    public record Sound(
            int stream,
            String codec,
            int channels,
            int sampleRate,
            @Nullable String language) {}

    /**
     * What the publisher says.
     *
     * @param published ISO date
     * @param extractor of yt-dlp; {@code http} or {@code upload} for a plain file
     */
    public record Metadata(
            @Nullable String title,
            @Nullable String description,
            @Nullable String channel,
            @Nullable String channelId,
            @Nullable String published,
            @Nullable String language,
            @Nullable Long viewCount,
            @Nullable Long likeCount,
            @Nullable String thumbnailUrl,
            List<String> tags,
            List<Chapter> chapters,
            String extractor,
            Map<String, String> extra) {}
}
