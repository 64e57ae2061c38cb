package io.reelflow.status.job;

import io.reelflow.schemas.Words;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Rows in the binary format of {@code COPY}, sent as they come in pieces. A value is written by its Java type, which has to be
 * that of the column: nothing is parsed on the other side but JSON.
 */
final class CopyRows {
    private static final byte[] HEADER = {
        'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
    };
    private static final int PIECE = 64 * 1024;
    private static final int NULL = -1;
    private static final short NO_MORE = -1;
    private static final byte JSONB_VERSION = 1;

    /** Microseconds are counted from the beginning of 2000. */
    private static final long EPOCH_SECOND = 946_684_800L;

    private static final long MOST_SECONDS = Long.MAX_VALUE / 2_000_000;
    private static final long BEYOND = Long.MAX_VALUE - 1;

    private final Wire wire;
    private ByteBuffer piece = ByteBuffer.allocate(PIECE);

    /** Where pieces go. */
    @FunctionalInterface
    interface Wire {
        void send(byte[] bytes, int length) throws SQLException;
    }

    /** UTF-8 text for a column of type {@code jsonb}; bytes alone are for one of type {@code json}. */
    static final class Jsonb {
        private final byte[] text;

        Jsonb(byte[] text) {
            this.text = text;
        }
    }

    CopyRows(Wire wire) {
        this.wire = wire;
        piece.put(HEADER);
    }

    void row(@Nullable Object... values) throws SQLException {
        room(Short.BYTES).putShort((short) values.length);
        for (Object each : values) {
            value(each);
        }
    }

    /** Behind the last row. */
    void end() throws SQLException {
        room(Short.BYTES).putShort(NO_MORE);
        send();
    }

    private void value(@Nullable Object value) throws SQLException {
        if (value == null) {
            room(Integer.BYTES).putInt(NULL);
        } else if (value instanceof String text) {
            bytes(text.getBytes(StandardCharsets.UTF_8));
        } else if (value instanceof Enum<?> constant) {
            bytes(Words.of(constant).getBytes(StandardCharsets.UTF_8));
        } else if (value instanceof byte[] text) {
            bytes(text);
        } else if (value instanceof Jsonb json) {
            sized(json.text.length + 1).put(JSONB_VERSION).put(json.text);
        } else if (value instanceof Instant time) {
            sized(Long.BYTES).putLong(microseconds(time));
        } else if (value instanceof UUID id) {
            sized(2 * Long.BYTES).putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
        } else if (value instanceof Integer number) {
            sized(Integer.BYTES).putInt(number);
        } else if (value instanceof Long number) {
            sized(Long.BYTES).putLong(number);
        } else if (value instanceof Double number) {
            sized(Double.BYTES).putDouble(number);
        } else if (value instanceof Boolean truth) {
            sized(1).put((byte) (truth ? 1 : 0));
        } else {
            throw new IllegalArgumentException("no column takes a " + value.getClass());
        }
    }

    private void bytes(byte[] value) throws SQLException {
        sized(value.length).put(value);
    }

    private ByteBuffer sized(int length) throws SQLException {
        return room(Integer.BYTES + length).putInt(length);
    }

    /** To the nearest, as Postgres does; what is beyond its times it refuses. */
    private static long microseconds(Instant time) {
        long seconds = time.getEpochSecond() - EPOCH_SECOND;
        return Math.abs(seconds) > MOST_SECONDS ? BEYOND : seconds * 1_000_000 + (time.getNano() + 500) / 1_000;
    }

    private ByteBuffer room(int bytes) throws SQLException {
        if (piece.remaining() < bytes) {
            send();
            if (piece.capacity() < bytes) {
                piece = ByteBuffer.allocate(bytes);
            }
        }
        return piece;
    }

    private void send() throws SQLException {
        wire.send(piece.array(), piece.position());
        piece.clear();
    }
}
