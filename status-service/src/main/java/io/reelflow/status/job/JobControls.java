package io.reelflow.status.job;

import io.reelflow.schemas.Json;
import io.reelflow.schemas.job.JobControl;
import io.reelflow.schemas.job.JobState;
import io.reelflow.schemas.job.JobStatus;
import io.reelflow.schemas.job.JobType;
import io.reelflow.status.ApiProblem;
import io.reelflow.status.access.Caller;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

/**
 * Cancel, retry and priority: refused here where the job's state forbids them, asked for through the ingest API, and
 * answered once the effect can be read. The dataflow has the last word: what it decides otherwise is a 409 too.
 */
@Component
public class JobControls {
    /** As long as the dataflow knows what a retry of an ended job needs. */
    static final Duration MEMORY = Duration.ofDays(30);

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Set<JobStatus> WAITING = Set.of(JobStatus.PENDING, JobStatus.QUEUED, JobStatus.RETRYING);

    private final JobReads reads;
    private final JobWaits waits;
    private final IngestClient ingest;
    private final Clock clock;

    JobControls(JobReads reads, JobWaits waits, IngestClient ingest, Clock clock) {
        this.reads = reads;
        this.waits = waits;
        this.ingest = ingest;
        this.clock = clock;
    }

    /**
     * What came of it.
     *
     * @param isDone false where the dataflow has not answered in time: it has been asked all the same
     */
    public record Done(JobState job, boolean isDone) {}

    /** An answer of the ingest API that is no acceptance, to be handed on as it is. */
    public static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;

        @SuppressWarnings("serial") // never leaves this process
        private final transient ResponseEntity<byte[]> answer;

        Refused(ResponseEntity<byte[]> answer) {
            super("the ingest API answered " + answer.getStatusCode(), null, false, false);
            this.answer = answer;
        }

        public ResponseEntity<byte[]> answer() {
            return answer;
        }
    }

    public Mono<Done> cancel(String id, @Nullable String reason, HttpHeaders headers, Caller caller) {
        ObjectNode body = Json.MAPPER.createObjectNode();
        if (reason != null) {
            body.put("reason", reason);
        }
        return known(id, caller).flatMap(job -> {
            mustNotHaveEnded(job);
            mustNotRemove(job);
            return asked(JobControl.Action.CANCEL, job, body, headers, caller)
                    .then(effect(job, state -> state.status().isTerminal()))
                    .doOnNext(done -> {
                        if (done.isDone && done.job.status() != JobStatus.CANCELLED) {
                            mustNotHaveEnded(done.job);
                        }
                    });
        });
    }

    /** @param mostRetries that the job may have behind it, by hand or not; null where only those by hand are limited */
    public Mono<Done> retry(
            String id, boolean force, @Nullable Integer mostRetries, HttpHeaders headers, Caller caller) {
        return known(id, caller).flatMap(job -> {
            mustNotRemove(job);
            mustBeRetryable(job, force);
            ObjectNode body = Json.MAPPER.createObjectNode().put("force", force);
            if (job.attempt() > 0) {
                body.put("attempt", job.attempt());
            }
            if (mostRetries != null && job.retryCount() >= mostRetries) {
                throw exhausted(job, "has been retried " + job.retryCount() + " times; the limit is " + mostRetries);
            }
            return asked(JobControl.Action.RETRY, job, body, headers, caller)
                    .then(effect(job, state -> state.manualRetries() > job.manualRetries()));
        });
    }

    /** @param priority 1 (first) … 9 (last) */
    public Mono<Done> reprioritize(String id, int priority, HttpHeaders headers, Caller caller) {
        ObjectNode body = Json.MAPPER.createObjectNode().put("priority", priority);
        return known(id, caller).flatMap(job -> {
            mustWait(job);
            return asked(JobControl.Action.PRIORITY, job, body, headers, caller)
                    .then(effect(job, state -> isAt(state, priority) || !WAITING.contains(state.status())))
                    .doOnNext(done -> {
                        if (done.isDone && !isAt(done.job, priority)) {
                            mustWait(done.job);
                        }
                    });
        });
    }

    private Mono<JobState> known(String id, Caller caller) {
        return Mono.fromRunnable(caller::mustSubmit).then(Mono.defer(() -> reads.get(id, caller)));
    }

    private Mono<Void> asked(
            JobControl.Action action, JobState job, ObjectNode body, HttpHeaders headers, Caller caller) {
        String path = "/api/v1/jobs/" + job.jobId();
        boolean isPatch = action == JobControl.Action.PRIORITY;
        return ingest.send(
                        isPatch ? HttpMethod.PATCH : HttpMethod.POST,
                        isPatch ? path : path + "/" + action.word(),
                        Json.bytes(body),
                        IngestClient.json(headers),
                        caller)
                .flatMap(answer ->
                        answer.getStatusCode().is2xxSuccessful() ? Mono.empty() : Mono.error(new Refused(answer)));
    }

    private Mono<Done> effect(JobState before, Predicate<JobState> reached) {
        return Mono.defer(() -> waits.until(before.jobId(), reached, PATIENCE))
                .map(state -> new Done(state, true))
                .defaultIfEmpty(new Done(before, false));
    }

    private static boolean isAt(JobState state, int priority) {
        return state.job() != null && state.job().priority() == priority;
    }

    /** A purge goes on until nothing is left. */
    private static void mustNotRemove(JobState job) {
        if (job.job() != null && job.job().jobType() == JobType.PURGE) {
            throw ApiProblem.conflict(
                    "PURGE_GOES_ON",
                    "Job " + job.jobId() + " removes a video, and goes on until nothing is left of it");
        }
    }

    private static void mustNotHaveEnded(JobState job) {
        if (job.status().isTerminal()) {
            throw ApiProblem.conflict("JOB_ENDED", "Job " + job.jobId() + " has ended: it is " + word(job));
        }
    }

    private static void mustWait(JobState job) {
        mustNotHaveEnded(job);
        if (!WAITING.contains(job.status())) {
            throw ApiProblem.conflict(
                    "NOT_WAITING", "Job " + job.jobId() + " is " + word(job) + "; only one that waits can be moved");
        }
    }

    private void mustBeRetryable(JobState job, boolean force) {
        if (!job.status().isTerminal()) {
            throw ApiProblem.conflict(
                    "JOB_NOT_ENDED",
                    "Job " + job.jobId() + " is " + word(job) + "; only one that has ended is retried");
        }
        if (job.status() == JobStatus.COMPLETED && !force) {
            throw ApiProblem.conflict(
                    "JOB_COMPLETED", "Job " + job.jobId() + " is completed; with force it is done once more");
        }
        if (job.manualRetries() >= JobState.MAX_MANUAL_RETRIES) {
            throw exhausted(
                    job, "has been retried by hand " + job.manualRetries() + " times, which is the most there is");
        }
        Instant ended = job.completedAt();
        if (ended != null && ended.plus(MEMORY).isBefore(clock.instant())) {
            throw ApiProblem.conflict(
                    "JOB_EXPIRED",
                    "Job " + job.jobId() + " ended more than " + MEMORY.toDays() + " days ago; ask for a new one");
        }
    }

    private static ApiProblem exhausted(JobState job, String rule) {
        return ApiProblem.conflict("RETRIES_EXHAUSTED", "Job " + job.jobId() + " " + rule);
    }

    private static String word(JobState job) {
        return job.status().word();
    }
}
