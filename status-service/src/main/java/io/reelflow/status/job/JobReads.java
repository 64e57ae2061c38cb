package io.reelflow.status.job;

import io.reelflow.schemas.job.JobState;
import io.reelflow.status.ApiProblem;
import io.reelflow.status.Blocking;
import io.reelflow.status.access.Caller;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Jobs by id, never behind what has been acknowledged to a client. */
@Component
public final class JobReads {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final JobStore store;
    private final JobLog log;
    private final LogPositions positions;

    JobReads(JobStore store, JobLog log, LogPositions positions) {
        this.store = store;
        this.log = log;
        this.positions = positions;
    }

    /**
     * The job as it stands. One that the tables do not hold may have been accepted a moment ago: they are asked again once
     * they hold all that the log holds now, and only then is it unknown (404).
     */
    public Mono<JobState> get(String jobId, Caller caller) {
        return known(jobId).map(state -> {
            if (!caller.maySee(state.job() == null ? null : state.job().userId())) {
                throw ApiProblem.forbidden("Job " + jobId + " belongs to another owner");
            }
            return state;
        });
    }

    private Mono<JobState> known(String jobId) {
        ApiProblem unknown = ApiProblem.notFound("There is no job " + jobId);
        return isId(jobId)
                ? find(jobId)
                        .switchIfEmpty(Mono.defer(() -> caughtUp().then(find(jobId))))
                        .switchIfEmpty(Mono.error(unknown))
                : Mono.error(unknown);
    }

    /** The job once what lies before {@code next} in the log has been read; empty where there is none even then. */
    Mono<JobState> after(String jobId, TopicPartition partition, long next, Duration patience) {
        return positions.passing(Map.of(partition, next)).timeout(patience).then(find(jobId));
    }

    private Mono<Void> caughtUp() {
        return log.ends()
                .flatMap(positions::passing)
                .timeout(PATIENCE)
                .onErrorMap(
                        error -> error instanceof TimeoutException || error instanceof KafkaException,
                        error -> ApiProblem.unavailable(
                                "NOT_CAUGHT_UP", "What has been accepted lately can not be read yet; come again"));
    }

    private Mono<JobState> find(String jobId) {
        return Blocking.call(() -> store.find(jobId)).flatMap(Mono::justOrEmpty);
    }

    private static boolean isId(String jobId) {
        try {
            return Optional.of(UUID.fromString(jobId))
                    .map(UUID::toString)
                    .filter(text -> text.equalsIgnoreCase(jobId))
                    .isPresent();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
