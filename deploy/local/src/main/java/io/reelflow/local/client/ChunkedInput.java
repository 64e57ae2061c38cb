package io.reelflow.local.client;

import java.io.IOException;
import java.io.InputStream;

/** The body of an HTTP answer in chunks (RFC 9112, 7.1); trailers are passed over. */
final class ChunkedInput extends InputStream {
    private final InputStream in;
    private int left;
    private boolean ended;

    ChunkedInput(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (left == 0 && !ended) {
            begin();
        }
        if (ended) {
            return -1;
        }
        int read = in.read(bytes, from, Math.min(length, left));
        if (read < 0) {
            throw new IOException("the connection ended in the middle of an answer");
        }
        left -= read;
        if (left == 0) {
            BatchCall.line(in);
        }
        return read;
    }

    private void begin() throws IOException {
        left = Integer.parseInt(BatchCall.line(in).replaceAll(";.*", "").strip(), 16);
        if (left == 0) {
            ended = true;
            while (!BatchCall.line(in).isEmpty()) {
                // a trailer
            }
        }
    }
}
