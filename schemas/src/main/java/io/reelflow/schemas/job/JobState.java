package io.reelflow.schemas.job;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a job, as the fold of its events: the read model, the live streams and the tests use this one.
 *
 * <pre>
 * submitted ─▶ QUEUED ─▶ PROCESSING ─▶ COMPLETED
 *    held ─▶ PENDING ▲       │ ├─────▶ FAILED
 *                    │       ▼ └─────▶ CANCELLED
 *                    └── RETRYING
 *
 * COMPLETED, FAILED, CANCELLED ── retry or check requested ─▶ QUEUED
 * </pre>
 *
 * <p>Whatever the order and however often events arrive: progress and counts never fall inside an attempt, an older
 * attempt changes nothing, and nothing follows an end but the retry that a client asks for and the next look at a channel. An event that changes nothing returns the same instance.
 *
 * @param job null until the command or the first lifecycle event has been seen
 * @param commandId of the request that made the job
 * @param stage the one that holds the job up
 * @param progress 0.0–100.0
 * @param retryCount automatic retries and those by hand
 * @param stages of the current attempt, in the order they began
 * @param manualRetries of them, those by hand
 * @param heardAt when the last event came that said anything or that work lives; it may be later than {@code updatedAt}
 * @param sequence position of the last event that had an effect in the job's partition; -1 before any
 * @param channelRun what the last look at a channel has found; null for any other job
 * @param nextCheck when it is looked at again; null where it is not, or is being looked at
 */
