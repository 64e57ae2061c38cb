package io.reelflow.status.channel;

import io.reelflow.schemas.Json;
import io.reelflow.schemas.job.IntakeControl;
import io.reelflow.schemas.job.JobState;
import io.reelflow.schemas.job.JobStatus;
import io.reelflow.status.Blocking;
import io.reelflow.status.access.Caller;
import io.reelflow.status.action.Action;
import io.reelflow.status.action.Actions;
import io.reelflow.status.action.Wish;
import io.reelflow.status.job.ControlRequest;
import io.reelflow.status.job.IngestClient;
import io.reelflow.status.job.JobControls;
import io.reelflow.status.job.JobFilter;
import io.reelflow.status.job.JobStore;
import io.reelflow.status.job.Submissions;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

/** Channels: asked for, counted, and what is done with all of their jobs at once. */
@RestController
@RequestMapping("/api/v1/channels")
final class ChannelController {
    private static final int USUAL_LIMIT = 50;
    private static final int MOST = 200;
    private static final List<JobStatus> OPEN =
            List.of(JobStatus.PENDING, JobStatus.QUEUED, JobStatus.RETRYING, JobStatus.PROCESSING);
    private static final List<JobStatus> FAILED = List.of(JobStatus.FAILED, JobStatus.CANCELLED);

    private final Submissions submissions;
    private final ChannelEstimates estimates;
    private final Channels channels;
    private final IngestClient ingest;
    private final JobStore store;
    private final JobControls controls;
    private final Actions actions;

    ChannelController(
            Submissions submissions,
            ChannelEstimates estimates,
            Channels channels,
            IngestClient ingest,
            JobStore store,
            JobControls controls,
            Actions actions) {
        this.submissions = submissions;
        this.estimates = estimates;
        this.channels = channels;
        this.ingest = ingest;
        this.store = store;
        this.controls = controls;
        this.actions = actions;
    }

    @PostMapping
    Mono<ResponseEntity<byte[]>> submit(
            @RequestBody(required = false) byte @Nullable [] body, ServerWebExchange exchange) {
        return submissions.submitChannel(bytes(body), headers(exchange), Caller.of(exchange));
    }

    @PostMapping("/estimate")
    Mono<ResponseEntity<byte[]>> estimate(
            @RequestBody(required = false) byte @Nullable [] body, ServerWebExchange exchange) {
        Caller caller = Caller.of(exchange);
        caller.mustSubmit();
        return estimates
                .of(bytes(body), headers(exchange), caller)
                .map(ChannelController::ok)
                .onErrorResume(JobControls.Refused.class, refused -> Mono.just(refused.answer()));
    }

    @GetMapping
    Mono<Channels.Page> list(@RequestParam Map<String, String> query, ServerWebExchange exchange) {
        Caller caller = Caller.of(exchange);
        caller.mustRead();
        int limit = query.containsKey("limit") ? JobFilter.number("limit", query.get("limit"), 1, MOST) : USUAL_LIMIT;
        int offset = query.containsKey("offset") ? JobFilter.number("offset", query.get("offset"), 0, 1_000_000) : 0;
        return channels.list(caller.sees(), limit, offset);
    }

    @GetMapping("/{id}")
    Mono<ChannelView> channel(@PathVariable("id") String id, ServerWebExchange exchange) {
        Caller caller = Caller.of(exchange);
        caller.mustRead();
        return channels.get(id, caller);
    }

    @PostMapping("/{id}/pause")
    Mono<ResponseEntity<byte[]>> pause(@PathVariable("id") String id, ServerWebExchange exchange) {
        return paused(id, true, exchange);
    }

    @PostMapping("/{id}/resume")
    Mono<ResponseEntity<byte[]>> resume(@PathVariable("id") String id, ServerWebExchange exchange) {
        return paused(id, false, exchange);
    }

