package io.reelflow.status.video;

import io.reelflow.status.ApiProblem;
import io.reelflow.status.access.Caller;
import io.reelflow.status.storage.FileAnswer;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** A video to keep: as MP4 whatever it came as, its sound as MP3. */
@RestController
@RequestMapping({"/api/v1/videos/{id}/download", "/api/videos/{id}/download"})
final class VideoDownloadController {
    private static final long RETRY_AFTER_SECONDS = 5;

    private final MediaDownloads downloads;
    private final FileAnswer answer;

    VideoDownloadController(MediaDownloads downloads, FileAnswer answer) {
        this.downloads = downloads;
        this.answer = answer;
    }

    @GetMapping("/{kind}")
    Mono<Void> download(
            @PathVariable("id") String id,
            @PathVariable("kind") String kind,
            @RequestParam(name = "original", defaultValue = "false") boolean original,
            @RequestParam(name = "job_id", required = false) @Nullable String jobId,
            ServerWebExchange exchange) {
        Caller caller = Caller.of(exchange);
        caller.mustRead();
        if (!kind.equals(MediaDownloads.VIDEO) && !kind.equals(MediaDownloads.AUDIO)) {
            throw ApiProblem.notFound("A download is of video or audio");
        }
        boolean asItCame = original && kind.equals(MediaDownloads.VIDEO);
        return downloads
                .stored(id, jobId, kind, asItCame, caller)
                .flatMap(stored -> asItCame
                        ? answer.send(
                                exchange,
                                stored.key(),
                                FileNames.saved(stored.name() + FileNames.extension(stored.key())))
                        : downloads
                                .ready(stored, kind, caller)
                                .flatMap(key -> answer.send(
                                        exchange,
                                        key,
                                        FileNames.saved(stored.name() + "." + MediaDownloads.format(kind)))));
    }

    /** Not yet: where to look, and when to come again. */
    @ExceptionHandler(Conversions.Pending.class)
    ResponseEntity<Map<String, String>> pending(Conversions.Pending pending) {
        return ResponseEntity.status(HttpStatus.ACCEPTED)
                .location(URI.create("/api/v1/jobs/" + pending.jobId()))
                .header("Retry-After", Long.toString(RETRY_AFTER_SECONDS))
                .header("Cache-Control", "no-store")
                .body(Map.of(
                        "job_id",
                        pending.jobId(),
                        "status",
                        "processing",
                        "message",
                        "The file is being made; come again"));
    }
}
