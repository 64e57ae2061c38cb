package io.reelflow.dataflow.sink;

import java.time.Duration;
import org.apache.flink.connector.jdbc.JdbcConnectionOptions;
import org.apache.flink.connector.jdbc.JdbcExecutionOptions;
import org.apache.flink.connector.jdbc.core.datastream.sink.JdbcSink;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.OutputTag;

/**
 * Rows of results to Postgres, at least once: each is an upsert. They are stored within a second, and before a
 * checkpoint counts. While Postgres is away the rows wait here.
 */
public final class PostgresRows {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);
    private static final int BATCH = 500;

    /** Of a statement that failed; the sink waits one second more before each, then the dataflow restarts. */
    private static final int RETRIES = 10;

    private final JdbcConnectionOptions connection;

    public PostgresRows(String url, String user, String password) {
        this.connection = new JdbcConnectionOptions.JdbcConnectionOptionsBuilder()
                .withUrl(url)
                .withDriverName("org.postgresql.Driver")
                .withUsername(user)
                .withPassword(password)
                .withProperty("ApplicationName", "reelflow-dataflow")
                .withProperty("connectTimeout", "5")
                .withProperty("socketTimeout", "20")
                .build();
    }

    /** Writes what {@link RowSplit} has put aside. */
    public void write(SingleOutputStreamOperator<?> split) {
        write(split, RowSplit.VIDEOS, Tables.VIDEOS);
        write(split, RowSplit.TRANSCRIPTIONS, Tables.TRANSCRIPTIONS);
        write(split, RowSplit.SEGMENTS, Tables.SEGMENTS);
        write(split, RowSplit.CHAPTERS, Tables.CHAPTERS);
        write(split, RowSplit.SLIDES, Tables.SLIDES);
        write(split, RowSplit.CLIPS, Tables.CLIPS);
        write(split, RowSplit.PASSAGES, Tables.PASSAGES);
        write(split, RowSplit.COMMENTS, Tables.COMMENTS);
    }

    private <R> void write(SingleOutputStreamOperator<?> split, OutputTag<R> rows, Table<R> table) {
        JdbcSink<R> sink = JdbcSink.<R>builder()
                .withQueryStatement(table.upsert(), (statement, row) -> table.fill(statement, row))
                .withExecutionOptions(JdbcExecutionOptions.builder()
                        .withBatchSize(BATCH)
                        .withBatchIntervalMs(LONGEST_WAIT.toMillis())
                        .withMaxRetries(RETRIES)
                        .build())
                .buildAtLeastOnce(new PatientConnections(connection));
        split.getSideOutput(rows)
                .sinkTo(sink)
                // While rows wait for Postgres, outcomes must not.
                .disableChaining()
                .uid("rows-" + table.name())
                .name("rows-" + table.name());
    }
}
