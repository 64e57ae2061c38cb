package io.reelflow.status.video;

import io.reelflow.schemas.result.Clip;
import io.reelflow.schemas.result.Edits;
import io.reelflow.schemas.result.Manifest;
import io.reelflow.schemas.result.SlideDeck;
import io.reelflow.schemas.result.Transcript;
import io.reelflow.status.ApiProblem;
import io.reelflow.status.Blocking;
import io.reelflow.status.access.Caller;
import io.reelflow.status.edit.Clips;
import io.reelflow.status.edit.VideoEdits;
import io.reelflow.status.storage.ObjectStore;
import io.reelflow.status.video.VideoPackage.Item;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Gathers the newest results of a video, as they are shown: clips under their titles and transcripts as people have changed them. */
@Component
final class VideoPackages {
    /** Results that may each add what a newer one did not make. */
    private static final int NEWEST = 5;

    private static final int LOOKS_AT_ONCE = 8;
    private static final List<String> TRANSCRIPTS = List.of("txt", "srt", "vtt", "json");

    private final Videos videos;
    private final ObjectStore store;
    private final VideoEdits edits;
    private final CorrectedTranscripts corrected;

    VideoPackages(Videos videos, ObjectStore store, VideoEdits edits, CorrectedTranscripts corrected) {
        this.corrected = corrected;
        this.videos = videos;
        this.store = store;
        this.edits = edits;
    }

    /** @param required whether there is no package without it */
    private record Wanted(Item item, boolean required) {}

    /** Fails with 404 where there is nothing to pack, 409 where a file of a result is gone. */
    Mono<VideoPackage> of(String videoId, Caller caller) {
        return videos.results(videoId, null, caller)
                .take(NEWEST)
                .collectList()
                .flatMap(results -> Blocking.call(() -> edits.of(videoId))
                        .flatMap(changed -> Mono.zip(deck(results), transcript(results, changed))
                                .flatMap(known -> found(wanted(
                                        results,
                                        known.getT1().orElse(null),
                                        known.getT2().orElse(null),
                                        changed)))
                                .map(items -> packed(videoId, results, changed, items))));
    }

    private static VideoPackage packed(String videoId, List<Manifest> results, Edits edits, List<Item> items) {
        if (items.isEmpty()) {
            throw ApiProblem.notFound("Video " + videoId + " has no results to pack");
        }
        String title = first(results, result -> result.title() != null)
                .map(Manifest::title)
                .orElse(null);
        return new VideoPackage(
                videoId,
                FileNames.of(edits.title() == null ? title : edits.title(), videoId),
                results.stream()
                        .map(Manifest::createdAt)
                        .max(Comparator.naturalOrder())
                        .orElse(Instant.EPOCH),
                results.stream().map(Manifest::jobId).toList(),
                items);
    }

