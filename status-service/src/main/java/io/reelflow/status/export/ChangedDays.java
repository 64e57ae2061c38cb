package io.reelflow.status.export;

import io.reelflow.status.SlowStatements;
import java.time.Duration;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Which days a table has rows of. Every call blocks. */
@Component
final class ChangedDays {
    /** Of a long table all rows are read. */
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final JdbcOperations connections;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    ChangedDays(JdbcOperations connections, TransactionTemplate transaction) {
        this.connections = connections;
        this.jdbc = JdbcClient.create(connections);
        this.transaction = transaction;
    }

    /** @param owner whose rows only; null for everybody's */
    ExportDays of(ExportTable table, @Nullable String owner) {
        return transaction.execute(ignored -> {
            SlowStatements.allow(connections, LONGEST);
            if (owner != null) {
                jdbc.sql("SELECT set_config('reelflow.owner', ?, true)")
                        .param(owner)
                        .query(row -> {});
            }
            return new ExportDays(
                    table.name(),
                    table.time(),
                    jdbc.sql("SELECT DISTINCT (t." + table.time() + " AT TIME ZONE 'UTC')::date FROM " + table.name()
                                    + " t WHERE " + table.whose().condition(owner == null) + " ORDER BY 1")
                            .query(LocalDate.class)
                            .list());
        });
    }
}
