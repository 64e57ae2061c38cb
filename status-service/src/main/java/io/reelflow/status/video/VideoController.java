package io.reelflow.status.video;

import io.reelflow.schemas.Json;
import io.reelflow.schemas.result.Clip;
import io.reelflow.schemas.result.Edits;
import io.reelflow.schemas.result.Manifest;
import io.reelflow.schemas.result.SlideDeck;
import io.reelflow.status.ApiProblem;
import io.reelflow.status.Blocking;
import io.reelflow.status.WebAddress;
import io.reelflow.status.access.Caller;
import io.reelflow.status.edit.Clips;
import io.reelflow.status.edit.VideoEdits;
import io.reelflow.status.storage.FileAnswer;
import io.reelflow.status.storage.ObjectStore;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Files of a video, under addresses that do not change when a newer job makes newer ones. */
@RestController
@RequestMapping({"/api/v1/videos/{id}", "/api/videos/{id}"})
final class VideoController {
    private static final Set<String> DECKS = Set.of("json", "pdf");
    private static final Set<String> TRUTHS = Set.of("true", "false");
    private static final Set<String> TRANSCRIPTS = Set.of("json", "txt", "vtt", "srt");
    private static final Map<String, Function<Clip.Files, String>> CLIP_FILES = Map.of(
            "mp4", Clip.Files::video,
            "webm", Clip.Files::video,
            "jpg", Clip.Files::thumbnail,
            "vtt", Clip.Files::vtt,
            "srt", Clip.Files::srt);

    private final Videos videos;
    private final ObjectStore store;
    private final FileAnswer answer;
    private final VideoDocuments documents;
    private final VideoEdits edits;
    private final CorrectedTranscripts corrected;

    VideoController(
            Videos videos,
            ObjectStore store,
            FileAnswer answer,
            VideoDocuments documents,
            VideoEdits edits,
            CorrectedTranscripts corrected) {
        this.corrected = corrected;
        this.edits = edits;
        this.videos = videos;
        this.store = store;
        this.answer = answer;
        this.documents = documents;
    }

    @GetMapping
    Mono<ResponseEntity<byte[]>> video(
            @PathVariable("id") String id,
            @RequestParam(name = "include_comments", defaultValue = "false") String comments,
            ServerWebExchange exchange) {
        if (!TRUTHS.contains(comments)) {
            throw ApiProblem.invalidField(
                    "include_comments", "INVALID_REQUEST", "include_comments '" + comments + "' must be true or false");
        }
        return documents
                .of(id, comments.equals("true"), reader(exchange), WebAddress.base(exchange))
                .map(video -> {
                    byte[] body = Json.bytes(video);
                    return ResponseEntity.ok()
                            .eTag(VideoTag.of(video.revision(), body))
                            .contentType(MediaType.APPLICATION_JSON)
                            .body(body);
                });
    }

    /** @param versions the newest first */
    record VersionList(String videoId, List<Versions.Version> versions) {}

    /** Results by job, and which are current. */
    @GetMapping("/versions")
    Mono<VersionList> versions(@PathVariable("id") String id, ServerWebExchange exchange) {
        return documents.versions(id, reader(exchange)).map(versions -> new VersionList(id, versions));
    }

    @GetMapping("/transcript.{format}")
    Mono<Void> transcript(
            @PathVariable("id") String id,
            @PathVariable("format") String format,
            @RequestParam(name = "job_id", required = false) @Nullable String jobId,
            ServerWebExchange exchange) {
        if (!TRANSCRIPTS.contains(format)) {
            throw ApiProblem.notFound("A transcript comes as json, txt, vtt or srt");
        }
        return videos.result(id, jobId, reader(exchange), manifest -> manifest.transcript() != null)
                .zipWith(edits(id, jobId))
                .flatMap(found -> {
                    String key = Objects.requireNonNull(found.getT1().transcript());
                    String name = "transcript." + format;
                    ContentDisposition saved = named(found.getT1(), found.getT2(), " - " + name);
                    return corrected
                            .of(key, found.getT2())
                            .singleOptional()
                            .flatMap(text -> text.isPresent()
                                    ? answer.sendMade(exchange, name, TranscriptText.of(text.get(), format), saved)
                                    : answer.send(exchange, beside(key, name), saved));
                });
    }

