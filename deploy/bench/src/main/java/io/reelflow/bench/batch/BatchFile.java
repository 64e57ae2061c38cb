package io.reelflow.bench.batch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Lines of dry jobs, made as they are read, the same each time; one in a hundred is bad, in one of five ways.
 *
 * @param name in each address, so that another file has other jobs
 */
record BatchFile(String name, int lines) {
    private static final int BAD_EVERY = 100;
    private static final int PIECE_LINES = 500;

    private enum Bad {
        MALFORMED_JSON("{\"url\": \"https://example.org/"),
        EMPTY_LINE(""),
        INVALID_VALUE("{\"url\": \"https://example.org/a\", \"priority\": 10}"),
        UNKNOWN_FIELD("{\"url\": \"https://example.org/a\", \"dry_run\": true}"),
        URL_NOT_ALLOWED("{\"url\": \"http://127.0.0.1/a\"}");

        private final String line;

        Bad(String line) {
            this.line = line;
        }
    }

    /** What a line, from 1, has to be answered with; empty where it has to be accepted. */
    String code(long line) {
        return line % BAD_EVERY == 0 ? bad(line).name() : "";
    }

    int good() {
        return lines - lines / BAD_EVERY;
    }

    private static Bad bad(long line) {
        return List.of(Bad.values()).get((int) (line / BAD_EVERY % Bad.values().length));
    }

    private String line(long line) {
        return line % BAD_EVERY == 0
                ? bad(line).line
                : "{\"url\": \"https://example.org/" + name + "/" + line
                        + "\", \"job_type\": \"transcription\", \"options\": {\"dry_run\": true, \"language\": \"en\"}}";
    }

    InputStream open() {
        return new InputStream() {
            private byte[] piece = new byte[0];
            private int at;
            private long next = 1;

            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] bytes, int from, int length) {
                if (at == piece.length) {
                    fill();
                }
                int count = Math.min(length, piece.length - at);
                System.arraycopy(piece, at, bytes, from, count);
                at += count;
                return count == 0 && length > 0 ? -1 : count;
            }

            private void fill() {
                var text = new StringBuilder();
                for (int i = 0; i < PIECE_LINES && next <= lines; i++) {
                    text.append(line(next++)).append('\n');
                }
                piece = text.toString().getBytes(StandardCharsets.UTF_8);
                at = 0;
            }
        };
    }
}
