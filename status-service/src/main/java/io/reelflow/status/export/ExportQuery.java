package io.reelflow.status.export;

import io.reelflow.status.export.ExportRequest.Format;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The COPY that answers a request. What the request says goes in by settings of the transaction, never as SQL. */
record ExportQuery(List<Column> columns, String copy) {
    private static final String COLUMNS = """
            SELECT attname, format_type(atttypid, NULL) FROM pg_attribute
            WHERE attrelid = ?::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum
            """;

    static ExportQuery of(Connection connection, ExportRequest request) throws SQLException {
        set(connection, "reelflow.since", text(request.since()));
        set(connection, "reelflow.until", text(request.until()));
        set(connection, "reelflow.owner", request.owner());
        List<Column> columns = columns(connection, request.table().name());
        boolean csv = request.format() == Format.CSV;
        String selected = columns.stream()
                .map(each ->
                        (csv
                                        ? each.type().csvSql("t." + each.quoted())
                                        : each.type().binarySql("t." + each.quoted())) + " AS " + each.quoted())
                .collect(Collectors.joining(", "));
        return new ExportQuery(
                columns,
                "COPY (SELECT " + selected + " FROM " + request.table().name() + " t WHERE " + where(request)
                        + ") TO STDOUT WITH (FORMAT " + (csv ? "csv, HEADER" : "binary") + ")");
    }

    private static String where(ExportRequest request) {
        var conditions = new ArrayList<>(List.of(request.table().whose().condition(request.owner() == null)));
        String time = "t." + request.table().time();
        if (request.since() != null) {
            conditions.add(time + " >= current_setting('reelflow.since')::timestamptz");
        }
        if (request.until() != null) {
            conditions.add(time + " < current_setting('reelflow.until')::timestamptz");
        }
        return String.join(" AND ", conditions);
    }

    private static List<Column> columns(Connection connection, String table) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(COLUMNS)) {
            query.setString(1, table);
            var columns = new ArrayList<Column>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    String name = rows.getString(1);
                    ColumnType.of(rows.getString(2)).ifPresent(type -> columns.add(new Column(name, type)));
                }
            }
            return columns;
        }
    }

    private static void set(Connection connection, String name, @Nullable String value) throws SQLException {
        if (value != null) {
            try (PreparedStatement set = connection.prepareStatement("SELECT set_config(?, ?, true)")) {
                set.setString(1, name);
                set.setString(2, value);
                set.execute();
            }
        }
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }
}
