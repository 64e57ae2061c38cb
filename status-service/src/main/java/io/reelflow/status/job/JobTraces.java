package io.reelflow.status.job;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobEvent;
import io.reelflow.schemas.job.JobState;
import io.reelflow.schemas.job.JobType;
import io.reelflow.tracing.JobSpans;
import io.reelflow.tracing.Tracing;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Spans of jobs, made of the events that the tables now hold: no other process has to tell any, and none is lost with a
 * process that dies. Where nothing is traced, nothing is done.
 */
@Component
public final class JobTraces {
    /** Jobs under way that are remembered; where one is forgotten its spans begin with what its state says. */
    private static final int MOST = 200_000;

    private final Tracing tracing;
    private final Clock clock;
    private final Cache<String, Marks> marks =
            Caffeine.newBuilder().maximumSize(MOST).build();

    JobTraces(Tracing tracing, Clock clock) {
        this.tracing = tracing;
        this.clock = clock;
    }

    /** When what is under way began. */
    private static final class Marks {
        private @Nullable Instant run;
        private @Nullable Instant waiting;
        private @Nullable Instant attempt;
    }

    boolean isOn() {
        return tracing.isOn();
    }

    void folded(List<JobBatch.Folded> events) {
        Instant now = clock.instant();
        for (JobBatch.Folded each : events) {
            Job job = each.after().job();
            if (job != null) {
                tell(each.event(), each.after(), job, now);
            }
        }
    }

    /** A client's connection has the update that ended the job. */
    public void delivered(JobState state) {
        Job job = state.job();
        Instant end = state.completedAt();
        if (tracing.isOn() && job != null && end != null) {
            spans(job, state).delivered("job_" + state.status().word(), end, clock.instant());
        }
    }

    private JobSpans spans(Job job, JobState state) {
        return new JobSpans(tracing, job, job.jobType() == JobType.CHANNEL ? state.attempt() : state.manualRetries());
    }

    private void tell(JobEvent event, JobState state, Job job, Instant now) {
        Marks known = Objects.requireNonNull(marks.get(job.jobId(), id -> new Marks()));
        JobSpans spans = spans(job, state);
        Instant time = event.time();
        switch (event.type()) {
            case SUBMITTED, QUEUED, HELD -> {
                known.run = or(known.run, time);
                known.waiting = or(known.waiting, time);
            }
            case RETRY_REQUESTED, CHECK_REQUESTED -> {
                known.run = time;
                known.waiting = time;
            }
            case STARTED -> {
                Instant since = known.waiting != null ? known.waiting : state.createdAt();
                if (since != null) {
                    spans.waited(event.attempt(), since, time);
                }
                known.waiting = null;
                known.attempt = time;
            }
            case STAGE_COMPLETED, STAGE_FAILED -> spans.stage(event);
            case RETRY_SCHEDULED -> {
                attempt(spans, known, event, state);
                known.waiting = time;
            }
            case COMPLETED, FAILED, CANCELLED -> {
                attempt(spans, known, event, state);
                Instant begin = or(known.run, state.createdAt());
                spans.job(begin == null ? time : begin, time, state.status().word(), event.error());
                spans.readModel(time, now);
                marks.invalidate(job.jobId());
            }
            case REPRIORITIZED, UNSUBSCRIBED, STAGE_STARTED, STAGE_PROGRESSED, HEARTBEAT -> {}
        }
    }

    private static void attempt(JobSpans spans, Marks known, JobEvent event, JobState state) {
        Instant begin = or(known.attempt, state.startedAt());
        if (begin != null && event.attempt() > 0) {
            spans.attempt(event.attempt(), begin, event.time(), event.error());
        }
        known.attempt = null;
    }

    private static @Nullable Instant or(@Nullable Instant known, @Nullable Instant otherwise) {
        return known != null ? known : otherwise;
    }
}
