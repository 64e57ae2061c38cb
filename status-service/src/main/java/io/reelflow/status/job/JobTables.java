package io.reelflow.status.job;

import io.reelflow.schemas.Json;
import io.reelflow.schemas.job.JobState;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.SavepointManager;

/**
 * Writes {@code processing_jobs} and {@code job_states}, for the writer's own transaction. Where there are many, new rows go in
 * by {@code COPY}, and of others only those columns move that do, out of a temporary table.
 */
final class JobTables {
    /** From so many rows on the temporary tables are worth their making. */
    private static final int MANY = 100;

    private static final String UPSERT_JOBS = """
            INSERT INTO processing_jobs (%s) SELECT * FROM unnest(%s)
            ON CONFLICT (job_id) DO UPDATE SET %s
            """.formatted(
                    joined(JobRow.COLUMNS, JobRow.Column::name),
                    joined(JobRow.COLUMNS, column -> "?::" + column.type() + "[]"),
                    joined(
                            JobRow.COLUMNS,
                            column -> column.name().equals("partition")
                                    ? "partition = coalesce(excluded.partition, processing_jobs.partition)"
                                    : column.name() + " = excluded." + column.name()));

    private static final String UPSERT_STATES = """
            INSERT INTO job_states (job_id, state) SELECT * FROM unnest(?::uuid[], ?::json[])
            ON CONFLICT (job_id) DO UPDATE SET state = excluded.state
            """;

    private static final String COPY_JOBS = "COPY processing_jobs (%s) FROM STDIN (FORMAT binary)"
            .formatted(joined(JobRow.COLUMNS, JobRow.Column::name));

    private static final String COPY_STATES = "COPY job_states (job_id, state) FROM STDIN (FORMAT binary)";

    /** A state is longer than what is compressed by itself, as in its table. */
    private static final List<String> MAKE_ROOM = List.of(
            "CREATE TEMPORARY TABLE IF NOT EXISTS moved_jobs (%s) ON COMMIT DELETE ROWS"
                    .formatted(joined(JobRow.MOVING, column -> column.name() + " " + column.type())),
            "CREATE TEMPORARY TABLE IF NOT EXISTS moved_states (job_id uuid, state json)"
                    + " WITH (toast_tuple_target = 4080) ON COMMIT DELETE ROWS",
            // Whatever the planner thinks of tables that it has never looked at: by their keys.
            "SET LOCAL enable_hashjoin = off",
            "SET LOCAL enable_mergejoin = off");

    private static final String COPY_MOVED_JOBS = "COPY pg_temp.moved_jobs FROM STDIN (FORMAT binary)";
    private static final String COPY_MOVED_STATES = "COPY pg_temp.moved_states FROM STDIN (FORMAT binary)";

    private static final String MOVE_JOBS =
            "UPDATE processing_jobs p SET %s FROM pg_temp.moved_jobs m WHERE p.job_id = m.job_id"
                    .formatted(joined(
                            JobRow.MOVING.subList(1, JobRow.MOVING.size()),
                            column -> column.name().equals("partition")
                                    ? "partition = coalesce(m.partition, p.partition)"
                                    : column.name() + " = m." + column.name()));

    private static final String MOVE_STATES =
            "UPDATE job_states s SET state = m.state FROM pg_temp.moved_states m WHERE s.job_id = m.job_id";

    private final JdbcClient jdbc;
    private final TableCopy copy;

    JobTables(JdbcClient jdbc, TableCopy copy) {
        this.jdbc = jdbc;
        this.copy = copy;
    }

    void write(JobBatch batch, SavepointManager savepoints) {
        List<JobBatch.Change> changes = batch.changes();
        List<JobState> states = batch.states();
        if (states.size() < MANY) {
            upsertJobs(changes.stream().map(JobBatch.Change::row).toList());
            upsertStates(states);
            return;
        }
        MAKE_ROOM.forEach(sql -> jdbc.sql(sql).update());
        writeJobs(changes, savepoints);
        writeStates(batch, states, savepoints);
    }

    private void writeJobs(List<JobBatch.Change> changes, SavepointManager savepoints) {
        var added = new ArrayList<JobRow>();
        var moved = new ArrayList<JobRow>();
        var written = new ArrayList<JobRow>();
        for (JobBatch.Change each : changes) {
            (each.isNew() ? added : each.isOfRequest() ? written : moved).add(each.row());
        }
        copy.rowsOr(
                COPY_JOBS, added, (row, rows) -> rows.row(row.binary(JobRow.COLUMNS)), savepoints, this::upsertJobs);
        upsertJobs(written);
        if (!moved.isEmpty()) {
            copy.rows(COPY_MOVED_JOBS, moved, (row, rows) -> rows.row(row.binary(JobRow.MOVING)));
            jdbc.sql(MOVE_JOBS).update();
        }
    }

    private void writeStates(JobBatch batch, List<JobState> states, SavepointManager savepoints) {
        var added = new ArrayList<JobState>();
        var moved = new ArrayList<JobState>();
        states.forEach(each -> (batch.isNew(each) ? added : moved).add(each));
        copy.rowsOr(COPY_STATES, added, JobTables::addTo, savepoints, this::upsertStates);
        if (!moved.isEmpty()) {
            copy.rows(COPY_MOVED_STATES, moved, JobTables::addTo);
            jdbc.sql(MOVE_STATES).update();
        }
    }

    private static void addTo(JobState state, CopyRows rows) throws SQLException {
        rows.row(UUID.fromString(state.jobId()), Json.bytes(state));
    }

    private void upsertJobs(List<JobRow> rows) {
        if (!rows.isEmpty()) {
            jdbc.sql(UPSERT_JOBS)
                    .params(JobRow.COLUMNS.stream()
                            .map(column -> JobRow.values(column, rows))
                            .toList())
                    .update();
        }
    }

    private void upsertStates(List<JobState> states) {
        if (!states.isEmpty()) {
            jdbc.sql(UPSERT_STATES)
                    .param(states.stream().map(JobState::jobId).toArray(String[]::new))
                    .param(states.stream().map(Json::text).toArray(String[]::new))
                    .update();
        }
    }

    private static String joined(List<JobRow.Column> columns, Function<JobRow.Column, String> part) {
        return columns.stream().map(part).collect(Collectors.joining(", "));
    }
}
