package io.reelflow.status.video;

import io.reelflow.schemas.Json;
import io.reelflow.schemas.job.Failure;
import io.reelflow.schemas.job.JobState;
import io.reelflow.schemas.job.JobStatus;
import io.reelflow.schemas.job.JobType;
import io.reelflow.schemas.job.SourceKind;
import io.reelflow.schemas.job.StoredVideo;
import io.reelflow.status.ApiProblem;
import io.reelflow.status.Blocking;
import io.reelflow.status.access.Caller;
import io.reelflow.status.job.JobStore;
import io.reelflow.status.job.JobWaits;
import io.reelflow.status.job.Submissions;
import io.reelflow.status.storage.ObjectStore;
import java.time.Duration;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Other formats of stored sources: made by a job at the first request, and there from then on. */
@Component
final class Conversions {
    /** Sound of half an hour and a copied picture are there by then; browsers and proxies wait longer. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Somebody waits for the file. */
    private static final int FIRST = 1;

    private static final String WISH = "download";
    private static final String UPLOAD = "upload:";

    private final ObjectStore store;
    private final JobStore jobs;
    private final JobWaits waits;
    private final Submissions submissions;

    Conversions(ObjectStore store, JobStore jobs, JobWaits waits, Submissions submissions) {
        this.store = store;
        this.jobs = jobs;
        this.waits = waits;
        this.submissions = submissions;
    }

    /**
     * @param url that the source came from
     * @param source folder of the stored source
     * @param key of the object that the conversion makes
     */
    record Wanted(String videoId, String url, String source, String format, String key) {}

    /** The object is being made by this job. */
    static final class Pending extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final String jobId;

        Pending(String jobId) {
            super("is being made by job " + jobId, null, false, false);
            this.jobId = jobId;
        }

        String jobId() {
            return jobId;
        }
    }

    /** The object's key, once it is there; fails with {@link Pending} where that takes longer. */
    Mono<String> ready(Wanted wanted, Caller caller) {
        return made(wanted).switchIfEmpty(Mono.defer(() -> job(wanted, caller).flatMap(jobId -> end(wanted, jobId))));
    }

    /** Asks for it where it is not there. */
    Mono<Void> begin(Wanted wanted, Caller caller) {
        return made(wanted).switchIfEmpty(Mono.defer(() -> job(wanted, caller))).then();
    }

    private Mono<String> made(Wanted wanted) {
        return store.stat(wanted.key()).map(ObjectStore.Stat::key);
    }

    /** The job that makes it. Who has no key, as with a shared link, waits for the one that somebody has asked for. */
    private Mono<String> job(Wanted wanted, Caller caller) {
        return caller.key().isEmpty() ? asked(wanted) : ask(wanted, caller);
    }

    private Mono<String> asked(Wanted wanted) {
        return Blocking.call(() -> jobs.conversions(wanted.videoId()).stream()
                        .filter(state -> makes(state, wanted))
                        .findFirst()
                        .map(JobState::jobId)
                        .orElse(null))
                .switchIfEmpty(Mono.error(() -> ApiProblem.notFound(
                        "This " + wanted.format() + " has not been made, and a link alone can not ask for it")));
    }

    private static boolean makes(JobState state, Wanted wanted) {
        StoredVideo stored = state.job() == null ? null : state.job().stored();
        return stored != null
                && wanted.source().equals(stored.source())
                && wanted.format().equals(stored.format());
    }

    private Mono<String> ask(Wanted wanted, Caller caller) {
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.put("url", wanted.url()).put("job_type", JobType.CONVERSION.word());
        body.put("source", (wanted.url().startsWith(UPLOAD) ? SourceKind.UPLOAD : SourceKind.WEB).word());
        body.put("priority", FIRST).put("wish", WISH);
        body.putObject("stored").put("source", wanted.source()).put("format", wanted.format());
        return submissions
                .submitStored(wanted.videoId(), body, wanted.key(), caller)
                .map(Conversions::accepted);
    }

    private static String accepted(ResponseEntity<byte[]> answer) {
        if (answer.getStatusCode().is2xxSuccessful()) {
            return Submissions.jobId(answer);
        }
        JsonNode problem = Json.MAPPER.readTree(answer.getBody());
        String detail = problem.path("detail").asString("Nothing is accepted now; come again");
        String code = problem.path("code").asString("INGEST_UNAVAILABLE");
        throw answer.getStatusCode().is5xxServerError()
                ? ApiProblem.unavailable(code, detail)
                : new ApiProblem(HttpStatus.valueOf(answer.getStatusCode().value()), code, detail);
    }

    private Mono<String> end(Wanted wanted, String jobId) {
        return waits.until(jobId, state -> state.status().isTerminal(), PATIENCE)
                .switchIfEmpty(Mono.error(() -> new Pending(jobId)))
                .flatMap(state -> state.status() == JobStatus.COMPLETED
                        ? made(wanted).switchIfEmpty(Mono.error(() -> lost(jobId)))
                        : Mono.error(failed(state)));
    }

    private static ApiProblem failed(JobState state) {
        Failure error = state.error();
        String why = error == null ? "was " + state.status().word() : "failed: " + error.message();
        return ApiProblem.conflict(
                error == null ? "CONVERSION_CANCELLED" : error.code().word(),
                "The conversion " + why + ". POST /api/v1/jobs/" + state.jobId() + "/retry tries it again");
    }

    private static ApiProblem lost(String jobId) {
        return ApiProblem.conflict(
                "CONVERSION_LOST",
                "The converted file is gone. POST /api/v1/jobs/" + jobId + "/retry with force makes it again");
    }
}
