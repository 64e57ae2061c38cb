package io.reelflow.status.seeds;

import io.reelflow.schemas.Json;
import io.reelflow.schemas.job.JobState;
import io.reelflow.status.ApiProblem;
import io.reelflow.status.access.Caller;
import io.reelflow.status.job.JobReads;
import io.reelflow.status.job.Submissions;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /api/videos}: asks for a video's processing, and says how it goes. */
@RestController
@RequestMapping("/api/videos")
final class VideoProcessController {
    private final Submissions submissions;
    private final JobReads reads;

    VideoProcessController(Submissions submissions, JobReads reads) {
        this.submissions = submissions;
        this.reads = reads;
    }

    @PostMapping("/process")
    Mono<ResponseEntity<byte[]>> process(
            @RequestBody(required = false) byte @Nullable [] body, ServerWebExchange exchange) {
        Caller caller = Caller.of(exchange);
        caller.mustSubmit();
        return submissions
                .submit(request(body), exchange.getRequest().getHeaders(), caller)
                .flatMap(accepted ->
                        accepted.getStatusCode().is2xxSuccessful() ? answer(accepted, caller) : Mono.just(accepted));
    }

    /** Their {@code force_whisper} is one of our options; what they do not know is for the ingest API to refuse. */
    private static ObjectNode request(byte @Nullable [] body) {
        ObjectNode request = object(body);
        JsonNode force = request.remove("force_whisper");
        if (force != null) {
            request.putObject("options").set("force_whisper", force);
        }
        return request;
    }

    private static ObjectNode object(byte @Nullable [] body) {
        try {
            if (body != null && Json.MAPPER.readTree(body) instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException e) {
            throw ApiProblem.invalid("The body is not JSON");
        }
        throw ApiProblem.invalid("The body must be a JSON object");
    }

    private Mono<ResponseEntity<byte[]>> answer(ResponseEntity<byte[]> accepted, Caller caller) {
        String jobId = Submissions.jobId(accepted);
        return accepted.getStatusCode().equals(HttpStatus.CREATED)
                ? Mono.just(ok(jobId, "queued", "Video processing started"))
                : reads.get(jobId, caller).map(state -> ok(jobId, VideoStatus.word(state), again(state)));
    }

    private static String again(JobState state) {
        return state.status().isTerminal() ? "Video has been processed before" : "Video is being processed already";
    }

    private static ResponseEntity<byte[]> ok(String jobId, String status, String message) {
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.put("job_id", jobId).put("status", status).put("message", message);
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(Json.bytes(body));
    }

    @GetMapping("/status/{job_id}")
    Mono<ObjectNode> status(@PathVariable("job_id") String jobId, ServerWebExchange exchange) {
        Caller caller = Caller.of(exchange);
        caller.mustRead();
        return reads.get(jobId, caller).map(VideoStatus::of);
    }
}