public record JobState(
        String jobId,
        String videoId,
        @Nullable Job job,
        @Nullable String commandId,
        JobStatus status,
        @Nullable Stage stage,
        double progress,
        @Nullable String message,
        int attempt,
        int retryCount,
        int manualRetries,
        Counters counters,
        @Nullable Failure error,
        List<StageState> stages,
        @Nullable String manifestKey,
        @Nullable Instant createdAt,
        Instant updatedAt,
        Instant heardAt,
        @Nullable Instant startedAt,
        @Nullable Instant completedAt,
        long sequence,
        @Nullable ChannelRun channelRun,
        @Nullable Instant nextCheck) {
    /** The stages of a job whose request is not known: any but those of a conversion. */
    private static final List<Stage> UNKNOWN =
            Stream.of(Stage.values()).filter(stage -> stage != Stage.CONVERTING).toList();

    /** Automatic retries of one run. */
    public static final int MAX_RETRIES = 3;

    /** Retries by hand of one job. */
    public static final int MAX_MANUAL_RETRIES = 10;

    /** Running work says that it lives far more often than this; a job that does not is stalled. */
    public static final Duration SILENCE = Duration.ofSeconds(60);

    private static final Set<JobEventType> STAGE_EVENTS = Set.of(
            JobEventType.STAGE_STARTED,
            JobEventType.STAGE_PROGRESSED,
            JobEventType.STAGE_COMPLETED,
            JobEventType.STAGE_FAILED);

    /** Where an attempt has not been admitted yet, or waits to be admitted again. */
    private static final Set<JobStatus> WAITING = Set.of(JobStatus.PENDING, JobStatus.QUEUED);

    /** The state after an event, given the state before it (null: none). */
    public static JobState fold(@Nullable JobState before, JobEvent event, long sequence) {
        return before == null ? first(event).apply(event, sequence) : before.apply(event, sequence);
    }

    private static JobState first(JobEvent event) {
        return new JobState(
                event.jobId(),
                event.videoId(),
                null,
                null,
                JobStatus.QUEUED,
                null,
                0,
                null,
                0,
                0,
                0,
                Counters.NONE,
                null,
                List.of(),
                null,
                null,
                event.time(),
                event.time(),
                null,
                null,
                -1,
                null,
                null);
    }

    private JobState apply(JobEvent event, long newSequence) {
        if (event.type() == JobEventType.SUBMITTED) {
            return commandId != null ? this : submitted(event);
        }
        if (newSequence <= sequence || event.attempt() < attempt) {
            return this;
        }
        if (event.type() == JobEventType.RETRY_REQUESTED) {
            return event.attempt() > attempt ? retryRequested(event).at(event, newSequence) : this;
        }
        if (event.type() == JobEventType.CHECK_REQUESTED) {
            return event.attempt() > attempt ? checkRequested(event).at(event, newSequence) : this;
        }
        if (event.type() == JobEventType.UNSUBSCRIBED) {
            return nextCheck == null ? this : unsubscribed(event).at(event, newSequence);
        }
        if (status.isTerminal()) {
            return this;
        }
        if (event.type() == JobEventType.HEARTBEAT) {
            return heard(event);
        }
        JobState current = event.attempt() > attempt ? nextAttempt(event.attempt()) : this;
        JobState after = STAGE_EVENTS.contains(event.type()) ? current.stageEvent(event) : current.jobEvent(event);
        return after.equals(this) ? this : after.at(event, newSequence);
    }

    private JobState submitted(JobEvent event) {
        Builder next = new Builder(this);
        next.commandId = event.eventId();
        next.job = event.job();
        next.createdAt = event.time();
        if (sequence < 0) {
            next.message = event.message();
            next.updatedAt = event.time().isAfter(updatedAt) ? event.time() : updatedAt;
        }
        return next.build();
    }

    /** Where the number of retries by hand is known, a lifecycle that has forgotten the job can not begin at 1 again. */
    private JobState retryRequested(JobEvent event) {
        Builder next = new Builder(nextRun(event));
        next.manualRetries = manualRetries + 1;
        return next.build();
    }

    /** No retry: nothing had failed. */
    private JobState checkRequested(JobEvent event) {
        Builder next = new Builder(nextRun(event));
        next.retryCount = Math.max(retryCount, next.retryCount - 1);
        return next.build();
    }

    private JobState unsubscribed(JobEvent event) {
        Builder next = new Builder(this);
        next.nextCheck = null;
        next.message = event.message();
        return next.build();
    }

    private JobState nextRun(JobEvent event) {
        Builder next = new Builder(nextAttempt(event.attempt()));
        next.job = event.job() == null ? job : event.job();
        next.message = event.message();
        next.manifestKey = null;
        next.startedAt = null;
        next.completedAt = null;
        next.nextCheck = null;
        return next.build();
    }

    private JobState heard(JobEvent event) {
        if (status != JobStatus.PROCESSING
                || event.attempt() != attempt
                || !event.time().isAfter(heardAt)) {
            return this;
        }
        Builder next = new Builder(this);
        next.heardAt = event.time();
        return next.build();
    }

    /** Whether a job that should be running has said nothing for {@link #SILENCE}. */
    public boolean isStalled(Instant now) {
        return status == JobStatus.PROCESSING && heardAt.plus(SILENCE).isBefore(now);
    }

    private JobState nextAttempt(int number) {
        Builder next = new Builder(this);
        next.attempt = number;
        next.retryCount = retryCount + number - Math.max(attempt, 1);
        next.status = JobStatus.QUEUED;
        next.stage = null;
        next.error = null;
        next.progress = 0;
        next.stages = List.of();
        next.counters = Counters.NONE;
        return next.build();
    }

    private JobState jobEvent(JobEvent event) {
        if (event.type() == JobEventType.REPRIORITIZED) {
            return reprioritized(event);
        }
        JobStatus target = target(event.type());
        if (!mayBecome(target)) {
            return job == null && event.job() != null ? known(event.job()) : this;
        }
        Builder next = new Builder(this);
        next.status = target;
        next.message = event.message();
        if (event.job() != null) {
            next.job = event.job();
            next.createdAt = createdAt == null ? event.job().createdAt() : createdAt;
        }
        if (event.error() != null) {
            next.error = event.error();
            next.stage = event.error().stage() == null ? stage : event.error().stage();
        }
        if (target == JobStatus.PROCESSING) {
            next.startedAt = startedAt == null ? event.time() : startedAt;
            next.stage = Stage.INITIALIZING;
            next.error = null;
        }
        if (target == JobStatus.COMPLETED) {
            next.manifestKey = event.manifestKey();
            next.progress = 100;
            next.error = null;
            next.stage = Stage.FINALIZING;
        }
        if (target.isTerminal()) {
            next.completedAt = event.time();
            next.nextCheck = event.nextCheck();
        }
        return next.build();
    }

    private JobState reprioritized(JobEvent event) {
        if (event.job() == null || status == JobStatus.PROCESSING) {
            return this;
        }
        Builder next = new Builder(this);
        next.job = event.job();
        next.message = event.message();
        return next.build();
    }

    private JobState known(Job asked) {
        Builder next = new Builder(this);
        next.job = asked;
        next.createdAt = createdAt == null ? asked.createdAt() : createdAt;
        return next.build();
    }

    private static JobStatus target(JobEventType type) {
        return switch (type) {
            case HELD -> JobStatus.PENDING;
            case STARTED -> JobStatus.PROCESSING;
            case RETRY_SCHEDULED -> JobStatus.RETRYING;
            case COMPLETED -> JobStatus.COMPLETED;
            case FAILED -> JobStatus.FAILED;
            case CANCELLED -> JobStatus.CANCELLED;
            default -> JobStatus.QUEUED;
        };
    }

    /**
     * Whether this is a step forward inside one attempt. After a restore the dataflow says again what it has said
     * before: an attempt that runs was queued, and one that has failed neither waits nor runs.
     */
    private boolean mayBecome(JobStatus target) {
        return switch (target) {
            case QUEUED, PROCESSING -> WAITING.contains(status);
            case PENDING -> status != JobStatus.RETRYING;
            default -> true;
        };
    }

    private JobState stageEvent(JobEvent event) {
        Stage about = event.stage();
        if (about == null) {
            return this;
        }
        StageState before = stages.stream()
                .filter(state -> state.stage() == about)
                .findFirst()
                .orElseGet(() -> StageState.begun(about, event));
        if (before.isPast(event)) {
            return this;
        }
        StageState after = before.apply(event);
        Builder next = new Builder(this);
        next.stages = with(before, after);
        next.counters = counters(event, after);
        next.channelRun = event.channelRun() == null ? channelRun : event.channelRun();
        next.progress = Math.max(progress, progress(next.stages));
        if (status == JobStatus.PENDING || status == JobStatus.RETRYING) {
            return next.build(); // a late word of work that is over; the job waits
        }
        next.status = JobStatus.PROCESSING;
        next.startedAt = startedAt == null ? event.time() : startedAt;
        next.stage = holdingUp(next.stages);
        if (event.message() != null && next.stage == about) {
            next.message = event.message();
        }
        return next.build();
    }

    private List<StageState> with(StageState before, StageState after) {
        var all = new ArrayList<>(stages);
        int place = all.indexOf(before);
        if (place < 0) {
            all.add(after);
        } else {
            all.set(place, after);
        }
        return List.copyOf(all);
    }

    private Counters counters(JobEvent event, StageState after) {
        if (event.counters() == null) {
            return counters;
        }
        Counters merged = counters.merge(event.counters());
        if (event.part() == null) {
            return merged;
        }
        return after.stage() == Stage.GENERATING_CLIPS
                ? merged.merge(Counters.clips(after.count(), null))
                : merged.merge(Counters.chunks(after.count(), null));
    }

    private double progress(List<StageState> states) {
        Map<Stage, Double> done = new EnumMap<>(Stage.class);
        states.forEach(state -> done.put(state.stage(), state.progress()));
        List<Stage> all = job == null ? UNKNOWN : job.stages();
        double total = all.stream().mapToInt(Stage::weight).sum();
        double reached = all.stream()
                .mapToDouble(each -> each.weight() * done.getOrDefault(each, 0.0))
                .sum();
        return Math.min(99.9, Math.round(1000 * reached / total) / 10.0);
    }

    /** Of the stages that run, the one with the most left to do; if none runs, the last that began. */
    private static Stage holdingUp(List<StageState> states) {
        return states.stream()
                .filter(state -> state.phase() == StageState.Phase.RUNNING)
                .max(Comparator.comparingDouble(state -> state.stage().weight() * (1 - state.progress())))
                .orElse(states.get(states.size() - 1))
                .stage();
    }

    private JobState at(JobEvent event, long newSequence) {
        Builder next = new Builder(this);
        next.updatedAt = event.time().isAfter(updatedAt) ? event.time() : updatedAt;
        next.heardAt = event.time().isAfter(heardAt) ? event.time() : heardAt;
        next.sequence = newSequence;
        return next.build();
    }

    /** The fields that an event may move; the rest stays. */
    private static final class Builder {
        private final JobState from;
        private @Nullable Job job;
        private @Nullable String commandId;
        private JobStatus status;
        private @Nullable Stage stage;
        private double progress;
        private @Nullable String message;
        private int attempt;
        private int retryCount;
        private int manualRetries;
        private Counters counters;
        private @Nullable Failure error;
        private List<StageState> stages;
        private @Nullable String manifestKey;
        private @Nullable Instant createdAt;
        private Instant updatedAt;
        private Instant heardAt;
        private @Nullable Instant startedAt;
        private @Nullable Instant completedAt;
        private long sequence;
        private @Nullable ChannelRun channelRun;
        private @Nullable Instant nextCheck;

        Builder(JobState from) {
            this.from = from;
            job = from.job;
            commandId = from.commandId;
            status = from.status;
            stage = from.stage;
            progress = from.progress;
            message = from.message;
            attempt = from.attempt;
            retryCount = from.retryCount;
            manualRetries = from.manualRetries;
            counters = from.counters;
            error = from.error;
            stages = from.stages;
            manifestKey = from.manifestKey;
            createdAt = from.createdAt;
            updatedAt = from.updatedAt;
            heardAt = from.heardAt;
            startedAt = from.startedAt;
            completedAt = from.completedAt;
            sequence = from.sequence;
            channelRun = from.channelRun;
            nextCheck = from.nextCheck;
        }

        JobState build() {
            return new JobState(
                    from.jobId,
                    from.videoId,
                    job,
                    commandId,
                    status,
                    stage,
                    progress,
                    message,
                    attempt,
                    retryCount,
                    manualRetries,
                    counters,
                    error,
                    stages,
                    manifestKey,
                    createdAt,
                    updatedAt,
                    heardAt,
                    startedAt,
                    completedAt,
                    sequence,
                    channelRun,
                    nextCheck);
        }
    }
}
