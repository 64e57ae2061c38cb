package io.reelflow.status.job;

import io.reelflow.schemas.Json;
import io.reelflow.schemas.job.JobState;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.SavepointManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes batches of the log into the tables. The position in the log moves in the same transaction, and only from where
 * this writer thought it was: however often a process dies, and if two run at once, each record has its effect once.
 */
@Component
class ReadModelWriter {
    private static final String COPY_EVENTS =
            "COPY job_events (%s) FROM STDIN (FORMAT binary)".formatted(EventRow.COLUMNS);

    private static final String COPY_STAGE_RUNS =
            "COPY stage_runs (%s) FROM STDIN (FORMAT binary)".formatted(StageRunRow.COLUMNS);

    private static final String UPSERT_STAGE_RUNS = """
            INSERT INTO stage_runs
            SELECT * FROM jsonb_populate_recordset(NULL::stage_runs, :rows::jsonb)
            ON CONFLICT (job_id, attempt, stage, part) DO UPDATE SET
                started_at = excluded.started_at, ended_at = excluded.ended_at, seconds = excluded.seconds,
                cpu_seconds = excluded.cpu_seconds, bytes = excluded.bytes, model = excluded.model,
                version = excluded.version, outcome = excluded.outcome, reused = excluded.reused
            """;

    private static final String UPSERT_CHANNELS = """
            INSERT INTO channels
            SELECT * FROM jsonb_populate_recordset(NULL::channels, :rows::jsonb)
            ON CONFLICT (channel_id) DO UPDATE SET
                title = coalesce(excluded.title, channels.title), job_type = excluded.job_type,
                every_seconds = excluded.every_seconds, looks = excluded.looks, listed = excluded.listed,
                created = excluded.created, known = excluded.known, skipped = excluded.skipped,
                seconds = excluded.seconds, complete = excluded.complete,
                checked_at = coalesce(excluded.checked_at, channels.checked_at),
                next_check_at = excluded.next_check_at, updated_at = excluded.updated_at
            """;

    private static final String MOVE_COUNTS = """
            INSERT INTO job_counts SELECT * FROM jsonb_populate_recordset(NULL::job_counts, :rows::jsonb)
            ON CONFLICT (scope, dry_run, status, stage) DO UPDATE SET jobs = job_counts.jobs + excluded.jobs
            """;

    private static final String MOVE_DURATIONS = """
            INSERT INTO job_durations SELECT * FROM jsonb_populate_recordset(NULL::job_durations, :rows::jsonb)
            ON CONFLICT (scope, dry_run, bucket) DO UPDATE SET
                jobs = job_durations.jobs + excluded.jobs,
                microseconds = job_durations.microseconds + excluded.microseconds
            """;

    private static final String MOVE_ENDS = """
            INSERT INTO job_ends SELECT * FROM jsonb_populate_recordset(NULL::job_ends, :rows::jsonb)
            ON CONFLICT (scope, dry_run, second) DO UPDATE SET jobs = job_ends.jobs + excluded.jobs
            """;

    /** Records that are read, folded and copied together. */
    private static final int AT_ONCE = 2_000;

    /** Of all writers of one database: what one reads before it writes, no other changes meanwhile. */
    static final long ONE_AT_A_TIME = 0x7265656c666c6f77L;

    /** Moves what is named, where all that is to be read still stands where this writer thinks it does. */
    private static final String MOVE = """
            UPDATE consumer_positions p SET next_offset = n.next_offset
            FROM unnest(?::text[], ?::integer[], ?::bigint[]) AS n (topic, partition, next_offset)
            WHERE (p.topic, p.partition) = (n.topic, n.partition)
            """;

    /** Beside the positions, in the same look: the number of the last removal of a video. */
    private static final TopicPartition PURGES = new TopicPartition("", 0);

    private static final String POSITIONS = """
            SELECT topic, partition, next_offset FROM consumer_positions
            UNION ALL SELECT '', 0, coalesce(max(number), 0) FROM purged_videos
            """;

    private final JdbcClient jdbc;
    private final TableCopy copy;
    private final JobTables jobs;
    private final TransactionTemplate transaction;
    private final PurgedJobs purged;
    private final JobMeters meters;
    private final JobTraces traces;

    /** Rows of {@code job_states}: nothing but a writer changes one, and a writer that is passed by forgets them. */
    private final RecentStates recent = new RecentStates();

    /** Number of the last removal of a video that is known here. */
    private long purges;

    ReadModelWriter(JdbcOperations connections, TransactionTemplate transaction, JobMeters meters, JobTraces traces) {
        this.meters = meters;
        this.traces = traces;
        this.jdbc = JdbcClient.create(connections);
        this.copy = new TableCopy(connections);
        this.jobs = new JobTables(jdbc, copy);
        this.transaction = transaction;
        this.purged = new PurgedJobs(connections);
    }

    /** Another process has read on: what this one holds in hand is no longer the next. */
    static final class PositionMoved extends RuntimeException {
        private static final long serialVersionUID = 1;

        PositionMoved(TopicPartition partition) {
            super("the position in " + partition + " has been moved by another process");
        }
    }

    /** Where to read on, for each partition; a new one from its beginning. */
    Map<TopicPartition, Long> positions(Collection<TopicPartition> partitions) {
        for (TopicPartition each : partitions) {
            jdbc.sql("INSERT INTO consumer_positions VALUES (?, ?, 0) ON CONFLICT DO NOTHING")
                    .params(each.topic(), each.partition())
                    .update();
        }
        Map<TopicPartition, Long> found = stored();
        found.keySet().retainAll(partitions);
        return found;
    }

