package io.reelflow.status.video;

import io.reelflow.schemas.job.JobState;
import io.reelflow.schemas.result.Manifest;
import io.reelflow.status.ApiProblem;
import io.reelflow.status.Blocking;
import io.reelflow.status.access.Caller;
import io.reelflow.status.job.JobStore;
import io.reelflow.status.storage.Results;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Finds the result that an address of a video's file means: the newest job's that has such a file. */
@Component
final class Videos {
    /** Results looked through for a file; older ones are reached by naming their job. */
    private static final int MOST = 20;

    private final JobStore store;
    private final Results results;

    Videos(JobStore store, Results results) {
        this.store = store;
        this.results = results;
    }

    /** Fails with 403 where the video is another owner's alone, and 404 where nobody knows it. */
    Mono<List<JobState>> completed(String videoId, Caller caller) {
        return Blocking.call(() -> {
            if (!store.knows(videoId, caller.sees())) {
                throw store.knows(videoId, null)
                        ? ApiProblem.forbidden("Video " + videoId + " belongs to another owner")
                        : ApiProblem.notFound("There is no video " + videoId);
            }
            return store.completed(videoId, caller.sees(), MOST);
        });
    }

    /** Whether the caller made this video, or may see everything. */
    Mono<Boolean> maySee(String videoId, Caller caller) {
        return Blocking.call(() -> caller.isAdmin() || store.knows(videoId, caller.sees()));
    }

    /**
     * The newest result that has what is asked for; 404 where none has.
     *
     * @param jobId the one job whose result is meant; null for any
     */
    Mono<Manifest> result(String videoId, @Nullable String jobId, Caller caller, Predicate<Manifest> has) {
        return completed(videoId, caller)
                .flatMapMany(Flux::fromIterable)
                .filter(state -> jobId == null || jobId.equals(state.jobId()))
                .concatMap(state -> Mono.justOrEmpty(state.manifestKey()).flatMap(results::manifest), 1)
                .filter(has)
                .next()
                .switchIfEmpty(Mono.error(() -> ApiProblem.notFound("Video " + videoId + " has no such file")));
    }
}
