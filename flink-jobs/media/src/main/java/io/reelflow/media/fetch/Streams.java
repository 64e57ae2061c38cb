package io.reelflow.media.fetch;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_DISPLAYMATRIX;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_side_data_get;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avformat.AV_DISPOSITION_ATTACHED_PIC;
import static org.bytedeco.ffmpeg.global.avformat.AV_DISPOSITION_CLEAN_EFFECTS;
import static org.bytedeco.ffmpeg.global.avformat.AV_DISPOSITION_COMMENT;
import static org.bytedeco.ffmpeg.global.avformat.AV_DISPOSITION_DEFAULT;
import static org.bytedeco.ffmpeg.global.avformat.AV_DISPOSITION_DESCRIPTIONS;
import static org.bytedeco.ffmpeg.global.avformat.AV_DISPOSITION_KARAOKE;
import static org.bytedeco.ffmpeg.global.avformat.AV_DISPOSITION_STILL_IMAGE;
import static org.bytedeco.ffmpeg.global.avformat.AV_DISPOSITION_TIMED_THUMBNAILS;
import static org.bytedeco.ffmpeg.global.avformat.AV_DISPOSITION_VISUAL_IMPAIRED;
import static org.bytedeco.ffmpeg.global.avformat.av_guess_sample_aspect_ratio;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_AUDIO;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.av_display_rotation_get;

import io.reelflow.schemas.result.Source;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.javacpp.IntPointer;
import org.jspecify.annotations.Nullable;

/** Which streams of a file are its picture and its sound, and what they are like. */
final class Streams {
    private static final int NO_PICTURE =
            AV_DISPOSITION_ATTACHED_PIC | AV_DISPOSITION_TIMED_THUMBNAILS | AV_DISPOSITION_STILL_IMAGE;

    private static final int SECONDARY = AV_DISPOSITION_COMMENT
            | AV_DISPOSITION_VISUAL_IMPAIRED
            | AV_DISPOSITION_DESCRIPTIONS
            | AV_DISPOSITION_KARAOKE
            | AV_DISPOSITION_CLEAN_EFFECTS;

    /** ISO 639-2's other form, which Java does not know. */
    private static final Map<String, String> BIBLIOGRAPHIC = Map.ofEntries(
            Map.entry("alb", "sq"),
            Map.entry("arm", "hy"),
            Map.entry("baq", "eu"),
            Map.entry("bur", "my"),
            Map.entry("chi", "zh"),
            Map.entry("cze", "cs"),
            Map.entry("dut", "nl"),
            Map.entry("fre", "fr"),
            Map.entry("geo", "ka"),
            Map.entry("ger", "de"),
            Map.entry("gre", "el"),
            Map.entry("ice", "is"),
            Map.entry("mac", "mk"),
            Map.entry("mao", "mi"),
            Map.entry("may", "ms"),
            Map.entry("per", "fa"),
            Map.entry("rum", "ro"),
            Map.entry("slo", "sk"),
            Map.entry("tib", "bo"),
            Map.entry("wel", "cy"));

    /** A pixel so nearly square is square: encoders round a ratio to what a header can hold. */
    private static final double SQUARE = 0.01;

    private final AVFormatContext context;

    Streams(AVFormatContext context) {
        this.context = context;
    }

    /** The default picture, else the largest; cover art is none. */
    Source.@Nullable Picture picture() {
        Comparator<AVStream> largest = Comparator.comparingLong(
                stream -> (long) stream.codecpar().width() * stream.codecpar().height());
        return all(AVMEDIA_TYPE_VIDEO, stream -> (stream.disposition() & NO_PICTURE) == 0)
                .filter(stream -> stream.codecpar().width() > 0)
                .max(Comparator.comparing(Streams::isDefault).thenComparing(largest))
                .map(this::picture)
                .orElse(null);
    }

    /** Sounds that were made to be heard alone before commentaries and descriptions, the default one first. */
    List<Source.Sound> sounds() {
        return all(AVMEDIA_TYPE_AUDIO, stream -> stream.codecpar().sample_rate() > 0)
                .sorted(Comparator.comparing(Streams::isSecondary).thenComparing(stream -> !isDefault(stream)))
                .map(this::sound)
                .toList();
    }

    private Stream<AVStream> all(int type, Predicate<AVStream> that) {
        return IntStream.range(0, context.nb_streams())
                .mapToObj(context::streams)
                .filter(stream -> stream.codecpar().codec_type() == type)
                .filter(that);
    }

    private static boolean isDefault(AVStream stream) {
        return (stream.disposition() & AV_DISPOSITION_DEFAULT) != 0;
    }

    private static boolean isSecondary(AVStream stream) {
        return (stream.disposition() & SECONDARY) != 0;
    }

    private Source.Picture picture(AVStream stream) {
        AVCodecParameters codec = stream.codecpar();
        int rotation = rotation(codec);
        double pixelAspect = ratio(av_guess_sample_aspect_ratio(context, stream, null), 1);
        boolean square = Math.abs(pixelAspect - 1) < SQUARE;
        int width = square ? codec.width() : (int) Math.round(codec.width() * pixelAspect);
        boolean sideways = rotation == 90 || rotation == 270;
        double rate = ratio(stream.avg_frame_rate(), ratio(stream.r_frame_rate(), 0));
        return new Source.Picture(
                stream.index(),
                avcodec_get_name(codec.codec_id()).getString(),
                sideways ? codec.height() : width,
                sideways ? width : codec.height(),
                rate,
                rotation);
    }

    private Source.Sound sound(AVStream stream) {
        AVCodecParameters codec = stream.codecpar();
        return new Source.Sound(
                stream.index(),
                avcodec_get_name(codec.codec_id()).getString(),
                codec.ch_layout().nb_channels(),
                codec.sample_rate(),
                language(OpenMedia.tag(stream.metadata(), "language")));
    }

    /** Degrees clockwise, a multiple of 90. The display matrix counts the other way round. */
    private static int rotation(AVCodecParameters codec) {
        AVPacketSideData data =
                av_packet_side_data_get(codec.coded_side_data(), codec.nb_coded_side_data(), AV_PKT_DATA_DISPLAYMATRIX);
        if (data == null || data.isNull()) {
            return 0;
        }
        double counterclockwise = av_display_rotation_get(new IntPointer(data.data()));
        return Double.isNaN(counterclockwise) ? 0 : Math.floorMod(Math.round(-counterclockwise / 90), 4) * 90;
    }

    private static double ratio(@Nullable AVRational ratio, double otherwise) {
        return ratio == null || ratio.num() <= 0 || ratio.den() <= 0 ? otherwise : ratio.num() / (double) ratio.den();
    }

    /** ISO 639-1 of what containers write: ISO 639-2 mostly, in either of its forms, or a tag with a country. */
    static @Nullable String language(@Nullable String tag) {
        if (tag == null) {
            return null;
        }
        String word = tag.toLowerCase(Locale.ROOT).split("[-_]", 2)[0];
        if (word.length() == 2) {
            return word;
        }
        String bibliographic = BIBLIOGRAPHIC.get(word);
        if (bibliographic != null) {
            return bibliographic;
        }
        for (String language : Locale.getISOLanguages()) {
            if (Locale.forLanguageTag(language).getISO3Language().equals(word)) {
                return language;
            }
        }
        return null;
    }
}