    /** Ends the look that goes on, the subscription, and all of its jobs that have not ended. */
    @PostMapping("/{id}/cancel")
    Mono<ResponseEntity<byte[]>> cancel(
            @PathVariable("id") String id,
            @RequestBody(required = false) byte @Nullable [] body,
            ServerWebExchange exchange) {
        String reason = ControlRequest.of(body, "reason").text("reason");
        return channels.job(id, Caller.of(exchange))
                .flatMap(channel -> own(channel, reason, exchange))
                .flatMap(channel -> many(Wish.Kind.CANCEL, "cancel", OPEN, channel, reason, exchange))
                .onErrorResume(JobControls.Refused.class, refused -> Mono.just(refused.answer()));
    }

    /** Another run for each of its jobs that failed or was cancelled. */
    @PostMapping("/{id}/retry")
    Mono<ResponseEntity<byte[]>> retry(@PathVariable("id") String id, ServerWebExchange exchange) {
        return channels.job(id, Caller.of(exchange))
                .flatMap(channel -> many(Wish.Kind.RETRY, "retry", FAILED, channel, null, exchange));
    }

    /** The channel's own job is cancelled where that means something. */
    private Mono<JobState> own(JobState channel, @Nullable String reason, ServerWebExchange exchange) {
        return channel.status().isTerminal() && channel.nextCheck() == null
                ? Mono.just(channel)
                : controls.cancel(channel.jobId(), reason, headers(exchange), Caller.of(exchange))
                        .map(JobControls.Done::job);
    }

    /** One action for each status: an action's filter has one. */
    private Mono<ResponseEntity<byte[]>> many(
            Wish.Kind kind,
            String word,
            List<JobStatus> statuses,
            JobState channel,
            @Nullable String reason,
            ServerWebExchange exchange) {
        Caller caller = Caller.of(exchange);
        caller.mustSubmit();
        String key = exchange.getRequest().getHeaders().getFirst("Idempotency-Key");
        return Flux.fromIterable(statuses)
                .concatMap(status -> actions.start(
                        new Wish(
                                kind,
                                Map.of("channel_id", channel.jobId(), "status_filter", status.word()),
                                List.of(),
                                null,
                                false,
                                reason,
                                null),
                        key == null ? null : key + " " + word + " " + status.word() + " " + channel.jobId(),
                        caller))
                .collectList()
                .map(ChannelController::accepted);
    }

    private static ResponseEntity<byte[]> accepted(List<Action> actions) {
        List<String> links = actions.stream()
                .filter(action -> action.matched() > 0)
                .map(action -> "/api/v1/actions/" + action.id())
                .toList();
        long matched = actions.stream().mapToLong(Action::matched).sum();
        return ResponseEntity.accepted()
                .contentType(MediaType.APPLICATION_JSON)
                .body(Json.bytes(Map.of("matched", matched, "actions", links)));
    }

    /** Those of its jobs that wait stay in line, or go on. */
    private Mono<ResponseEntity<byte[]>> paused(String id, boolean paused, ServerWebExchange exchange) {
        Caller caller = Caller.of(exchange);
        caller.mustSubmit();
        ObjectNode control = Json.MAPPER.createObjectNode().put("scope", IntakeControl.Scope.CHANNEL.word());
        return channels.job(id, caller)
                .flatMap(channel -> ingest.post(
                                "/api/v1/intake",
                                Json.bytes(
                                        control.put("target", channel.jobId()).put("paused", paused)),
                                IngestClient.json(headers(exchange)),
                                caller)
                        .flatMap(answer -> answer.getStatusCode().is2xxSuccessful()
                                ? Blocking.call(() -> store.waiting(IntakeControl.Scope.CHANNEL, channel.jobId()))
                                        .map(matched -> ResponseEntity.status(HttpStatus.ACCEPTED)
                                                .contentType(MediaType.APPLICATION_JSON)
                                                .body(Json.bytes(Map.of("matched", matched))))
                                : Mono.just(answer)));
    }

    private static ResponseEntity<byte[]> ok(Object body) {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(Json.bytes(body));
    }

    private static byte[] bytes(byte @Nullable [] body) {
        return body == null ? new byte[0] : body;
    }

    private static HttpHeaders headers(ServerWebExchange exchange) {
        return exchange.getRequest().getHeaders();
    }
}
