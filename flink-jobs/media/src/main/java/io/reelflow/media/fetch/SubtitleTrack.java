package io.reelflow.media.fetch;

import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avformat.AV_DISPOSITION_COMMENT;
import static org.bytedeco.ffmpeg.global.avformat.AV_DISPOSITION_FORCED;
import static org.bytedeco.ffmpeg.global.avformat.AV_DISPOSITION_HEARING_IMPAIRED;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_SUBTITLE;

import io.reelflow.media.MediaException;
import io.reelflow.media.captions.CaptionLanguage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.jspecify.annotations.Nullable;

/**
 * A subtitle stream of a media file.
 *
 * @param codec as FFmpeg names it
 * @param language ISO 639-1, {@link CaptionLanguage#UNKNOWN} where the file does not say
 * @param partial only what is foreign in the film, or somebody's remarks on it
 * @param forDeaf sounds are described too
 */
record SubtitleTrack(int stream, String codec, String language, boolean partial, boolean forDeaf) {
    /** The others are pictures of text. */
    private static final Set<String> TEXT = Set.of("subrip", "ass", "ssa", "mov_text", "webvtt", "text");

    /** Many files say it in the title only. */
    private static final Pattern PARTIAL =
            Pattern.compile("\\b(?:forced|signs|songs|commentary)\\b", Pattern.CASE_INSENSITIVE);

    private static final Pattern FOR_DEAF =
            Pattern.compile("\\b(?:sdh|cc|hearing.impaired)\\b", Pattern.CASE_INSENSITIVE);

    static List<SubtitleTrack> of(Path file) throws MediaException {
        try (OpenMedia media = OpenMedia.open(file)) {
            AVFormatContext context = media.context();
            List<SubtitleTrack> tracks = new ArrayList<>();
            for (int i = 0; i < context.nb_streams(); i++) {
                AVStream stream = context.streams(i);
                if (stream.codecpar().codec_type() == AVMEDIA_TYPE_SUBTITLE) {
                    tracks.add(of(stream));
                }
            }
            return tracks;
        }
    }

    private static SubtitleTrack of(AVStream stream) {
        String title = Objects.requireNonNullElse(OpenMedia.tag(stream.metadata(), "title"), "");
        String language = Streams.language(OpenMedia.tag(stream.metadata(), "language"));
        int flags = stream.disposition();
        return new SubtitleTrack(
                stream.index(),
                avcodec_get_name(stream.codecpar().codec_id()).getString(),
                Objects.requireNonNullElse(language, CaptionLanguage.UNKNOWN),
                (flags & (AV_DISPOSITION_FORCED | AV_DISPOSITION_COMMENT)) != 0
                        || PARTIAL.matcher(title).find(),
                (flags & AV_DISPOSITION_HEARING_IMPAIRED) != 0
                        || FOR_DEAF.matcher(title).find());
    }

    /**
     * Those that say all that is spoken, one for the asked language and one for the video's own. Where nobody knows the
     * own one, only a single language can be meant.
     *
     * @param asked ISO 639-1, or {@code auto}
     * @param own ISO 639-1
     */
    static List<SubtitleTrack> picks(List<SubtitleTrack> tracks, String asked, @Nullable String own) {
        List<SubtitleTrack> whole = tracks.stream()
                .filter(track -> TEXT.contains(track.codec) && !track.partial)
                .toList();
        Set<String> there =
                new LinkedHashSet<>(whole.stream().map(SubtitleTrack::language).toList());
        Set<String> wanted = new LinkedHashSet<>();
        if (!asked.equals("auto")) {
            wanted.add(asked);
        }
        if (own != null) {
            wanted.add(own);
        } else if (there.size() == 1) {
            wanted.addAll(there);
        }
        return wanted.stream()
                .flatMap(language -> best(whole, language).stream())
                .toList();
    }

    private static Optional<SubtitleTrack> best(List<SubtitleTrack> tracks, String language) {
        return tracks.stream()
                .filter(track -> track.language.equals(language))
                .min(Comparator.comparing(SubtitleTrack::forDeaf));
    }
}
