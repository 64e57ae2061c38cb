package io.reelflow.status.action;

import io.reelflow.schemas.job.JobStatus;
import io.reelflow.schemas.job.JobType;
import io.reelflow.status.ApiProblem;
import io.reelflow.status.job.Standing;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A job that an action means, as the tables hold it.
 *
 * @param standing null where there is no such job
 */
record Candidate(
        String jobId,
        @Nullable Standing standing,
        @Nullable String owner,
        int attempt,
        @Nullable String videoId,
        Instant createdAt) {
    static final String COLUMNS =
            "p.status, p.job_type, p.manual_retries, p.completed_at, p.user_id, p.attempt, p.video_id, p.created_at";

    /** @param row its id, then {@link #COLUMNS} */
    static Candidate of(ResultSet row, int ignored) throws SQLException {
        String id = row.getString(1);
        String status = row.getString(2);
        if (status == null) {
            return new Candidate(id, null, null, 0, null, Instant.EPOCH);
        }
        OffsetDateTime ended = row.getObject(5, OffsetDateTime.class);
        var standing = new Standing(
                id,
                JobStatus.valueOf(status.toUpperCase(Locale.ROOT)),
                JobType.PURGE.word().equals(row.getString(3)),
                row.getInt(4),
                ended == null ? null : ended.toInstant());
        return new Candidate(
                id,
                standing,
                row.getString(6),
                // A command that nothing has happened to yet stands for the first.
                Math.max(1, row.getInt(7)),
                row.getString(8),
                row.getObject(9, OffsetDateTime.class).toInstant());
    }

    /** Null where the wish fits it. */
    @Nullable
    ApiProblem against(Action action, Instant now) {
        if (standing == null) {
            return ApiProblem.notFound("There is no job " + jobId);
        }
        if (action.concerns() != null && !action.concerns().equals(owner)) {
            return ApiProblem.forbidden("Job " + jobId + " belongs to another owner");
        }
        return switch (action.wish().kind()) {
            case RETRY -> standing.againstRetry(action.wish().force(), now);
            case CANCEL -> standing.againstCancel();
            case PRIORITY -> standing.againstPriority();
            case PAUSE -> standing.againstPause();
            case RESUME -> standing.againstResume();
            case REPROCESS -> null;
        };
    }
}
