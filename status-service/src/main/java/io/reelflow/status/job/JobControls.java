package io.reelflow.status.job;

import io.reelflow.schemas.Json;
import io.reelflow.schemas.job.JobControl;
import io.reelflow.schemas.job.JobState;
import io.reelflow.schemas.job.JobStatus;
import io.reelflow.status.ApiProblem;
import io.reelflow.status.Blocking;
import io.reelflow.status.access.Caller;
import java.time.Clock;
import java.time.Duration;
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
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final JobReads reads;
    private final JobWaits waits;
    private final IngestClient ingest;
    private final ControlRecords records;
    private final Clock clock;

    JobControls(JobReads reads, JobWaits waits, IngestClient ingest, ControlRecords records, Clock clock) {
        this.records = records;
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

        public Refused(ResponseEntity<byte[]> answer) {
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
            if (job.nextCheck() != null) {
                // A channel between two looks: what ends is the subscription.
                return asked(JobControl.Action.CANCEL, job, body, headers, caller)
                        .then(effect(job, state -> state.nextCheck() == null));
            }
            mustAllow(Standing.of(job).againstCancel());
            return asked(JobControl.Action.CANCEL, job, body, headers, caller)
                    .then(effect(job, state -> state.status().isTerminal()))
                    .doOnNext(done -> {
                        if (done.isDone && done.job.status() != JobStatus.CANCELLED) {
                            mustAllow(Standing.of(done.job).againstCancel());
                        }
                    });
        });
    }

    /** @param mostRetries that the job may have behind it, by hand or not; null where only those by hand are limited */
    public Mono<Done> retry(
            String id, boolean force, @Nullable Integer mostRetries, HttpHeaders headers, Caller caller) {
        return known(id, caller).flatMap(job -> {
            mustAllow(Standing.of(job).againstRetry(force, clock.instant()));
            ObjectNode body = Json.MAPPER.createObjectNode().put("force", force);
            if (job.attempt() > 0) {
                body.put("attempt", job.attempt());
            }
            if (mostRetries != null && job.retryCount() >= mostRetries) {
                throw Standing.of(job)
                        .exhausted("has been retried " + job.retryCount() + " times; the limit is " + mostRetries);
            }
            return asked(JobControl.Action.RETRY, job, body, headers, caller)
                    .then(effect(job, state -> state.manualRetries() > job.manualRetries()));
        });
    }

    /** @param priority 1 (first) … 9 (last) */
    public Mono<Done> reprioritize(String id, int priority, HttpHeaders headers, Caller caller) {
        ObjectNode body = Json.MAPPER.createObjectNode().put("priority", priority);
        return known(id, caller).flatMap(job -> {
            mustAllow(Standing.of(job).againstPriority());
            return asked(JobControl.Action.PRIORITY, job, body, headers, caller)
                    .then(effect(job, state -> isAt(state, priority) || !Standing.isWaiting(state.status())))
                    .doOnNext(done -> {
                        if (done.isDone && !isAt(done.job, priority)) {
                            mustAllow(Standing.of(done.job).againstPriority());
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
                .flatMap(answer -> answer.getStatusCode().is2xxSuccessful()
                        ? Blocking.call(() -> {
                                    records.add(action, job.jobId(), body, caller);
                                    return true;
                                })
                                .then()
                        : Mono.error(new Refused(answer)));
    }

    private Mono<Done> effect(JobState before, Predicate<JobState> reached) {
        return Mono.defer(() -> waits.until(before.jobId(), reached, PATIENCE))
                .map(state -> new Done(state, true))
                .defaultIfEmpty(new Done(before, false));
    }

    private static boolean isAt(JobState state, int priority) {
        return state.job() != null && state.job().priority() == priority;
    }

    private static void mustAllow(@Nullable ApiProblem against) {
        if (against != null) {
            throw against;
        }
    }
}
