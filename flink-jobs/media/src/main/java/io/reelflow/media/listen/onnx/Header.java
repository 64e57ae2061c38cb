package io.reelflow.media.listen.onnx;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;

/** Reads what stands between a file's tensors, in order, from its beginning. Numbers are little-endian. */
final class Header {
    private final RandomAccessFile file;
    private final long length;
    private DataInputStream in;
    private long position;

    Header(RandomAccessFile file) throws IOException {
        this.file = file;
        this.length = file.length();
        this.in = streamFromHere();
    }

    /** What it reads ahead does not move the position: {@link #skip} sets that. */
    private DataInputStream streamFromHere() throws IOException {
        file.seek(position);
        return new DataInputStream(new BufferedInputStream(new FileInputStream(file.getFD())));
    }

    int integer() throws IOException {
        position += Integer.BYTES;
        return Integer.reverseBytes(in.readInt());
    }

    /** A number of things that follow, each of at least one byte. */
    int count() throws IOException {
        int count = integer();
        if (count < 0 || count > length - position) {
            throw new EOFException(count + " things can not follow in " + (length - position) + " bytes");
        }
        return count;
    }

    byte[] bytes(int count) throws IOException {
        byte[] bytes = new byte[count];
        in.readFully(bytes);
        position += count;
        return bytes;
    }

    void skip(long bytes) throws IOException {
        if (bytes < 0 || bytes > length - position) {
            throw new EOFException(bytes + " bytes can not follow in " + (length - position));
        }
        position += bytes;
        in = streamFromHere();
    }

    long position() {
        return position;
    }

    boolean hasMore() {
        return position < length;
    }
}
