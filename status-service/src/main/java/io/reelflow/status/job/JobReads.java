package io.reelflow.status.job;

import io.reelflow.schemas.Topics;
import io.reelflow.schemas.job.JobState;
import io.reelflow.status.ApiProblem;
import io.reelflow.status.Blocking;
import io.reelflow.status.access.Caller;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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

    /** Tables that are not far behind hold a new job by then. */
    private static final Duration SOON = Duration.ofMillis(300);

    private final JobStore store;
    private final JobLog log;
    private final LogPositions positions;
    private final CommandTail tail;
    private final CommandReader commands;

    JobReads(JobStore store, JobLog log, LogPositions positions, CommandTail tail, CommandReader commands) {
        this.store = store;
        this.log = log;
        this.positions = positions;
        this.tail = tail;
        this.commands = commands;
    }

    /**
     * The job as it stands. One that the tables do not hold yet is told as it was accepted, however far behind they are; one
     * that nobody has accepted is unknown (404).
     */
    public Mono<JobState> get(String jobId, Caller caller) {
        return visible(jobId, caller, known(jobId));
    }

    /** As {@link #get}, once the tables hold it: for who goes on from there. */
    public Mono<JobState> recorded(String jobId, Caller caller) {
        return visible(jobId, caller, find(jobId));
    }

    private Mono<JobState> visible(String jobId, Caller caller, Mono<JobState> found) {
        ApiProblem unknown = ApiProblem.notFound("There is no job " + jobId);
        if (!isId(jobId)) {
            return Mono.error(unknown);
        }
        return found.switchIfEmpty(Mono.defer(() -> caughtUp().then(find(jobId))))
                .switchIfEmpty(Mono.error(unknown))
                .map(state -> {
                    if (!caller.maySee(state.job() == null ? null : state.job().userId())) {
                        throw ApiProblem.forbidden("Job " + jobId + " belongs to another owner");
                    }
                    return state;
                });
    }

    /** By the tables, else by its command; empty where there is none in either. */
    Mono<JobState> known(String jobId) {
        return find(jobId).switchIfEmpty(Mono.defer(() -> readAhead().then(Mono.defer(() -> accepted(jobId)))));
    }

    private Mono<JobState> accepted(String jobId) {
        return tail.first(jobId)
                .map(place -> positions
                        .passing(Map.of(place.partition(), place.offset() + 1))
                        .timeout(SOON)
                        .then(find(jobId))
                        .onErrorResume(
                                TimeoutException.class,
                                late -> Blocking.call(() -> commands.accepted(jobId, place))
                                        .flatMap(Mono::justOrEmpty)))
                .orElseGet(() -> find(jobId));
    }

    /** Whether an earlier command than the one at this place made the job. */
    Mono<Boolean> isKnownBefore(String jobId, String commandId, TopicPartition partition, long offset) {
        return tail.passing(Map.of(partition, offset + 1))
                .then(Blocking.call(() -> tail.first(jobId)
                        .filter(first -> first.offset() < offset)
                        .map(first -> true)
                        .or(() -> store.commandId(jobId).map(made -> !made.equals(commandId)))
                        .orElse(false)));
    }

    private Mono<Void> readAhead() {
        return inTime(log.ends(List.of(Topics.JOB_COMMANDS)).flatMap(tail::passing));
    }

    /** Once the tables hold all that has been accepted. */
    public Mono<Void> caughtUp() {
        return inTime(log.ends().flatMap(positions::passing));
    }

    private static Mono<Void> inTime(Mono<Void> reading) {
        return reading.timeout(PATIENCE)
                .onErrorMap(
                        error -> error instanceof TimeoutException || error instanceof KafkaException,
                        error -> ApiProblem.unavailable(
                                "NOT_CAUGHT_UP", "What has been accepted lately can not be read yet; come again"));
    }

    private Mono<JobState> find(String jobId) {
        return Blocking.call(() -> store.find(jobId)).flatMap(Mono::justOrEmpty);
    }

    /** Whether that is a UUID, written as we write it but for its case. */
    public static boolean isId(String text) {
        try {
            return UUID.fromString(text).toString().equalsIgnoreCase(text);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
