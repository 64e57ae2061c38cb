package io.reelflow.schemas.result;

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
