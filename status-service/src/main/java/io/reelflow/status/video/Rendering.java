package io.reelflow.status.video;

import io.reelflow.schemas.ObjectKeys;
import io.reelflow.status.ApiProblem;
import io.reelflow.status.Blocking;
import io.reelflow.status.access.Caller;
import io.reelflow.status.edit.VideoEdits;
import io.reelflow.status.edit.VideoEdits.Changed;
import io.reelflow.status.job.Submissions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Has clips rendered again that a change has made wrong. */
@Component
final class Rendering {
    private static final Logger LOG = LoggerFactory.getLogger(Rendering.class);

    private final Reprocessing reprocessing;
    private final VideoEdits edits;

    Rendering(Reprocessing reprocessing, VideoEdits edits) {
        this.reprocessing = reprocessing;
        this.edits = edits;
    }

    /**
     * The job that renders all changes up to now; empty where the pictures are right, or nothing is stored to make them of.
     * Where none can be asked for now the change is kept, and the same request again asks for the job.
     */
    Mono<String> job(String videoId, Changed changed, Caller caller) {
        if (!changed.isUnrendered()) {
            return Mono.empty();
        }
        return reprocessing
                .correct(videoId, ObjectKeys.edits(videoId, changed.revision()), caller)
                .onErrorResume(ApiProblem.class, problem -> notAsked(problem, changed))
                .flatMap(accepted -> accepted.getStatusCode().is2xxSuccessful()
                        ? Blocking.call(() -> {
                            edits.rendered(videoId, changed.revision());
                            return Submissions.jobId(accepted);
                        })
                        : Mono.error(notNow(changed)));
    }

    private static Mono<ResponseEntity<byte[]>> notAsked(ApiProblem problem, Changed changed) {
        LOG.info("No job renders revision {}: {}", changed.revision(), problem.code());
        return problem.status() == HttpStatus.CONFLICT ? Mono.empty() : Mono.error(notNow(changed));
    }

    private static ApiProblem notNow(Changed changed) {
        return ApiProblem.unavailable(
                "CORRECTION_NOT_STARTED",
                "The change is kept as revision " + changed.revision()
                        + ", but no job that renders the clips again can be asked for now; send it again");
    }
}
