package io.reelflow.media.captions;

import io.reelflow.media.MediaException;
import io.reelflow.schemas.job.ErrorCode;
import io.reelflow.schemas.result.Segment;
import io.reelflow.schemas.result.Source;
import io.reelflow.schemas.result.Source.Captions;
import io.reelflow.schemas.result.Transcript;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A source's captions as its transcript. */
public final class CaptionTranscript {
    private static final String AUTO = "auto";

    private CaptionTranscript() {}

    /**
     * Which of a source's captions say what is spoken: those in the language that was asked for or else in the video's
     * own, written by people before automatic ones. Null where there are none.
     *
     * @param language ISO 639-1, or {@code auto}
     */
    public static @Nullable Captions choose(Source source, String language) {
        List<Captions> all = source.captions() == null ? List.of() : source.captions();
        String wanted = language.equals(AUTO) ? own(source) : language;
        return all.stream()
                .filter(captions -> fits(captions, wanted, language.equals(AUTO)))
                .min(Comparator.comparing(
                                (Captions captions) -> !captions.kind().equals(Captions.MANUAL))
                        .thenComparing(captions -> !captions.language().equalsIgnoreCase(wanted)))
                .orElse(null);
    }

    private static @Nullable String own(Source source) {
        String told = CaptionLanguage.base(source.metadata().language());
        return told != null || source.sound() == null ? told : source.sound().language();
    }

    private static boolean fits(Captions captions, @Nullable String wanted, boolean any) {
        String base = CaptionLanguage.base(captions.language());
        return wanted == null || (base == null ? any : base.equals(wanted));
    }

    /**
     * Reads them.
     *
     * @param file the captions' file
     * @throws MediaException {@code MEDIA_UNREADABLE}
     */
    public static Transcript read(Source source, Captions captions, Path file) throws MediaException, IOException {
        List<Segment> segments = CaptionFile.read(file).segments().stream()
                .filter(segment -> source.duration() <= 0 || segment.start() < source.start() + source.duration())
                .toList();
        if (segments.isEmpty()) {
            throw new MediaException(ErrorCode.MEDIA_UNREADABLE, "the captions begin after the video's end");
        }
        boolean manual = captions.kind().equals(Captions.MANUAL);
        String language = CaptionLanguage.base(captions.language());
        return new Transcript(
                language == null ? CaptionLanguage.base(source.metadata().language()) : language,
                null,
                manual ? "captions" : "automatic_captions",
                null,
                source.duration() > 0 ? source.duration() : lastEnd(segments),
                segments);
    }

    private static double lastEnd(List<Segment> segments) {
        return Objects.requireNonNull(segments.get(segments.size() - 1)).end();
    }
}
