package io.reelflow.ingest.intake;

import io.reelflow.access.CompactedTopic;
import io.reelflow.ingest.problem.ApiException;
import io.reelflow.schemas.Topics;
import io.reelflow.schemas.job.IntakeControl;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Whether new jobs are taken in now: not while everything is paused, and not where the disk would fill up. */
public final class Intake implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);
    private static final Duration PAUSED_RETRY_AFTER = Duration.ofSeconds(30);

    private final CompactedTopic<IntakeControl> topic;
    private final DiskRoom room;
    private final Allowances allowances;
    private volatile boolean paused;
    private volatile List<IntakeControl> quotas = List.of();

    /** @param replicas processes of this service behind one address */
    public Intake(String kafka, DiskRoom room, int replicas) {
        this.room = room;
        this.allowances = new Allowances(replicas);
        topic = new CompactedTopic<>(kafka, Topics.INTAKE_CONTROLS, IntakeControl.class, this::take);
    }

    private void take(Map<String, IntakeControl> controls) {
        IntakeControl all = controls.get(IntakeControl.key(IntakeControl.Scope.ALL, null));
        paused = all != null && all.paused();
        quotas = controls.values().stream()
                .filter(each -> each.quota() != null && each.target() != null)
                .sorted(Comparator.comparing(IntakeControl::key))
                .toList();
        allowances.take(quotas);
    }

    /** Of all owners that have one, by their names. */
    List<IntakeControl> quotas() {
        return quotas;
    }

    /**
     * Counts a job against the owner's quota.
     *
     * @throws ApiException 429 where it is one too many in this hour
     */
    public void count(String owner) {
        allowances.count(owner);
    }

    /** Done once it is known here what is paused. */
    public CompletableFuture<Void> caughtUp() {
        return topic.caughtUp();
    }

    /** Fails with 503 while everything is paused, while nobody can say, or while a disk is nearly full. */
    public Mono<Void> mustBeOpen() {
        return known().then(Mono.fromRunnable(this::mustTakeIn));
    }

    /** Done once it is known here what is paused and limited; fails with 503 while nobody can say. */
    Mono<Void> known() {
        return Mono.defer(() -> caughtUp().isDone() ? Mono.empty() : awaited());
    }

    private Mono<Void> awaited() {
        return Mono.fromFuture(this::caughtUp)
                .timeout(PATIENCE)
                .onErrorMap(
                        TimeoutException.class,
                        error -> ApiException.unavailable(
                                "INTAKE_UNAVAILABLE", "Nothing was accepted: send the same request again", RETRY_AFTER))
                .publishOn(Schedulers.parallel());
    }

    /** @throws ApiException 503 while everything is paused, as far as is known, or while a disk is nearly full */
    public void mustTakeIn() {
        if (paused) {
            throw ApiException.unavailable(
                    "INTAKE_PAUSED", "Intake is paused: send the same request again later", PAUSED_RETRY_AFTER);
        }
        room.mustBeThere();
    }

    @Override
    public void close() {
        topic.close();
    }
}
