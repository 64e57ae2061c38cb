package io.reelflow.local.client;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One {@code POST /api/v1/jobs/batch}, written by one thread while another reads: the service slows whoever does not read
 * its answers, and Java's own client reads none before all is sent.
 */
public final class BatchCall {
    private static final int PIECE = 64 << 10;

    private final URI base;
    private final String key;

    /** @param base {@code http://HOST:PORT} of the API or of ingest */
    public BatchCall(String base, String key) {
        this.base = URI.create(base);
        this.key = key;
    }

    /**
     * Returns when all is answered.
     *
     * @param answers each line, in order, on the calling thread
     * @throws IOException the batch was refused as a whole, or the connection broke: the file may be sent again
     */
    public void send(InputStream lines, @Nullable String idempotencyKey, Consumer<String> answers) throws IOException {
        try (var socket = new Socket(base.getHost(), base.getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write(head(idempotencyKey).getBytes(StandardCharsets.US_ASCII));
            CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> write(lines, out), BatchCall::inThread);
            InputStream in = new BufferedInputStream(socket.getInputStream(), PIECE);
            String status = line(in);
            boolean chunked = false;
            for (String header = line(in); !header.isEmpty(); header = line(in)) {
                chunked |= header.toLowerCase(Locale.ROOT).equals("transfer-encoding: chunked");
            }
            if (!status.matches("HTTP/1.1 200.*") || !chunked) {
                throw new IOException(base + " answers " + status);
            }
            var reader = new BufferedReader(new InputStreamReader(new ChunkedInput(in), StandardCharsets.UTF_8), PIECE);
            for (String answer = reader.readLine(); answer != null; answer = reader.readLine()) {
                answers.accept(answer);
            }
            writing.join();
        } catch (CompletionException e) {
            throw new IOException("the batch was not sent to its end", e.getCause());
        }
    }

    private String head(@Nullable String idempotencyKey) {
        return "POST /api/v1/jobs/batch HTTP/1.1\r\nHost: " + base.getAuthority() + "\r\nAuthorization: Bearer " + key
                + "\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n"
                + (idempotencyKey == null ? "" : "Idempotency-Key: " + idempotencyKey + "\r\n") + "\r\n";
    }

    private static void inThread(Runnable work) {
        var thread = new Thread(work, "batch-writer");
        thread.setDaemon(true);
        thread.start();
    }

    private static void write(InputStream lines, OutputStream out) {
        try {
            byte[] piece = new byte[PIECE];
            for (int read = lines.read(piece); read >= 0; read = lines.read(piece)) {
                if (read > 0) {
                    out.write((Integer.toHexString(read) + "\r\n").getBytes(StandardCharsets.US_ASCII));
                    out.write(piece, 0, read);
                    out.write('\r');
                    out.write('\n');
                }
            }
            out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }

    /** Up to the next line break, without it. */
    static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("the connection ended in the middle of an answer");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }
}
