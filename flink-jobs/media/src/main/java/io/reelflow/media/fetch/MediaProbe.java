package io.reelflow.media.fetch;

import static org.bytedeco.ffmpeg.global.avformat.AVFMT_DURATION_FROM_BITRATE;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.AV_TIME_BASE;

import io.reelflow.media.MediaException;
import io.reelflow.schemas.job.ErrorCode;
import io.reelflow.schemas.result.Chapter;
import io.reelflow.schemas.result.Source;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.bytedeco.ffmpeg.avformat.AVChapter;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.jspecify.annotations.Nullable;

/**
 * What a media file is, as far as it can be told without decoding it.
 *
 * @param container as the demuxer names it
 * @param duration seconds, measured where the header does not say or promises what is not there
 * @param start seconds at which the first stream starts
 * @param sounds all of them, the one that is preferred first
 * @param title the container's, if it has one
 * @param warnings what is wrong with a file that can still be read
 */
record MediaProbe(
        String container,
        double duration,
        double start,
        Source.@Nullable Picture picture,
        List<Source.Sound> sounds,
        @Nullable String title,
        @Nullable String description,
        List<Chapter> chapters,
        List<String> warnings) {
    /** What a header may be off, in seconds and as a share, before it is called wrong. */
    private static final double TOLERANCE = 1.0;

    private static final double TOLERATED_SHARE = 0.02;

    private static final String MP3 = "mp3";

    /** @throws MediaException {@code MEDIA_UNREADABLE}, or {@code MEDIA_EMPTY} where there is neither picture nor sound */
    static MediaProbe of(Path file) throws MediaException, InterruptedException {
        try (OpenMedia media = OpenMedia.open(file)) {
            AVFormatContext context = media.context();
            Streams streams = new Streams(context);
            Source.Picture picture = streams.picture();
            List<Source.Sound> sounds = streams.sounds();
            if (picture == null && sounds.isEmpty()) {
                throw new MediaException(ErrorCode.MEDIA_EMPTY, "the source holds neither picture nor sound");
            }
            double declared = declared(context);
            List<Chapter> chapters = chapters(context);
            Extent extent = Extent.measure(media, inUse(picture, sounds));
            if (extent.packets() == 0) {
                throw new MediaException(
                        ErrorCode.MEDIA_UNREADABLE,
                        "the source's header promises streams, but nothing of them is there");
            }
            List<String> warnings = warnings(declared, extent);
            boolean wrong = declared == 0 || endsEarly(declared, extent);
            String container = context.iformat().name().getString();
            return new MediaProbe(
                    container,
                    wrong ? extent.length() : declared,
                    start(context, container),
                    picture,
                    sounds,
                    OpenMedia.tag(context.metadata(), "title"),
                    OpenMedia.tag(context.metadata(), "description"),
                    chapters,
                    warnings);
        }
    }

    /**
     * MP3 has no clock: what the demuxer says is how much the encoder put before the first sample (25–70 ms). Decoders
     * pass over it, so that a player's zero is that sample.
     */
    private static double start(AVFormatContext context, String container) {
        boolean clock = !container.equals(MP3) && context.start_time() != AV_NOPTS_VALUE;
        return clock ? seconds(context.start_time()) : 0;
    }

    /** Seconds; 0 where the header does not say. */
    private static double declared(AVFormatContext context) {
        boolean guessed = context.duration_estimation_method() == AVFMT_DURATION_FROM_BITRATE;
        return guessed || context.duration() == AV_NOPTS_VALUE ? 0 : Math.max(0, seconds(context.duration()));
    }

    private static List<String> warnings(double declared, Extent extent) {
        List<String> warnings = new ArrayList<>();
        if (endsEarly(declared, extent)) {
            warnings.add(String.format(
                    Locale.ROOT, "the file ends after %.1f s, its header promises %.1f s", extent.length(), declared));
        }
        if (extent.corrupt() > 0) {
            warnings.add(extent.corrupt() + " of " + extent.packets() + " packets are damaged");
        }
        return warnings;
    }

    private static boolean endsEarly(double declared, Extent extent) {
        return extent.length() > 0 && declared - extent.length() > Math.max(TOLERANCE, declared * TOLERATED_SHARE);
    }

    /** The sound that is heard where no language is asked for; null where there is none. */
    Source.@Nullable Sound sound() {
        return sounds.isEmpty() ? null : sounds.get(0);
    }

    private static List<Integer> inUse(Source.@Nullable Picture picture, List<Source.Sound> sounds) {
        List<Integer> inUse = new ArrayList<>();
        if (picture != null) {
            inUse.add(picture.stream());
        }
        sounds.forEach(sound -> inUse.add(sound.stream()));
        return inUse;
    }

    private static List<Chapter> chapters(AVFormatContext context) {
        List<Chapter> chapters = new ArrayList<>();
        for (int i = 0; i < context.nb_chapters(); i++) {
            AVChapter chapter = context.chapters(i);
            double second =
                    chapter.time_base().num() / (double) chapter.time_base().den();
            String title = OpenMedia.tag(chapter.metadata(), "title");
            chapters.add(new Chapter(
                    chapter.start() * second,
                    chapter.end() * second,
                    Objects.requireNonNullElse(title, "Chapter " + (i + 1))));
        }
        return chapters;
    }

    private static double seconds(long units) {
        return units / (double) AV_TIME_BASE;
    }
}
