package io.reelflow.status.job;

import io.reelflow.schemas.Words;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows in the text format of {@code COPY}: values with a tab between them, a line for each row. Kept in pieces, as one
 * array of many megabytes would send the collector through the whole heap.
 */
final class CopyText {
    private static final String NULL = "\\N";
    private static final int PIECE = 64 * 1024;

    private final List<byte[]> pieces = new ArrayList<>();
    private final StringBuilder text = new StringBuilder(PIECE);

    /** A row; what is no string is written as Postgres reads it, an enum by its word. */
    void row(@Nullable Object... values) {
        for (int i = 0; i < values.length; i++) {
            if (i > 0) {
                text.append('\t');
            }
            value(values[i]);
        }
        text.append('\n');
        if (text.length() >= PIECE) {
            cut();
        }
    }

    /** All rows so far. */
    InputStream read() {
        cut();
        return new SequenceInputStream(Collections.enumeration(
                pieces.stream().map(ByteArrayInputStream::new).toList()));
    }

    private void cut() {
        pieces.add(text.toString().getBytes(StandardCharsets.UTF_8));
        text.setLength(0);
    }

    private void value(@Nullable Object value) {
        if (value == null) {
            text.append(NULL);
        } else if (value instanceof Enum<?> constant) {
            text.append(Words.of(constant));
        } else if (value instanceof String string) {
            escape(string);
        } else {
            text.append(value);
        }
    }

    private void escape(String value) {
        int written = 0;
        for (int i = 0; i < value.length(); i++) {
            char letter = value.charAt(i);
            if (letter == '\\' || letter < ' ') {
                text.append(value, written, i).append(escaped(letter));
                written = i + 1;
            }
        }
        text.append(value, written, value.length());
    }

    private static String escaped(char letter) {
        return switch (letter) {
            case '\\' -> "\\\\";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> String.valueOf(letter);
        };
    }
}
