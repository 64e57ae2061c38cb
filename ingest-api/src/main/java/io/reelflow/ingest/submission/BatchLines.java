package io.reelflow.ingest.submission;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;

/** Cuts a stream of bytes into lines; what is longer than allowed is passed over as it comes, and never kept. */
final class BatchLines {
    /** As long as the body of a single request may be. */
    static final int LONGEST = 64 << 10;

    private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
    private boolean tooLong;
    private long number;

    /** One line. */
    static final class Line {
        private final long number;
        private final byte @Nullable [] bytes;

        Line(long number, byte @Nullable [] bytes) {
            this.number = number;
            this.bytes = bytes;
        }

        /** From 1. */
        long number() {
            return number;
        }

        /** Null where there were too many. */
        byte @Nullable [] bytes() {
            return bytes;
        }
    }

    /** The lines that end in these bytes, which are released. */
    List<Line> add(DataBuffer buffer) {
        byte[] bytes = new byte[buffer.readableByteCount()];
        buffer.read(bytes);
        DataBufferUtils.release(buffer);
        List<Line> lines = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                lines.add(ended(bytes, from, i));
                from = i + 1;
            }
        }
        keep(bytes, from, bytes.length);
        return lines;
    }

    /** What stands behind the last line break. */
    List<Line> rest() {
        return tooLong || begun.size() > 0 ? List.of(ended(new byte[0], 0, 0)) : List.of();
    }

    private Line ended(byte[] bytes, int from, int to) {
        number++;
        if (!tooLong && begun.size() == 0 && to - from <= LONGEST) {
            return new Line(number, Arrays.copyOfRange(bytes, from, to));
        }
        keep(bytes, from, to);
        Line line = new Line(number, tooLong ? null : begun.toByteArray());
        begun.reset();
        tooLong = false;
        return line;
    }

    private void keep(byte[] bytes, int from, int to) {
        if (tooLong || begun.size() + to - from > LONGEST) {
            tooLong = true;
            begun.reset();
        } else {
            begun.write(bytes, from, to - from);
        }
    }
}
