package io.reelflow.status.video;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobType;
import io.reelflow.status.ApiProblem;
import io.reelflow.status.Blocking;
import io.reelflow.status.access.Caller;
import io.reelflow.status.edit.VideoEdits;
import io.reelflow.status.job.Submissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

/** Asks for jobs that begin with what is stored of a video and download nothing. */
@Component
public final class Reprocessing {
    /** Somebody waits for a correction, as for a job retried by hand. */
    private static final int PRIORITY_OF_CORRECTIONS = 1;

    private final Videos videos;
    private final StoredResults stored;
    private final VideoEdits edits;
    private final Submissions submissions;
    private final Counter reprocessed;

    Reprocessing(
            Videos videos, StoredResults stored, VideoEdits edits, Submissions submissions, MeterRegistry metrics) {
        this.videos = videos;
        this.stored = stored;
        this.edits = edits;
        this.submissions = submissions;
        this.reprocessed = Counter.builder("videos_reprocessed")
                .description("Jobs made of videos that were stored already")
                .register(metrics);
    }

    /**
     * The job as the ingest API and the log answer for it: {@code 201} new, {@code 200} there already. What is not named is
     * as in the newest completed job of that type, else of any; the type is {@code full_processing} where one of those has
     * completed, else as in the newest that worked on media.
     *
     * @param key {@code Idempotency-Key}; null where each call is a wish of its own
     */
    Mono<ResponseEntity<byte[]>> reprocess(
            String videoId, ReprocessRequest request, @Nullable String key, Caller caller) {
        return completed(videoId, caller)
                .flatMap(all -> stored.source(all, request.typeAmong(all), videoId)
                        .zipWith(Blocking.call(() -> edits.key(videoId)))
                        .flatMap(found -> submit(all, request, found.getT1(), found.getT2(), key, caller)))
                .doOnNext(answer -> {
                    if (answer.getStatusCode().isSameCodeAs(HttpStatus.CREATED)) {
                        reprocessed.increment();
                    }
                });
    }

    /** As {@link ReprocessController}'s body says; 400 with the field at fault where it can not be used. */
    public Mono<ResponseEntity<byte[]>> reprocess(
            String videoId, byte @Nullable [] body, @Nullable String key, Caller caller) {
        return Mono.defer(() -> reprocess(videoId, ReprocessRequest.of(body), key, caller));
    }

    /** @throws ApiProblem 400 with the field at fault */
    public static void check(byte[] body) {
        var unused = ReprocessRequest.of(body);
    }

    /**
     * A job that makes the newest result with clips, or else with a transcript, anew as the edits say. The plan of its
     * clips stays but for the edits. The same edits give the same job.
     *
     * @param editsKey of the {@link io.reelflow.schemas.result.Edits}, stored already
     */
    public Mono<ResponseEntity<byte[]>> correct(String videoId, String editsKey, Caller caller) {
        return completed(videoId, caller).flatMap(stored::correctable).flatMap(result -> {
            Job job = result.job();
            ObjectNode body = ReprocessRequest.body(
                    job, job.jobType(), ReprocessRequest.options(job), result.source(), editsKey, result.plan());
            body.put("priority", PRIORITY_OF_CORRECTIONS).put("wish", "correct");
            return submissions.submitStored(videoId, body, editsKey, caller);
        });
    }

    private Mono<ResponseEntity<byte[]>> submit(
            List<Job> all,
            ReprocessRequest request,
            String source,
            Optional<String> edits,
            @Nullable String key,
            Caller caller) {
        JobType type = request.typeAmong(all);
        Job base = ReprocessRequest.base(all, type);
        Mono<Optional<String>> plan =
                edits.isPresent() && request.keepsPlan(base, type) ? stored.plan(base) : Mono.just(Optional.empty());
        return plan.flatMap(kept -> {
            ObjectNode body = ReprocessRequest.body(
                    base, type, request.optionsOver(base), source, edits.orElse(null), kept.orElse(null));
            return submissions.submitStored(base.videoId(), body.put("wish", request.wish()), key, caller);
        });
    }

    private Mono<List<Job>> completed(String videoId, Caller caller) {
        caller.mustSubmit();
        return videos.completed(videoId, caller).map(states -> {
            List<Job> all = states.stream()
                    .filter(state -> state.manifestKey() != null)
                    .flatMap(state -> Stream.ofNullable(state.job()))
                    .toList();
            if (all.isEmpty()) {
                throw ApiProblem.conflict(
                        "NOTHING_STORED", "Nothing of video " + videoId + " is stored: no job of it has completed");
            }
            return all;
        });
    }
}
