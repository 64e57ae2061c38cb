package io.reelflow.status.video;

import io.reelflow.schemas.job.JobState;
import io.reelflow.schemas.result.Manifest;
import io.reelflow.status.ApiProblem;
import io.reelflow.status.Blocking;
import io.reelflow.status.access.Caller;
import io.reelflow.status.job.JobStore;
import io.reelflow.status.removal.HiddenVideos;
import io.reelflow.status.removal.PurgedVideos;
import io.reelflow.status.storage.Results;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Finds the result that an address of a video's file means: the newest job's that has such a file. */
@Component
public class Videos {
    /** Results looked through for a file; older ones are reached by naming their job. */
    private static final int MOST = 20;

    private final JobStore store;
    private final Results results;
    private final HiddenVideos hidden;
    private final PurgedVideos purged;

    Videos(JobStore store, Results results, HiddenVideos hidden, PurgedVideos purged) {
        this.store = store;
        this.results = results;
        this.hidden = hidden;
        this.purged = purged;
    }

    /** Fails with 403 where the video is another owner's alone, and 404 where nobody knows it or it is hidden. */
    Mono<List<JobState>> completed(String videoId, Caller caller) {
        return Blocking.call(() -> {
            mustKnow(videoId, caller);
            mustShow(videoId);
            return store.completed(videoId, caller.sees(), MOST);
        });
    }

    /** Whether the caller made this video, or may see everything; nobody sees a hidden one. */
    Mono<Boolean> maySee(String videoId, Caller caller) {
        return Blocking.call(() -> (caller.isAdmin() ? !isGone(videoId) : store.knows(videoId, caller.sees()))
                && hidden.find(videoId).isEmpty());
    }

    Mono<Boolean> isShown(String videoId) {
        return Blocking.call(() -> !isGone(videoId) && hidden.find(videoId).isEmpty());
    }

    /** Its objects may be there for a moment longer than its rows. */
    private boolean isGone(String videoId) {
        return purged.isRemoved(videoId) && !store.knows(videoId, null);
    }

    /** Fails with 404 where nobody knows the video, 403 where it is another owner's, too: hidden or not. Blocks. */
    public void mustOwn(String videoId, Caller caller) {
        mustKnow(videoId, caller);
        if (!caller.isAdmin() && store.isShared(videoId, String.valueOf(caller.owner()))) {
            throw new ApiProblem(
                    HttpStatus.FORBIDDEN,
                    "VIDEO_SHARED",
                    "Video " + videoId + " has been processed for other owners, too: only an admin changes it");
        }
    }

    /** Fails with 404 where the video is hidden. Blocks. */
    public void mustShow(String videoId) {
        if (hidden.find(videoId).isPresent()) {
            throw ApiProblem.notFound("Video " + videoId + " has been deleted; POST /api/v1/videos/" + videoId
                    + "/restore takes that back");
        }
    }

    private void mustKnow(String videoId, Caller caller) {
        if (!store.knows(videoId, caller.sees())) {
            throw store.knows(videoId, null)
                    ? ApiProblem.forbidden("Video " + videoId + " belongs to another owner")
                    : ApiProblem.notFound("There is no video " + videoId);
        }
    }

    /**
     * The newest result that has what is asked for; 404 where none has.
     *
     * @param jobId the one job whose result is meant; null for any
     */
    Mono<Manifest> result(String videoId, @Nullable String jobId, Caller caller, Predicate<Manifest> has) {
        return results(videoId, jobId, caller)
                .filter(has)
                .next()
                .switchIfEmpty(Mono.error(() -> ApiProblem.notFound("Video " + videoId + " has no such file")));
    }

    /** Results, the newest first; each is read when it is asked for. */
    Flux<Manifest> results(String videoId, @Nullable String jobId, Caller caller) {
        return completed(videoId, caller)
                .flatMapMany(Flux::fromIterable)
                .filter(state -> jobId == null || jobId.equals(state.jobId()))
                .concatMap(state -> Mono.justOrEmpty(state.manifestKey()).flatMap(results::manifest), 1);
    }
}
