package io.reelflow.status.job;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.reelflow.schemas.Json;
import io.reelflow.schemas.Words;
import io.reelflow.schemas.job.Failure;
import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobOptions;
import io.reelflow.schemas.job.JobState;
import io.reelflow.schemas.job.JobStatus;
import io.reelflow.schemas.job.JobType;
import io.reelflow.schemas.job.Stage;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectWriter;

/** A row of {@code processing_jobs}, a component for each column; options are told without the one that may hold a secret. */
record JobRow(
        String jobId,
        String videoId,
        @Nullable String url,
        @Nullable JobType jobType,
        JobStatus status,
        @Nullable Stage stage,
        double progressPercent,
        @Nullable String currentStage,
        @Nullable Integer priority,
        @Nullable String userId,
        @Nullable String channelId,
        @Nullable Instant notBefore,
        @JsonIgnoreProperties("webhook_url") @Nullable JobOptions options,
        boolean dryRun,
        int attempt,
        int retryCount,
        int manualRetries,
        int maxRetries,
        @Nullable String errorCode,
        @Nullable String errorMessage,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant startedAt,
        @Nullable Instant completedAt,
        long sequence,
        @Nullable Integer partition) {

    /** What a row has in one column. */
    record Column(String name, String type, Function<JobRow, @Nullable Object> value) {}

    @JsonIgnoreProperties("webhook_url")
    private interface Told {}

    private static final ObjectWriter OPTIONS =
            Json.MAPPER.rebuild().addMixIn(JobOptions.class, Told.class).build().writerFor(JobOptions.class);

    static final List<Column> COLUMNS = List.of(
            new Column("job_id", "uuid", JobRow::jobId),
            new Column("video_id", "text", JobRow::videoId),
            new Column("url", "text", JobRow::url),
            new Column("job_type", "text", JobRow::jobType),
            new Column("status", "text", JobRow::status),
            new Column("stage", "text", JobRow::stage),
            new Column("progress_percent", "float8", JobRow::progressPercent),
            new Column("current_stage", "text", JobRow::currentStage),
            new Column("priority", "integer", JobRow::priority),
            new Column("user_id", "text", JobRow::userId),
            new Column("channel_id", "uuid", JobRow::channelId),
            new Column("not_before", "timestamptz", JobRow::notBefore),
            new Column("options", "jsonb", JobRow::toldOptions),
            new Column("dry_run", "boolean", JobRow::dryRun),
            new Column("attempt", "integer", JobRow::attempt),
            new Column("retry_count", "integer", JobRow::retryCount),
            new Column("manual_retries", "integer", JobRow::manualRetries),
            new Column("max_retries", "integer", JobRow::maxRetries),
            new Column("error_code", "text", JobRow::errorCode),
            new Column("error_message", "text", JobRow::errorMessage),
            new Column("created_at", "timestamptz", JobRow::createdAt),
            new Column("updated_at", "timestamptz", JobRow::updatedAt),
            new Column("started_at", "timestamptz", JobRow::startedAt),
            new Column("completed_at", "timestamptz", JobRow::completedAt),
            new Column("sequence", "bigint", JobRow::sequence),
            new Column("partition", "integer", JobRow::partition));

    /** Of all rows, as Postgres reads it. */
    static @Nullable String[] values(Column column, List<JobRow> rows) {
        var values = new @Nullable String[rows.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = text(column.value.apply(rows.get(i)));
        }
        return values;
    }

    private static @Nullable String text(@Nullable Object value) {
        return value instanceof Enum<?> constant ? Words.of(constant) : value == null ? null : value.toString();
    }

    private @Nullable String toldOptions() {
        return options == null ? null : OPTIONS.writeValueAsString(options);
    }

    static JobRow of(JobState state, @Nullable Integer partition) {
        Job job = state.job();
        Failure error = state.error();
        return new JobRow(
                state.jobId(),
                state.videoId(),
                job == null ? null : job.url(),
                job == null ? null : job.jobType(),
                state.status(),
                state.stage(),
                state.progress(),
                state.message(),
                job == null ? null : job.priority(),
                job == null ? null : job.userId(),
                job == null ? null : job.channelId(),
                job == null ? null : job.notBefore(),
                job == null ? null : job.options(),
                job != null && job.dryRun(),
                state.attempt(),
                state.retryCount(),
                state.manualRetries(),
                JobState.MAX_RETRIES,
                error == null ? null : error.code().word(),
                error == null ? null : error.message(),
                state.createdAt() == null ? state.updatedAt() : state.createdAt(),
                state.updatedAt(),
                state.startedAt(),
                state.completedAt(),
                state.sequence(),
                partition);
    }
}
