package io.reelflow.status.job;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobState;
import io.reelflow.schemas.job.JobStatus;
import io.reelflow.schemas.job.JobType;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What becomes of jobs, as counters and histograms: each move is counted once, by the process whose transaction made it,
 * so that the sum over all replicas is right. Dry runs are counted in {@code reelflow_jobs_ended} alone.
 */
@Component
final class JobMeters {
    /** These make no video known that was not. */
    private static final Set<JobType> OF_KNOWN_VIDEOS = Set.of(JobType.CHANNEL, JobType.PURGE, JobType.CONVERSION);

    private final MeterRegistry registry;
    private final Counter rate;
    private final Counter created;
    private final DistributionSummary retries;
    private final DistributionSummary duration;
    private final Timer waiting;

    JobMeters(MeterRegistry registry) {
        this.registry = registry;
        this.rate = Counter.builder("jobs_processing_rate")
                .description("Jobs that ended; its rate is the throughput")
                .register(registry);
        this.created = Counter.builder("videos_created")
                .description("Jobs that bring a video in, each once")
                .register(registry);
        this.retries = DistributionSummary.builder("jobs_retry_count")
                .description("Retries that a job took until it ended")
                .serviceLevelObjectives(0.5, 1, 2, 3, 5, 10)
                .register(registry);
        this.duration = DistributionSummary.builder("jobs_processing_duration")
                .description("Seconds from a job's start to its end, completed ones")
                .serviceLevelObjectives(1, 5, 15, 30, 60, 120, 300, 600, 1800, 3600, 7200, 21600)
                .register(registry);
        this.waiting = Timer.builder("reelflow_jobs_waiting_time")
                .description("From the request to the first start")
                .serviceLevelObjectives(
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(10),
                        Duration.ofMinutes(1),
                        Duration.ofMinutes(10),
                        Duration.ofHours(1),
                        Duration.ofHours(6))
                .register(registry);
        // What is not there before its first event shows no rise at it.
        ended("completed", "none", false).increment(0);
        registry.counter("videos.deleted", "hard_delete", "false").increment(0);
        registry.counter("videos.deleted", "hard_delete", "true").increment(0);
    }

    /** A job that has just ended. */
    void ended(JobState after) {
        boolean dryRun = after.job() != null && after.job().dryRun();
        String code = after.error() == null ? "none" : after.error().code().name();
        ended(after.status().word(), code, dryRun).increment();
        if (!dryRun && after.completedAt() != null) {
            rate.increment();
            retries.record(after.retryCount());
            took(after, after.completedAt());
        }
    }

    /**
     * What has become of a job in a step of the log.
     *
     * @param before null for a job that there was not
     */
    void moved(@Nullable JobState before, JobState after) {
        Job job = after.job();
        if (job == null || job.dryRun()) {
            return;
        }
        if ((before == null || before.job() == null) && brings(job)) {
            created.increment();
        }
        Instant start = after.startedAt();
        Instant asked = after.createdAt();
        if (start != null && asked != null && after.attempt() <= 1 && (before == null || before.startedAt() == null)) {
            waiting.record(Duration.between(asked, start));
        }
    }

    /** A run of a stage that took time: one that found its result there is none. */
    void ran(StageRunRow run) {
        if (run.reused() || run.seconds() == 0) {
            return;
        }
        Timer.builder("reelflow_stage_duration")
                .description("Seconds that a run of a stage, or of a part of it, took")
                .tag("stage", run.stage().word())
                .tag("outcome", run.outcome())
                .serviceLevelObjectives(
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(2),
                        Duration.ofMinutes(10),
                        Duration.ofHours(1))
                .register(registry)
                .record(Duration.ofNanos((long) (1e9 * run.seconds())));
    }

    private void took(JobState after, Instant end) {
        Instant start = after.startedAt();
        if (start != null && after.status() == JobStatus.COMPLETED) {
            duration.record(Duration.between(start, end).toNanos() / 1e9);
        }
    }

    private static boolean brings(Job job) {
        return job.stored() == null && !OF_KNOWN_VIDEOS.contains(job.jobType());
    }

    private Counter ended(String outcome, String code, boolean dryRun) {
        return Counter.builder("reelflow_jobs_ended")
                .description("Jobs that ended, by how and why")
                .tag("outcome", outcome)
                .tag("error_code", code)
                .tag("dry_run", Boolean.toString(dryRun))
                .register(registry);
    }
}
