package io.reelflow.status.export;

import static org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit.MICROS;
import static org.apache.parquet.schema.LogicalTypeAnnotation.dateType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timestampType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.uuidType;

import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.parquet.schema.Types;
import org.jspecify.annotations.Nullable;

/** What a column holds: how it is asked of Postgres, and what becomes of its binary form in Parquet. */
enum ColumnType {
    UUID("%s", "%s", PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY),
    TEXT("%s::text", "%s::text", PrimitiveTypeName.BINARY),
    INTEGER("%s::integer", "%s", PrimitiveTypeName.INT32),
    BIGINT("%s", "%s", PrimitiveTypeName.INT64),
    REAL("%s", "%s", PrimitiveTypeName.FLOAT),
    DOUBLE("%s::double precision", "%s", PrimitiveTypeName.DOUBLE),
    BOOLEAN("%s", "%s::text", PrimitiveTypeName.BOOLEAN),
    DATE("%s", "%s::text", PrimitiveTypeName.INT32),
    TIME("%s", "to_char(%s AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')", PrimitiveTypeName.INT64),
    TEXTS("%s", "to_jsonb(%s)::text", PrimitiveTypeName.BINARY),
    REALS("%s", "to_jsonb(%s)::text", PrimitiveTypeName.FLOAT);

    private static final Set<String> NOT_FOR_FILES = Set.of("tsvector", "bytea");
    private static final int DAYS_1970_TO_2000 = 10_957;
    private static final long MICROS_1970_TO_2000 = DAYS_1970_TO_2000 * 86_400_000_000L;

    private final String binarySql;
    private final String csvSql;
    private final PrimitiveTypeName stored;

    ColumnType(String binarySql, String csvSql, PrimitiveTypeName stored) {
        this.binarySql = binarySql;
        this.csvSql = csvSql;
        this.stored = stored;
    }

    /**
     * Empty for what is of no use in a file.
     *
     * @param postgres as {@code format_type} names it
     */
    static Optional<ColumnType> of(String postgres) {
        return NOT_FOR_FILES.contains(postgres)
                ? Optional.empty()
                : Optional.of(
                        switch (postgres) {
                            case "uuid" -> UUID;
                            case "integer", "smallint" -> INTEGER;
                            case "bigint" -> BIGINT;
                            case "real" -> REAL;
                            case "double precision", "numeric" -> DOUBLE;
                            case "boolean" -> BOOLEAN;
                            case "date" -> DATE;
                            case "timestamp with time zone" -> TIME;
                            case "text[]" -> TEXTS;
                            case "real[]" -> REALS;
                            default -> TEXT;
                        });
    }

    String binarySql(String column) {
        return String.format(Locale.ROOT, binarySql, column);
    }

    String csvSql(String column) {
        return String.format(Locale.ROOT, csvSql, column);
    }

    /** Every column may be null: views know no more, and a table and its view have one schema. */
    Type schema(String name) {
        return isList()
                ? Types.optionalList()
                        .element(primitive(Repetition.OPTIONAL, "element"))
                        .named(name)
                : primitive(Repetition.OPTIONAL, name);
    }

    private Type primitive(Repetition repetition, String name) {
        var type = Types.primitive(stored, repetition);
        if (stored == PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY) {
            type = type.length(16);
        }
        LogicalTypeAnnotation meaning = meaning();
        return (meaning == null ? type : type.as(meaning)).named(name);
    }

    private @Nullable LogicalTypeAnnotation meaning() {
        return switch (this) {
            case UUID -> uuidType();
            case TEXT, TEXTS -> stringType();
            case DATE -> dateType();
            case TIME -> timestampType(true, MICROS);
            default -> null;
        };
    }

    private boolean isList() {
        return this == TEXTS || this == REALS;
    }

    /** @param row at the value, which is so many bytes long */
    void write(ByteBuffer row, int length, RecordConsumer to) {
        if (isList()) {
            writeList(row, to);
        } else {
            writeOne(row, length, to);
        }
    }

    private void writeOne(ByteBuffer row, int length, RecordConsumer to) {
        switch (this) {
            case INTEGER -> to.addInteger(row.getInt());
            case DATE -> to.addInteger(row.getInt() + DAYS_1970_TO_2000);
            case BIGINT -> to.addLong(row.getLong());
            case TIME -> to.addLong(row.getLong() + MICROS_1970_TO_2000);
            case REAL, REALS -> to.addFloat(row.getFloat());
            case DOUBLE -> to.addDouble(row.getDouble());
            case BOOLEAN -> to.addBoolean(row.get() != 0);
            case UUID, TEXT, TEXTS ->
                to.addBinary(Binary.fromReusedByteArray(row.array(), row.arrayOffset() + row.position(), length));
        }
    }

    /** Postgres' array_send: dimensions, whether there are nulls, type; then size and lower bound; then the elements. */
    private void writeList(ByteBuffer row, RecordConsumer to) {
        int dimensions = row.getInt();
        row.position(row.position() + 8);
        int elements = 0;
        for (int i = 0; i < dimensions; i++) {
            elements = i == 0 ? row.getInt() : elements * row.getInt();
            row.getInt();
        }
        to.startGroup();
        if (elements > 0) {
            to.startField("list", 0);
            for (int i = 0; i < elements; i++) {
                to.startGroup();
                int length = row.getInt();
                if (length >= 0) {
                    int end = row.position() + length;
                    to.startField("element", 0);
                    writeOne(row, length, to);
                    to.endField("element", 0);
                    row.position(end);
                }
                to.endGroup();
            }
            to.endField("list", 0);
        }
        to.endGroup();
    }
}
