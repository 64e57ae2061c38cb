package io.reelflow.status.video;

import io.reelflow.schemas.ObjectKeys;
import io.reelflow.schemas.result.Edits;
import io.reelflow.schemas.result.Manifest;
import io.reelflow.schemas.result.Source;
import io.reelflow.status.ApiProblem;
import io.reelflow.status.Blocking;
import io.reelflow.status.access.Caller;
import io.reelflow.status.edit.VideoEdits;
import io.reelflow.status.storage.ObjectStore;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Which object a download of a video is: the stored source where it is what is wanted, else what a conversion makes. */
@Component
final class MediaDownloads {
    static final String VIDEO = "video";
    static final String AUDIO = "audio";

    /** What {@link io.reelflow.status.video} need not have converted: it plays in every browser. */
    private static final Set<String> SOUNDS = Set.of("aac", "mp3");

    /** {@code ftyp} and the brand, after four bytes of length. */
    private static final int BRAND = 12;

    private final Videos videos;
    private final ObjectStore store;
    private final Conversions conversions;
    private final VideoEdits edits;

    MediaDownloads(Videos videos, ObjectStore store, Conversions conversions, VideoEdits edits) {
        this.edits = edits;
        this.videos = videos;
        this.store = store;
        this.conversions = conversions;
    }

    /** A stored source with media. */
    record Stored(Manifest manifest, Edits edits, String folder, Source source) {
        /** The object as it came. */
        String key() {
            return folder + Objects.requireNonNull(source.file());
        }

        String name() {
            return FileNames.of(manifest, edits);
        }
    }

    /** The source of the newest result that has what the download needs; 404 says what is missing. */
    Mono<Stored> stored(String videoId, @Nullable String jobId, String kind, boolean original, Caller caller) {
        Predicate<Source> has = original
                ? source -> true
                : source -> kind.equals(AUDIO) ? source.sound() != null : source.picture() != null;
        Mono<Edits> changed = jobId == null ? Blocking.call(() -> edits.of(videoId)) : Mono.just(Edits.NONE);
        return changed.flatMapMany(
                        all -> videos.results(videoId, jobId, caller).concatMap(manifest -> source(manifest, all), 1))
                .filter(stored -> stored.source().file() != null && has.test(stored.source()))
                .next()
                .switchIfEmpty(Mono.error(() -> ApiProblem.notFound("No " + kind + " of video " + videoId
                        + " is stored: its jobs kept no media with " + (kind.equals(AUDIO) ? "sound" : "a picture"))));
    }

    private Mono<Stored> source(Manifest manifest, Edits changed) {
        return Mono.justOrEmpty(manifest.source())
                .flatMap(key -> store.document(key, Source.class)
                        .map(source ->
                                new Stored(manifest, changed, key.substring(0, key.lastIndexOf('/') + 1), source)));
    }

    /** The object, once it is there; fails with {@link Conversions.Pending} where that takes longer. */
    Mono<String> ready(Stored stored, String kind, Caller caller) {
        return asItIs(stored, kind)
                .flatMap(fits -> fits ? Mono.just(stored.key()) : conversions.ready(conversion(stored, kind), caller));
    }

    /** Sees to it that {@link #ready} will have it soon. */
    Mono<Void> begin(String videoId, String kind, Caller caller) {
        return stored(videoId, null, kind, false, caller)
                .flatMap(stored -> asItIs(stored, kind)
                        .flatMap(fits -> fits ? Mono.empty() : conversions.begin(conversion(stored, kind), caller)));
    }

    private static Conversions.Wanted conversion(Stored stored, String kind) {
        String format = format(kind);
        String videoId = stored.manifest().videoId();
        return new Conversions.Wanted(
                videoId,
                stored.source().url(),
                stored.folder(),
                format,
                ObjectKeys.converted(videoId, stored.folder(), format));
    }

    /** What a download of that kind comes as, and its extension. */
    static String format(String kind) {
        return kind.equals(AUDIO) ? "mp3" : "mp4";
    }

    private Mono<Boolean> asItIs(Stored stored, String kind) {
        Source source = stored.source();
        Source.Sound sound = source.sound();
        Source.Picture picture = source.picture();
        if (kind.equals(AUDIO)) {
            return Mono.just(picture == null
                    && sound != null
                    && sound.codec().equals("mp3")
                    && stored.key().endsWith(".mp3"));
        }
        boolean plays = picture != null
                && picture.codec().equals("h264")
                && (sound == null || SOUNDS.contains(sound.codec()))
                && stored.key().endsWith(".mp4");
        return plays ? isMp4(stored.key()) : Mono.just(false);
    }

    /** QuickTime's files are read by the same reader; their first bytes tell them apart. */
    private Mono<Boolean> isMp4(String key) {
        return store.stat(key)
                .filter(stat -> stat.bytes() >= BRAND)
                .flatMap(stat -> DataBufferUtils.join(store.read(key, 0, BRAND)))
                .map(buffer -> {
                    String head = buffer.toString(StandardCharsets.ISO_8859_1);
                    DataBufferUtils.release(buffer);
                    return head.startsWith("ftyp", 4) && !head.endsWith("qt  ");
                })
                .defaultIfEmpty(false);
    }
}
