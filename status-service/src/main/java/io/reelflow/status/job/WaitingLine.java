package io.reelflow.status.job;

import io.reelflow.schemas.job.JobState;
import io.reelflow.schemas.job.JobStatus;
import io.reelflow.schemas.job.StageState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Where a job stands in line and when it is likely to end: by priority, then age, which is what the scheduler begins
 * with; owners in turn and ageing may let another pass. What nothing is known about is null. Every call blocks.
 */
@Component
class WaitingLine {
    /** Further back than this a place is not counted. */
    private static final int MOST = 100_000;

    private static final int RECENT_SECONDS = 600;
    private static final int FEWEST_ENDS = 3;
    private static final double LEAST_PROGRESS = 1;

    private final JdbcClient jdbc;
    private final JobStats stats;
    private final Clock clock;

    WaitingLine(JdbcClient jdbc, JobStats stats, Clock clock) {
        this.jdbc = jdbc;
        this.stats = stats;
        this.clock = clock;
    }

    /**
     * @param position how many go before it, and itself
     * @param eta when it is likely to end
     */
    record Place(@Nullable Long position, @Nullable Instant eta) {
        static final Place UNKNOWN = new Place(null, null);
    }

    Place of(JobState state) {
        Instant now = clock.instant();
        if (state.status() == JobStatus.PROCESSING) {
            return new Place(null, state.isStalled(now) ? null : eta(state, now));
        }
        return state.status() == JobStatus.QUEUED ? waiting(state, now) : Place.UNKNOWN;
    }

    private Place waiting(JobState state, Instant now) {
        long position = position(state.jobId());
        if (position == 0 || position > MOST) {
            return Place.UNKNOWN;
        }
        boolean dryRun = state.job() != null && state.job().dryRun();
        long ended = stats.ended(List.of(CountChanges.scope(null), dryRun), RECENT_SECONDS);
        Duration wait = Duration.ofMillis(1000L * RECENT_SECONDS * position / Math.max(1, ended));
        return new Place(position, ended < FEWEST_ENDS ? null : seconds(now.plus(wait)));
    }

    /** 0 where it does not wait. */
    private long position(String jobId) {
        return jdbc.sql("""
                        SELECT count(*) FROM (
                            SELECT FROM processing_jobs me JOIN processing_jobs q
                              ON q.status = 'queued'
                             AND (q.priority, q.created_at, q.job_id) <= (me.priority, me.created_at, me.job_id)
                            WHERE me.job_id = :job::uuid AND me.status = 'queued' LIMIT :most) before
                        """)
                .param("job", jobId)
                .param("most", MOST + 1)
                .query(Long.class)
                .single();
    }

    /** As if the attempt went on as it has gone so far. */
    private static @Nullable Instant eta(JobState state, Instant now) {
        Instant began = state.stages().stream()
                .map(StageState::startedAt)
                .filter(Objects::nonNull)
                .min(Instant::compareTo)
                .orElse(null);
        if (began == null || state.progress() < LEAST_PROGRESS) {
            return null;
        }
        long worked = Duration.between(began, state.updatedAt()).toMillis();
        long left = Math.round(worked * (100 - state.progress()) / state.progress());
        Instant eta = state.updatedAt().plusMillis(left);
        return worked <= 0 || eta.isBefore(now) ? null : seconds(eta);
    }

    private static Instant seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }
}