    @GetMapping("/slides/{index}.png")
    Mono<Void> slide(
            @PathVariable("id") String id,
            @PathVariable("index") int index,
            @RequestParam(name = "job_id", required = false) @Nullable String jobId,
            ServerWebExchange exchange) {
        return videos.result(id, jobId, reader(exchange), manifest -> manifest.slides() != null)
                .flatMap(manifest -> store.document(Objects.requireNonNull(manifest.slides()), SlideDeck.class))
                .flatMap(deck -> Mono.justOrEmpty(deck.slides().stream()
                        .filter(slide -> slide.index() == index)
                        .findFirst()))
                .switchIfEmpty(Mono.error(() -> ApiProblem.notFound("Video " + id + " has no slide " + index)))
                .flatMap(slide -> answer.send(exchange, slide.image(), null));
    }

    /** The deck as a document: images are object keys in the JSON, pages in the PDF. */
    @GetMapping("/slides.{format}")
    Mono<Void> slides(
            @PathVariable("id") String id,
            @PathVariable("format") String format,
            @RequestParam(name = "job_id", required = false) @Nullable String jobId,
            ServerWebExchange exchange) {
        if (!DECKS.contains(format)) {
            throw ApiProblem.notFound("Slides come as json or pdf");
        }
        return videos.result(id, jobId, reader(exchange), manifest -> manifest.slides() != null)
                .zipWith(edits(id, jobId))
                .flatMap(found -> answer.send(
                        exchange,
                        beside(Objects.requireNonNull(found.getT1().slides()), "slides." + format),
                        named(found.getT1(), found.getT2(), " - slides." + format)));
    }

    @GetMapping("/clips/{clip}.{format}")
    Mono<Void> clip(
            @PathVariable("id") String id,
            @PathVariable("clip") String clipId,
            @PathVariable("format") String format,
            ServerWebExchange exchange) {
        Function<Clip.Files, String> file = CLIP_FILES.get(format);
        if (file == null) {
            throw ApiProblem.notFound("A clip comes as mp4, webm, jpg, vtt or srt");
        }
        return videos.result(id, null, reader(exchange), manifest -> clip(manifest, clipId) != null)
                .zipWith(edits(id, null).map(all -> Clips.edit(all, clipId)))
                .filter(found -> !found.getT2().removed())
                .switchIfEmpty(Mono.error(() -> ApiProblem.notFound("Clip " + clipId + " has been removed")))
                .flatMap(found -> {
                    Clip clip = Objects.requireNonNull(clip(found.getT1(), clipId));
                    String title = found.getT2().title() == null
                            ? clip.title()
                            : found.getT2().title();
                    String key = file.apply(clip.files());
                    return key.endsWith("." + format)
                            ? answer.send(exchange, key, FileNames.shown(FileNames.of(title, clipId) + "." + format))
                            : Mono.error(ApiProblem.notFound("This clip is not a " + format + " file"));
                });
    }

    private static @Nullable Clip clip(Manifest manifest, String clipId) {
        return manifest.clips().stream()
                .filter(clip -> clip.clipId().equals(clipId))
                .findFirst()
                .orElse(null);
    }

    /** What people have changed; nothing of what one job has made. */
    private Mono<Edits> edits(String id, @Nullable String jobId) {
        return jobId == null ? Blocking.call(() -> edits.of(id)) : Mono.just(Edits.NONE);
    }

    private static ContentDisposition named(Manifest manifest, Edits edits, String ending) {
        return FileNames.shown(FileNames.of(manifest, edits) + ending);
    }

    private static String beside(String key, String name) {
        return key.substring(0, key.lastIndexOf('/') + 1) + name;
    }

    private static Caller reader(ServerWebExchange exchange) {
        Caller caller = Caller.of(exchange);
        caller.mustRead();
        return caller;
    }
}
