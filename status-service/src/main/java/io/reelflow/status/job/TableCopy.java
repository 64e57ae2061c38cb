package io.reelflow.status.job;

import java.sql.SQLException;
import java.util.Collection;
import java.util.function.Consumer;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.transaction.SavepointManager;

/** {@code COPY}, in the transaction of whoever asks for it; the statements name the binary format. */
final class TableCopy {
    private final JdbcOperations connections;

    TableCopy(JdbcOperations connections) {
        this.connections = connections;
    }

    /** Writes one row. */
    @FunctionalInterface
    interface Row<T> {
        void write(T value, CopyRows rows) throws SQLException;
    }

    <T> void rows(String sql, Collection<T> values, Row<T> row) {
        connections.execute((ConnectionCallback<Long>) connection -> {
            CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
            try {
                var rows = new CopyRows((bytes, length) -> copy.writeToCopy(bytes, 0, length));
                for (T each : values) {
                    row.write(each, rows);
                }
                rows.end();
                return copy.endCopy();
            } finally {
                if (copy.isActive()) {
                    copy.cancelCopy();
                }
            }
        });
    }

    /** The same; where a row is there already, that step is taken back, and they are written otherwise. */
    <C extends Collection<T>, T> void rowsOr(
            String sql, C values, Row<T> row, SavepointManager savepoints, Consumer<C> instead) {
        if (values.isEmpty()) {
            return;
        }
        Object before = savepoints.createSavepoint();
        try {
            rows(sql, values, row);
        } catch (DuplicateKeyException e) {
            savepoints.rollbackToSavepoint(before);
            instead.accept(values);
        }
        savepoints.releaseSavepoint(before);
    }
}
