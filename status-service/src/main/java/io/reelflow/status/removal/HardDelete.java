package io.reelflow.status.removal;

import io.micrometer.core.instrument.MeterRegistry;
import io.reelflow.schemas.Json;
import io.reelflow.schemas.ObjectKeys;
import io.reelflow.status.Blocking;
import io.reelflow.status.access.Caller;
import io.reelflow.status.job.IngestClient;
import io.reelflow.status.job.JobStore;
import io.reelflow.status.video.Videos;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/**
 * Removes a video for good. Once it is answered, the tombstone and the purge job are safe and no row is left, so that the
 * video and its jobs are unknown; objects, and what comes late, are the purge job's.
 */
@Component
public class HardDelete {
    private static final Logger LOG = LoggerFactory.getLogger(HardDelete.class);
    private static final int CANCELS_AT_ONCE = 8;
    /** The purge job cancels them too: nothing depends on this. */
    private static final Duration LONGEST_CANCELS = Duration.ofSeconds(5);

    private static final byte[] REASON = "{\"reason\": \"video_deleted\"}".getBytes(StandardCharsets.UTF_8);

    private final Videos videos;
    private final JobStore jobs;
    private final PurgedVideos purged;
    private final IngestClient ingest;
    private final MeterRegistry metrics;

    HardDelete(Videos videos, JobStore jobs, PurgedVideos purged, IngestClient ingest, MeterRegistry metrics) {
        this.videos = videos;
        this.jobs = jobs;
        this.purged = purged;
        this.ingest = ingest;
        this.metrics = metrics;
    }

    /** Fails with 404 where nobody knows the video, 403 where it is another owner's, too. The same again is the same job. */
    public Mono<ResponseEntity<byte[]>> of(String videoId, HttpHeaders headers, Caller caller) {
        return Blocking.call(() -> removedBefore(videoId, caller))
                .flatMap(before -> before.map(job -> Mono.just(answer(videoId, job)))
                        .orElseGet(() -> ask(videoId, headers, caller)));
    }

    /** A client whose answer was lost asks again. */
    private Optional<String> removedBefore(String videoId, Caller caller) {
        Optional<String> job = jobs.knows(videoId, null)
                ? Optional.empty()
                : purged.lastJob(videoId, caller.isAdmin() ? null : asker(caller));
        if (job.isEmpty()) {
            videos.mustOwn(videoId, caller);
        }
        return job;
    }

    private Mono<ResponseEntity<byte[]>> ask(String videoId, HttpHeaders headers, Caller caller) {
        return ingest.purge(videoId, headers, caller)
                .flatMap(accepted -> accepted.getStatusCode() == HttpStatus.ACCEPTED
                        ? remove(videoId, Json.MAPPER.readTree(accepted.getBody()), headers, caller)
                        : Mono.just(accepted));
    }

    private Mono<ResponseEntity<byte[]>> remove(String videoId, JsonNode accepted, HttpHeaders headers, Caller caller) {
        String job = accepted.path("job_id").asString();
        Instant at = Instant.parse(accepted.path("purged_at").asString());
        return Blocking.call(() -> purged.remove(videoId, at, job, asker(caller)))
                .flatMap(open -> cancel(open, headers, caller))
                .thenReturn(answer(videoId, job))
                .doOnSuccess(done -> {
                    metrics.counter("videos.deleted", "hard_delete", "true").increment();
                    LOG.info(
                            "Video with the hash {} is removed by {} as job {}",
                            ObjectKeys.hash(videoId),
                            asker(caller),
                            job);
                });
    }

    private Mono<Void> cancel(List<String> open, HttpHeaders headers, Caller caller) {
        return Flux.fromIterable(open)
                .flatMap(
                        job -> ingest.post(
                                "/api/v1/jobs/" + job + "/cancel", REASON, IngestClient.json(headers), caller),
                        CANCELS_AT_ONCE)
                .then()
                .timeout(LONGEST_CANCELS)
                .onErrorResume(error -> {
                    LOG.info(
                            "{} jobs of a removed video are cancelled by its purge job: {}",
                            open.size(),
                            error.toString());
                    return Mono.empty();
                });
    }

    private static ResponseEntity<byte[]> answer(String videoId, String job) {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .body(Json.bytes(Json.MAPPER
                        .createObjectNode()
                        .put("success", true)
                        .put("deleted", true)
                        .put("hard_delete", true)
                        .put("video_id", videoId)
                        .put("job_id", job)));
    }

    /** As the ingest API names the owner of the purge job. */
    private static String asker(Caller caller) {
        return caller.owner() == null ? "key:" + caller.keyId() : caller.owner();
    }
}
