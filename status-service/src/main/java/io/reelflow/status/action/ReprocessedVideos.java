package io.reelflow.status.action;

import io.reelflow.access.Counted;
import io.reelflow.schemas.Json;
import io.reelflow.schemas.Problem;
import io.reelflow.schemas.job.JobState;
import io.reelflow.status.ApiProblem;
import io.reelflow.status.access.Caller;
import io.reelflow.status.job.JobStore;
import io.reelflow.status.video.Reprocessing;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Makes the videos of jobs anew, each once in an action, however many of its jobs that means. */
@Component
class ReprocessedVideos {
    private static final int AT_ONCE = 8;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final JobStore jobs;
    private final Reprocessing reprocessing;

    ReprocessedVideos(JobStore jobs, Reprocessing reprocessing) {
        this.jobs = jobs;
        this.reprocessing = reprocessing;
    }

    /**
     * Those that could not be.
     *
     * @throws ApiProblem where nothing is accepted now: all of them may be asked for again
     */
    List<Action.Refusal> reprocess(Action action, List<String> ids) {
        Map<String, JobState> found = jobs.find(ids);
        byte[] body = Json.bytes(Objects.requireNonNull(action.wish().reprocess()));
        return Objects.requireNonNull(Flux.fromIterable(ids)
                .flatMap(
                        id -> one(action, id, Optional.ofNullable(found.get(id)).map(JobState::videoId), body), AT_ONCE)
                .collectList()
                .block(PATIENCE));
    }

    private Mono<Action.Refusal> one(Action action, String jobId, Optional<String> videoId, byte[] body) {
        return Mono.justOrEmpty(videoId)
                .switchIfEmpty(Mono.error(() -> ApiProblem.notFound("There is no job " + jobId)))
                .flatMap(video -> reprocessing.reprocess(video, body, action.id() + "/" + video, caller(action)))
                .flatMap(answer -> refusal(jobId, answer))
                .onErrorResume(
                        error -> error instanceof ApiProblem problem
                                && problem.status().is4xxClientError(),
                        error -> Mono.just(
                                new Action.Refusal(jobId, ((ApiProblem) error).code(), ((ApiProblem) error).detail())));
    }

    private static Mono<Action.Refusal> refusal(String jobId, ResponseEntity<byte[]> answer) {
        if (answer.getStatusCode().is2xxSuccessful()) {
            return Mono.empty();
        }
        Problem problem = Json.read(Objects.requireNonNull(answer.getBody()), Problem.class);
        if (!answer.getStatusCode().is4xxClientError()
                || answer.getStatusCode().isSameCodeAs(HttpStatus.TOO_MANY_REQUESTS)
                || answer.getStatusCode().isSameCodeAs(HttpStatus.UNAUTHORIZED)) {
            return Mono.error(ApiProblem.unavailable(problem.code(), String.valueOf(problem.detail())));
        }
        return Mono.just(new Action.Refusal(jobId, problem.code(), String.valueOf(problem.detail())));
    }

    /** With the eyes of who asked, whose key nobody keeps. */
    private static Caller caller(Action action) {
        Set<String> roles = action.concerns() == null ? Set.of("admin") : Set.of("submit", "read");
        return new Caller(action.requestedBy(), roles, action.owner(), Counted.SERVICE + "actions", false);
    }
}
