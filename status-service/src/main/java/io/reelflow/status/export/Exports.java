package io.reelflow.status.export;

import io.reelflow.status.ApiProblem;
import io.reelflow.status.StatusConfig;
import io.reelflow.status.export.ExportRequest.Format;
import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.apache.parquet.hadoop.ParquetWriter;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;

/**
 * Tables as streams: all rows of one file are of one snapshot, no writer waits for it, and no more of it is in memory than
 * a row group. A stream that breaks ends in an error, never as if it were whole.
 */
@Component
final class Exports {
    /** Each holds a connection, a thread and a row group for as long as its client reads. */
    private static final int AT_ONCE = 2;

    /** A client that takes nothing for so long is gone. An old snapshot keeps dead rows of all tables. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final int CHUNK = 64 * 1024;

    /** "PGCOPY", flags, length of an extension. */
    private static final int BINARY_HEADER = 19;

    private final StatusConfig.Postgres postgres;
    private final DefaultDataBufferFactory buffers = new DefaultDataBufferFactory();
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        var thread = new Thread(task, "export");
        thread.setDaemon(true);
        return thread;
    });

    Exports(StatusConfig config) {
        this.postgres = config.postgres();
    }

    Flux<DataBuffer> stream(ExportRequest request) {
        return Flux.defer(() -> {
            if (!places.tryAcquire()) {
                return Flux.error(ApiProblem.unavailable(
                        "EXPORTS_BUSY", AT_ONCE + " exports are being sent already; come again"));
            }
            return Flux.from(DataBufferUtils.outputStreamPublisher(out -> write(request, out), buffers, threads, CHUNK))
                    .timeout(PATIENCE)
                    .doOnDiscard(DataBuffer.class, DataBufferUtils::release)
                    .doFinally(ignored -> places.release());
        });
    }

    private void write(ExportRequest request, OutputStream out) {
        try (Connection connection = connect()) {
            ExportQuery query = ExportQuery.of(connection, request);
            CopyOut copy = connection.unwrap(PGConnection.class).getCopyAPI().copyOut(query.copy());
            try {
                if (request.format() == Format.CSV) {
                    copyText(copy, out);
                } else {
                    copyParquet(request.table().name(), query, copy, out);
                }
                out.flush();
            } finally {
                if (copy.isActive()) {
                    copy.cancelCopy();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException("the export of " + request.fileName() + " broke", e);
        }
    }

    private Connection connect() throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", postgres.user());
        properties.setProperty("password", postgres.password());
        properties.setProperty("ApplicationName", "reelflow-export");
        properties.setProperty("connectTimeout", "5");
        Connection connection = DriverManager.getConnection(postgres.url(), properties);
        try {
            connection.setAutoCommit(false);
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
        return connection;
    }

    private static void copyText(CopyOut copy, OutputStream out) throws SQLException, IOException {
        for (byte[] row = copy.readFromCopy(); row != null; row = copy.readFromCopy()) {
            out.write(row);
        }
    }

    private static void copyParquet(String name, ExportQuery query, CopyOut copy, OutputStream out)
            throws SQLException, IOException {
        try (ParquetWriter<ByteBuffer> file = ParquetFile.writer(name, query.columns(), out)) {
            boolean first = true;
            for (byte[] bytes = copy.readFromCopy(); bytes != null; bytes = copy.readFromCopy()) {
                ByteBuffer rows = ByteBuffer.wrap(bytes);
                if (first) {
                    rows.position(BINARY_HEADER);
                    first = false;
                }
                // The number of columns, or -1 at the end.
                while (rows.hasRemaining() && rows.getShort() >= 0) {
                    file.write(rows);
                }
            }
        }
    }

    @PreDestroy
    void close() {
        threads.shutdownNow();
    }
}
