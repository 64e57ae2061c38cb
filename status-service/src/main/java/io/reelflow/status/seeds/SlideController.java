package io.reelflow.status.seeds;

import io.reelflow.schemas.Json;
import io.reelflow.schemas.job.JobState;
import io.reelflow.schemas.job.JobType;
import io.reelflow.status.ApiProblem;
import io.reelflow.status.WebAddress;
import io.reelflow.status.access.Caller;
import io.reelflow.status.job.JobReads;
import io.reelflow.status.job.Submissions;
import java.util.regex.Pattern;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

/** Slides of YouTube videos, by the video's id. */
@RestController
final class SlideController {
    private static final Pattern YOUTUBE_ID = Pattern.compile("[A-Za-z0-9_-]{11}");

    private final SlideStatus status;
    private final Submissions submissions;
    private final JobReads reads;

    SlideController(SlideStatus status, Submissions submissions, JobReads reads) {
        this.status = status;
        this.submissions = submissions;
        this.reads = reads;
    }

    @GetMapping("/jobs/{video_id}")
    Mono<ObjectNode> job(@PathVariable("video_id") String videoId, ServerWebExchange exchange) {
        Caller caller = Caller.of(exchange);
        caller.mustRead();
        return status.latest(videoId, caller).flatMap(state -> status.of(state, WebAddress.base(exchange)));
    }

    /** Asks for nothing where slides are there or on their way. */
    @PostMapping("/process/youtube/{video_id}")
    Mono<ResponseEntity<byte[]>> process(@PathVariable("video_id") String videoId, ServerWebExchange exchange) {
        Caller caller = Caller.of(exchange);
        caller.mustSubmit();
        if (!YOUTUBE_ID.matcher(videoId).matches()) {
            throw ApiProblem.invalidField(
                    "video_id", "INVALID", "video_id '" + videoId + "' is not the id of a YouTube video");
        }
        return status.find(videoId, caller)
                .filter(SlideController::isOfUse)
                .flatMap(state -> answer(state, exchange))
                .switchIfEmpty(Mono.defer(() -> submit(videoId, caller, exchange)));
    }

    private static boolean isOfUse(JobState state) {
        return !SlideStatus.word(state).equals("failed");
    }

    private Mono<ResponseEntity<byte[]>> submit(String videoId, Caller caller, ServerWebExchange exchange) {
        ObjectNode request = Json.MAPPER.createObjectNode();
        request.put("youtube_url", "https://www.youtube.com/watch?v=" + videoId);
        request.put("job_type", JobType.SLIDES.word());
        return submissions
                .submit(request, exchange.getRequest().getHeaders(), caller)
                .flatMap(accepted -> accepted.getStatusCode().is2xxSuccessful()
                        ? reads.get(Submissions.jobId(accepted), caller).flatMap(state -> answer(state, exchange))
                        : Mono.just(accepted));
    }

    private Mono<ResponseEntity<byte[]>> answer(JobState state, ServerWebExchange exchange) {
        return status.of(state, WebAddress.base(exchange))
                .map(body -> ResponseEntity.ok()
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(Json.bytes(body.put("video_id", state.videoId()).put("job_id", state.jobId()))));
    }
}
