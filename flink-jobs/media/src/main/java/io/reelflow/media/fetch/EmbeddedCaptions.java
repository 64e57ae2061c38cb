package io.reelflow.media.fetch;

import io.reelflow.media.MediaException;
import io.reelflow.media.captions.CaptionFile;
import io.reelflow.media.captions.CaptionLanguage;
import io.reelflow.media.captions.CaptionTrack;
import io.reelflow.media.tools.Child;
import io.reelflow.media.tools.Demuxers;
import io.reelflow.media.tools.Tools;
import io.reelflow.schemas.result.Source;
import io.reelflow.schemas.result.Source.Captions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The text subtitles inside a media file: the publisher's captions as well, written as {@code captions.LANGUAGE.trackN.vtt}.
 * What can not be had is a warning: speech can still be recognised.
 */
final class EmbeddedCaptions {
    /** The whole file has to be read, about as fast as the disk. */
    private static final Duration LONGEST = Duration.ofMinutes(30);

    /**
     * Share of the video's time that subtitles of all that is said are shown, at least. What covers less are signs and
     * foreign words in a track that does not say so; a transcript of them would look whole, and be wrong.
     */
    private static final double LEAST_SHARE = 0.05;

    private EmbeddedCaptions() {}

    /** Those of the file's that are wanted, beside the ones that its site has given. */
    static List<SubtitleTrack> picks(Path file, Source source, String asked) throws MediaException {
        String told = CaptionLanguage.base(source.metadata().language());
        String own =
                told != null || source.sound() == null ? told : source.sound().language();
        return SubtitleTrack.picks(SubtitleTrack.of(file), asked, own).stream()
                .filter(track -> !written(source, track.language()))
                .toList();
    }

    private static boolean written(Source source, String language) {
        List<Captions> known = Objects.requireNonNullElse(source.captions(), List.of());
        return known.stream()
                .anyMatch(captions -> captions.kind().equals(Captions.MANUAL)
                        && captions.language().equals(language));
    }

    /** The source with them. */
    static Source extract(Tools tools, Path file, Source source, List<SubtitleTrack> picks)
            throws IOException, InterruptedException {
        List<String> command = tools.ffmpeg("-loglevel", "error");
        command.addAll(Demuxers.inputOptions());
        // Times stay the container's own, as all others are.
        command.addAll(List.of("-copyts", "-i", "file:" + file.toAbsolutePath()));
        for (SubtitleTrack track : picks) {
            command.addAll(List.of("-map", "0:" + track.stream(), "-c:s", "webvtt", "-f", "webvtt"));
            command.add("file:" + file.resolveSibling(name(track)).toAbsolutePath());
        }
        Child.Exit exit = Child.of(command).within(LONGEST).run();
        List<Captions> files = new ArrayList<>(Objects.requireNonNullElse(source.captions(), List.<Captions>of()));
        List<String> warnings = new ArrayList<>();
        for (SubtitleTrack track : picks) {
            Path written = file.resolveSibling(name(track));
            String refusal = exit.ok() ? refusal(written, source.duration(), warnings) : "they can not be extracted";
            if (refusal == null) {
                files.add(new Captions(track.language(), Captions.MANUAL, name(track)));
            } else {
                Files.deleteIfExists(written); // all that is left in the folder is stored
                warnings.add("the captions in the file in " + track.language() + " are not used: " + refusal);
            }
        }
        return source.withCaptions(List.copyOf(files), warnings);
    }

    private static @Nullable String refusal(Path file, double duration, List<String> warnings) throws IOException {
        try {
            CaptionTrack track = CaptionFile.read(file);
            warnings.addAll(track.warnings());
            double shown = track.segments().stream()
                    .mapToDouble(segment -> segment.end() - segment.start())
                    .sum();
            return shown >= LEAST_SHARE * duration
                    ? null
                    : String.format(Locale.ROOT, "they cover %.1f s of %.0f s", shown, duration);
        } catch (MediaException e) {
            return e.getMessage();
        }
    }

    private static String name(SubtitleTrack track) {
        return "captions." + track.language() + ".track" + track.stream() + ".vtt";
    }
}
