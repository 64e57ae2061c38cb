package io.reelflow.dataflow.sink;

import java.io.Serializable;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A table and how a row is put into it: an upsert, so that a row written twice is there once.
 *
 * @param key the columns that name a row
 */
record Table<R>(String name, List<String> key, List<Column<R>> columns) implements Serializable {

    /** A value of a row, set as the parameter of that number. */
    interface Setter<R> extends Serializable {
        void set(PreparedStatement statement, int parameter, R row) throws SQLException;
    }

    /** What is in a column. */
    interface Value<R> extends Serializable {
        @Nullable
        Object of(R row);
    }

    record Column<R>(String name, Setter<R> setter) implements Serializable {}

    @SafeVarargs // only reads
    @SuppressWarnings("varargs")
    static <R> Table<R> of(String name, List<String> key, Column<R>... columns) {
        return new Table<>(name, key, List.of(columns));
    }

    static <R> Column<R> column(String name, Value<R> value) {
        return new Column<>(name, (statement, at, row) -> statement.setObject(at, storable(value.of(row))));
    }

    static <R> Column<R> uuid(String name, Value<R> value) {
        return new Column<>(
                name, (statement, at, row) -> statement.setObject(at, UUID.fromString(String.valueOf(value.of(row)))));
    }

    static <R> Column<R> moment(String name, Value<R> value) {
        return new Column<>(
                name,
                (statement, at, row) -> statement.setTimestamp(
                        at, value.of(row) instanceof Instant moment ? Timestamp.from(moment) : null));
    }

    static <R> Column<R> json(String name, Value<R> value) {
        return new Column<>(name, (statement, at, row) -> statement.setObject(at, value.of(row), Types.OTHER));
    }

    /** An ISO date; what is none is left out. */
    static <R> Column<R> date(String name, Value<R> value) {
        return new Column<>(name, (statement, at, row) -> statement.setObject(at, date(value.of(row))));
    }

    static <R> Column<R> texts(String name, Value<R> value) {
        return new Column<>(name, (statement, at, row) -> {
            List<?> texts = value.of(row) instanceof List<?> list ? list : List.of();
            Object[] storable = texts.stream().map(Table::storable).toArray();
            statement.setArray(at, statement.getConnection().createArrayOf("text", storable));
        });
    }

    static <R> Column<R> seconds(String name, Value<R> value) {
        return new Column<>(name, (statement, at, row) -> {
            List<?> seconds = value.of(row) instanceof List<?> list ? list : List.of();
            statement.setArray(at, statement.getConnection().createArrayOf("float4", seconds.toArray()));
        });
    }

    /** Base64, stored as the bytes that it says. */
    static <R> Column<R> bytes(String name, Value<R> value) {
        return new Column<>(
                name,
                (statement, at, row) ->
                        statement.setBytes(at, Base64.getDecoder().decode(String.valueOf(value.of(row)))));
    }

    static <R> Column<R> now(String name) {
        return new Column<>(
                name, (statement, at, row) -> statement.setTimestamp(at, new Timestamp(System.currentTimeMillis())));
    }

    String upsert() {
        String names = columns.stream().map(Column::name).collect(Collectors.joining(", "));
        String places = String.join(", ", Collections.nCopies(columns.size(), "?"));
        Stream<String> changed = columns.stream().map(Column::name).filter(column -> !key.contains(column));
        return "INSERT INTO " + name + " (" + names + ") VALUES (" + places + ") ON CONFLICT ("
                + String.join(", ", key) + ") DO UPDATE SET "
                + changed.map(column -> column + " = EXCLUDED." + column).collect(Collectors.joining(", "));
    }

    void fill(PreparedStatement statement, R row) throws SQLException {
        int parameter = 1;
        for (Column<R> column : columns) {
            column.setter().set(statement, parameter++, row);
        }
    }

    /** Postgres stores no NUL in a text. */
    private static @Nullable Object storable(@Nullable Object value) {
        return value instanceof String text ? text.replace("\0", "") : value;
    }

    private static @Nullable LocalDate date(@Nullable Object iso) {
        try {
            return iso == null ? null : LocalDate.parse(iso.toString());
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