    /**
     * Applies the records, in order, and moves the positions {@code from} → {@code to}: both or neither. What one of them throws
     * that can not be read comes out.
     */
    void write(Iterable<LogRecord> records, Map<TopicPartition, Long> from, Map<TopicPartition, Long> to) {
        JobBatch written;
        try {
            written = Objects.requireNonNull(transaction.execute(status -> writeAll(records, from, to, status)));
        } catch (RuntimeException e) {
            recent.clear();
            throw e;
        }
        recent.putAll(written.states());
        written.tell(meters, traces);
    }

    private JobBatch writeAll(
            Iterable<LogRecord> records,
            Map<TopicPartition, Long> from,
            Map<TopicPartition, Long> to,
            SavepointManager savepoints) {
        forgetAfterPurge(move(from, to));
        var batch = new JobBatch(traces.isOn());
        var over = new HashSet<String>();
        Iterator<LogRecord> left = records.iterator();
        while (left.hasNext()) {
            apply(next(left), batch, over);
        }
        if (!over.isEmpty()) {
            recent.clear();
        }
        jobs.write(batch, savepoints);
        addStageRuns(batch.stageRuns(), savepoints);
        insert(UPSERT_CHANNELS, batch.channels());
        CountChanges counts = batch.counts();
        insert(MOVE_COUNTS, counts.counts());
        insert(MOVE_DURATIONS, counts.durations());
        insert(MOVE_ENDS, counts.ends());
        return batch;
    }

    /** As many as are held in memory at once. */
    private static List<LogRecord> next(Iterator<LogRecord> records) {
        var next = new ArrayList<LogRecord>();
        while (next.size() < AT_ONCE && records.hasNext()) {
            next.add(records.next());
        }
        return next;
    }

    /** @param over gets the ids of jobs of removed videos, and holds those found before */
    private void apply(List<LogRecord> records, JobBatch batch, Set<String> over) {
        readStates(records, batch);
        if (purges > 0) {
            purged.find(records, batch, over);
        }
        copy.rows(COPY_EVENTS, records, (each, events) -> {
            if (!over.contains(each.event().jobId())) {
                batch.apply(each, events);
            }
        });
    }

    /** Keeps a record that can not be read, and passes over it. */
    void reject(
            ConsumerRecord<String, byte[]> entry,
            String reason,
            Map<TopicPartition, Long> from,
            Map<TopicPartition, Long> to) {
        transaction.executeWithoutResult(ignored -> {
            move(from, to);
            jdbc.sql("""
                            INSERT INTO rejected_records (topic, partition, "offset", reason, value)
                            VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
                            """)
                    .params(entry.topic(), entry.partition(), entry.offset(), reason.replace("\0", ""), entry.value())
                    .update();
        });
    }

    /** A video that was removed has taken rows away that are remembered here. */
    private void forgetAfterPurge(long number) {
        if (number != purges) {
            recent.clear();
            purges = number;
        }
    }

    /** Answers the number of the last removal of a video. */
    private long move(Map<TopicPartition, Long> from, Map<TopicPartition, Long> to) {
        jdbc.sql("SELECT pg_advisory_xact_lock(?)").param(ONE_AT_A_TIME).query(row -> {});
        Map<TopicPartition, Long> stored = stored();
        long number = Objects.requireNonNullElse(stored.remove(PURGES), 0L);
        from.forEach((partition, offset) -> {
            if (!offset.equals(stored.get(partition))) {
                throw new PositionMoved(partition);
            }
        });
        List<TopicPartition> moved = to.keySet().stream()
                .filter(each -> !Objects.equals(to.get(each), from.get(each)))
                .toList();
        jdbc.sql(MOVE)
                .params(
                        moved.stream().map(TopicPartition::topic).toArray(String[]::new),
                        moved.stream().map(TopicPartition::partition).toArray(Integer[]::new),
                        moved.stream().map(to::get).toArray(Long[]::new))
                .update();
        return number;
    }

    private Map<TopicPartition, Long> stored() {
        var found = new HashMap<TopicPartition, Long>();
        jdbc.sql(POSITIONS).query(row -> {
            found.put(new TopicPartition(row.getString(1), row.getInt(2)), row.getLong(3));
        });
        return found;
    }

    private void readStates(List<LogRecord> records, JobBatch batch) {
        var unknown = new LinkedHashSet<String>();
        for (LogRecord each : records) {
            String jobId = each.event().jobId();
            if (!batch.knows(jobId) && !unknown.contains(jobId)) {
                JobState state = recent.get(jobId);
                if (state == null) {
                    unknown.add(jobId);
                } else {
                    batch.begin(state);
                }
            }
        }
        if (!unknown.isEmpty()) {
            jdbc.sql("SELECT state::text FROM job_states WHERE job_id = ANY (?::uuid[])")
                    .param(unknown.toArray(String[]::new))
                    .query(row -> {
                        batch.begin(Json.read(row.getString(1).getBytes(StandardCharsets.UTF_8), JobState.class));
                    });
        }
    }

    /** A run that failed may be there already, and is written anew; all others come once. */
    private void addStageRuns(Collection<StageRunRow> runs, SavepointManager savepoints) {
        copy.rowsOr(COPY_STAGE_RUNS, runs, StageRunRow::addTo, savepoints, all -> insert(UPSERT_STAGE_RUNS, all));
    }

    private void insert(String sql, Collection<?> rows) {
        if (!rows.isEmpty()) {
            jdbc.sql(sql).param("rows", Json.MAPPER.writeValueAsString(rows)).update();
        }
    }
}
