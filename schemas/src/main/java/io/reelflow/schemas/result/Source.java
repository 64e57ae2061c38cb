package io.reelflow.schemas.result;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code source.json}: the stored source and what is known about it.
 *
 * @param file name beside {@code source.json}; null for a job without media
 * @param container as the demuxer names it
 * @param duration seconds; 0 where it is not known
 * @param start seconds at which the first stream starts; times elsewhere count from the container's zero
 * @param sound the one that is heard where no language is asked for
 * @param captions the publisher's, stored beside {@code source.json}; null where none were asked for
 * @param sounds all sound streams, in the order in which they are preferred; null in what older versions wrote
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
        List<String> warnings,
        @Nullable List<Captions> captions,
        @Nullable List<Sound> sounds) {

    /** A source without captions whose one sound is the one in use. */
    public Source(
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
        this(url, file, container, bytes, sha256, duration, start, picture, sound, metadata, warnings, null, null);
    }

    /** A source that says nothing of sounds beside the one in use. */
    public Source(
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
            List<String> warnings,
            @Nullable List<Captions> captions) {
        this(url, file, container, bytes, sha256, duration, start, picture, sound, metadata, warnings, captions, null);
    }

    /** The same with captions, and what there is to say about them. */
    public Source withCaptions(List<Captions> found, List<String> moreWarnings) {
        List<String> all =
                Stream.concat(warnings.stream(), moreWarnings.stream()).toList();
        return new Source(
                url, file, container, bytes, sha256, duration, start, picture, sound, metadata, all, found, sounds);
    }

    /** The same with all its sound streams. */
    public Source withSounds(List<Sound> all) {
        return new Source(
                url, file, container, bytes, sha256, duration, start, picture, sound, metadata, warnings, captions,
                all);
    }

    /**
     * The sound to hear: one in the language, else the one that is preferred anyway; null where there is none.
     *
     * @param language ISO 639-1, or {@code auto} for no wish
     */
    public @Nullable Sound soundIn(String language) {
        return sounds == null
                ? sound
                : sounds.stream()
                        .filter(each -> language.equals(each.language()))
                        .findFirst()
                        .orElse(sound);
    }

    /**
     * The picture stream in use.
     *
     * @param width shown, after rotation and pixel aspect
     * @param height shown, after rotation and pixel aspect
     * @param rotation degrees clockwise that a player turns it
     */
    public record Picture(int stream, String codec, int width, int height, double framesPerSecond, int rotation) {}

    /**
     * A caption file.
     *
     * @param language BCP 47, as the publisher names it
     * @param kind {@code manual} (written by people) or {@code automatic}
     * @param file name beside {@code source.json}
     */
    public record Captions(String language, String kind, String file) {
        public static final String MANUAL = "manual";
        public static final String AUTOMATIC = "automatic";
    }

    /**
     * A sound stream.
     *
     * @param language ISO 639-1, as the container says; null where it does not
     */
    public record Sound(
            int stream,
            String codec,
            int channels,
            int sampleRate,
            @Nullable String language) {}

    /**
     * What the publisher says; null or empty where it does not, and in what older versions wrote.
     *
     * @param published ISO date
     * @param thumbnailUrl of the best picture that the publisher has
     * @param extractor of yt-dlp; {@code http} or {@code upload} for a plain file
     * @param publishedAt where more than the day is said
     * @param releasedAt of a premiere
     * @param commentCount of those there are; they are not fetched for it
     * @param ageLimit years; 0 for all
     * @param liveStatus {@code not_live}, {@code was_live}, {@code is_live}, {@code is_upcoming} or {@code post_live}
     * @param availability {@code public}, {@code unlisted}, {@code private}, {@code needs_auth}, {@code
     *     subscriber_only} or {@code premium_only}
     * @param heatmap how often stretches are replayed, in their order
     * @param thumbnail name beside {@code source.json} of the stored picture
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
            Map<String, String> extra,
            @Nullable String uploader,
            @Nullable String uploaderId,
            @Nullable String uploaderUrl,
            @Nullable String channelUrl,
            @Nullable Long channelFollowerCount,
            @Nullable Instant publishedAt,
            @Nullable Instant releasedAt,
            @Nullable Long commentCount,
            @Nullable List<String> categories,
            @Nullable Integer ageLimit,
            @Nullable String liveStatus,
            @Nullable String availability,
            @Nullable String license,
            @Nullable String webpageUrl,
            @Nullable List<Heat> heatmap,
            @Nullable String thumbnail) {

        /** Of a publisher that says little. */
        public Metadata(
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
                Map<String, String> extra) {
            this(
                    title,
                    description,
                    channel,
                    channelId,
                    published,
                    language,
                    viewCount,
                    likeCount,
                    thumbnailUrl,
                    tags,
                    chapters,
                    extractor,
                    extra,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null);
        }

        /** The same with another title, description and chapters. */
        public Metadata with(@Nullable String newTitle, @Nullable String newDescription, List<Chapter> newChapters) {
            return with(newTitle, newDescription, tags, newChapters, thumbnail);
        }

        /** The same with other tags. */
        public Metadata withTags(List<String> newTags) {
            return with(title, description, newTags, chapters, thumbnail);
        }

        /** The same with a stored picture. */
        public Metadata withThumbnail(String file) {
            return with(title, description, tags, chapters, file);
        }

        private Metadata with(
                @Nullable String newTitle,
                @Nullable String newDescription,
                List<String> newTags,
                List<Chapter> newChapters,
                @Nullable String newThumbnail) {
            return new Metadata(
                    newTitle,
                    newDescription,
                    channel,
                    channelId,
                    published,
                    language,
                    viewCount,
                    likeCount,
                    thumbnailUrl,
                    newTags,
                    newChapters,
                    extractor,
                    extra,
                    uploader,
                    uploaderId,
                    uploaderUrl,
                    channelUrl,
                    channelFollowerCount,
                    publishedAt,
                    releasedAt,
                    commentCount,
                    categories,
                    ageLimit,
                    liveStatus,
                    availability,
                    license,
                    webpageUrl,
                    heatmap,
                    newThumbnail);
        }
    }

    /** How often a stretch is replayed: 0 to 1, 1 for the most of this video. Times are seconds. */
    public record Heat(double start, double end, double value) {}
}
