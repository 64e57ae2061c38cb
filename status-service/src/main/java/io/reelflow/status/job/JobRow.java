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
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
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

    /**
     * What a row has in one column.
     *
     * @param moves whether it changes although the request stays the same
     */
    record Column(String name, String type, boolean moves, Function<JobRow, @Nullable Object> value) {
        /** As the binary format of {@code COPY} takes it. */
        @Nullable
        Object binary(JobRow row) throws SQLException {
            Object plain = value.apply(row);
            if (plain == null) {
                return null;
            }
            return switch (type) {
                case "uuid" -> uuid(plain.toString());
                case "jsonb" -> new CopyRows.Jsonb(plain.toString().getBytes(StandardCharsets.UTF_8));
                default -> plain;
            };
        }

        /** What is none is refused as Postgres would: it would be for ever. */
        private static UUID uuid(String text) throws SQLException {
            try {
                return UUID.fromString(text);
            } catch (IllegalArgumentException e) {
                throw new SQLException("no UUID: " + text, "22P02", e);
            }
        }
    }

    @JsonIgnoreProperties("webhook_url")
    private interface Told {}

    private static final ObjectWriter OPTIONS =
            Json.MAPPER.rebuild().addMixIn(JobOptions.class, Told.class).build().writerFor(JobOptions.class);

    private static final boolean MOVES = true;
    private static final boolean STAYS = false;

    static final List<Column> COLUMNS = List.of(
            new Column("job_id", "uuid", STAYS, JobRow::jobId),
            new Column("video_id", "text", STAYS, JobRow::videoId),
            new Column("url", "text", STAYS, JobRow::url),
            new Column("job_type", "text", STAYS, JobRow::jobType),
            new Column("status", "text", MOVES, JobRow::status),
            new Column("stage", "text", MOVES, JobRow::stage),
            new Column("progress_percent", "float8", MOVES, JobRow::progressPercent),
            new Column("current_stage", "text", MOVES, JobRow::currentStage),
            new Column("priority", "integer", STAYS, JobRow::priority),
            new Column("user_id", "text", STAYS, JobRow::userId),
            new Column("channel_id", "uuid", STAYS, JobRow::channelId),
            new Column("not_before", "timestamptz", STAYS, JobRow::notBefore),
            new Column("options", "jsonb", STAYS, JobRow::toldOptions),
            new Column("dry_run", "boolean", STAYS, JobRow::dryRun),
            new Column("attempt", "integer", MOVES, JobRow::attempt),
            new Column("retry_count", "integer", MOVES, JobRow::retryCount),
            new Column("manual_retries", "integer", MOVES, JobRow::manualRetries),
            new Column("max_retries", "integer", STAYS, JobRow::maxRetries),
            new Column("error_code", "text", MOVES, JobRow::errorCode),
            new Column("error_message", "text", MOVES, JobRow::errorMessage),
            new Column("created_at", "timestamptz", STAYS, JobRow::createdAt),
            new Column("updated_at", "timestamptz", MOVES, JobRow::updatedAt),
            new Column("started_at", "timestamptz", MOVES, JobRow::startedAt),
            new Column("completed_at", "timestamptz", MOVES, JobRow::completedAt),
            new Column("sequence", "bigint", MOVES, JobRow::sequence),
            new Column("partition", "integer", MOVES, JobRow::partition));

    /** Those that change although the request stays the same; the first one names the job. */
    static final List<Column> MOVING = Stream.concat(
                    COLUMNS.stream().limit(1), COLUMNS.stream().filter(Column::moves))
            .toList();

    @Nullable
    Object[] binary(List<Column> columns) throws SQLException {
        var values = new @Nullable Object[columns.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = columns.get(i).binary(this);
        }
        return values;
    }

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