    private Mono<Optional<SlideDeck>> deck(List<Manifest> results) {
        return Mono.justOrEmpty(
                        first(results, result -> result.slides() != null).map(Manifest::slides))
                .flatMap(key -> store.document(key, SlideDeck.class))
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty());
    }

    /** As people have corrected it; empty where that is what is stored. */
    private Mono<Optional<Transcript>> transcript(List<Manifest> results, Edits changed) {
        return Mono.justOrEmpty(
                        first(results, result -> result.transcript() != null).map(Manifest::transcript))
                .flatMap(key -> corrected.of(key, changed))
                .singleOptional();
    }

    /** With their sizes; those that need not be there are left out where they are not. */
    private Mono<List<Item>> found(List<Wanted> wanted) {
        return Flux.fromIterable(wanted)
                .flatMapSequential(each -> sized(each), LOOKS_AT_ONCE)
                .collectList();
    }

    private Mono<Item> sized(Wanted wanted) {
        Item item = wanted.item();
        if (item.key() == null) {
            return Mono.just(item);
        }
        return store.stat(item.key())
                .map(stat ->
                        Item.object(item.name(), item.kind(), item.title(), stat.key(), stat.bytes(), item.sha256()))
                .switchIfEmpty(wanted.required() ? Mono.error(() -> gone(item)) : Mono.empty());
    }

    private static ApiProblem gone(Item item) {
        return ApiProblem.conflict(
                "PACKAGE_INCOMPLETE",
                item.name() + " is gone from the storage; process the video again to have it made anew");
    }

    private static List<Wanted> wanted(
            List<Manifest> results, @Nullable SlideDeck deck, @Nullable Transcript corrected, Edits edits) {
        var all = new ArrayList<Wanted>();
        first(results, result -> !result.clips().isEmpty()).ifPresent(result -> clips(all, result, edits));
        first(results, result -> result.slides() != null).ifPresent(result -> slides(all, result, deck));
        first(results, result -> result.transcript() != null).ifPresent(result -> transcripts(all, result, corrected));
        first(results, result -> result.analysis() != null)
                .ifPresent(result ->
                        beside(all, result, Objects.requireNonNull(result.analysis()), "analysis.json", "analysis"));
        return all;
    }

    private static void clips(List<Wanted> all, Manifest result, Edits edits) {
        var lines = new ArrayList<Publication.Line>();
        for (Clip clip : result.clips()) {
            Edits.ClipEdit edit = Clips.edit(edits, clip.clipId());
            if (edit.removed()) {
                continue;
            }
            String edited = edit.title();
            String name = "clips/%02d %s"
                    .formatted(lines.size() + 1, FileNames.of(edited == null ? clip.title() : edited, clip.clipId()));
            Clip.Files files = clip.files();
            var line = Publication.Line.of(clip, edited, name, FileNames.extension(files.video()));
            lines.add(line);
            all.add(new Wanted(object(result, line.file(), "clip", line.title(), files.video()), true));
            all.add(new Wanted(object(result, line.thumbnail(), "thumbnail", line.title(), files.thumbnail()), true));
            all.add(new Wanted(object(result, name + ".vtt", "captions", line.title(), files.vtt()), true));
            all.add(new Wanted(object(result, line.captions(), "captions", line.title(), files.srt()), true));
        }
        all.add(new Wanted(Item.text("publish.csv", "publish", Publication.csv(lines)), true));
        all.add(new Wanted(Item.text("publish.json", "publish", Publication.json(lines)), true));
    }

    /** A picture that is shown twice is packed once. */
    private static void slides(List<Wanted> all, Manifest result, @Nullable SlideDeck deck) {
        var seen = new ArrayList<String>();
        for (SlideDeck.Slide slide : deck == null ? List.<SlideDeck.Slide>of() : deck.slides()) {
            if (!seen.contains(slide.image())) {
                seen.add(slide.image());
                String name = "slides/%03d.png".formatted(slide.index());
                all.add(new Wanted(object(result, name, "slide", slide.title(), slide.image()), true));
            }
        }
        beside(all, result, Objects.requireNonNull(result.slides()), "slides.pdf", "slides");
    }

    private static void transcripts(List<Wanted> all, Manifest result, @Nullable Transcript corrected) {
        String key = Objects.requireNonNull(result.transcript());
        for (String format : TRANSCRIPTS) {
            String name = "transcript." + format;
            if (corrected == null) {
                beside(all, result, key, name, "transcript");
            } else {
                String text = new String(TranscriptText.of(corrected, format), StandardCharsets.UTF_8);
                all.add(new Wanted(Item.text(name, "transcript", text), true));
            }
        }
    }

    private static void beside(List<Wanted> all, Manifest result, String key, String name, String kind) {
        String neighbour = key.substring(0, key.lastIndexOf('/') + 1) + name;
        all.add(new Wanted(object(result, name, kind, null, neighbour), neighbour.equals(key)));
    }

    private static Item object(Manifest result, String name, String kind, @Nullable String title, String key) {
        String sha256 = result.files().stream()
                .filter(file -> file.key().equals(key))
                .map(Manifest.ObjectFile::sha256)
                .findFirst()
                .orElse(null);
        return Item.object(name, kind, title, key, 0, sha256);
    }

    private static Optional<Manifest> first(List<Manifest> newestFirst, Predicate<Manifest> has) {
        return newestFirst.stream().filter(has).findFirst();
    }
}
