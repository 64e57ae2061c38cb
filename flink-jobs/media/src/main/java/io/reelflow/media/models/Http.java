package io.reelflow.media.models;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Downloads one large file of known size from a place that may not be reachable from here. What is refused is so at
 * once; what was cut is gone on with, also in a later run; a busy server is asked again twice.
 */
final class Http {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(15);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
    /** In a row, without a byte between them. */
    private static final int MOST_FAILURES = 3;

    private static final Set<Integer> BUSY = Set.of(408, 425, 429, 500, 502, 503, 504);
    private static final int RANGE_NOT_SATISFIABLE = 416;

    private final Duration silence;
    private final Duration pause;

    /**
     * @param silence after which a server that sends nothing is given up
     * @param pause before it is asked again, where it does not say itself how long
     */
    Http(Duration silence, Duration pause) {
        this.silence = silence;
        this.pause = pause;
    }

    /** What another request may mend. */
    private static final class Passing extends IOException {
        private static final long serialVersionUID = 1L;

        private final transient Duration wait;

        Passing(String message, Duration wait, @Nullable Throwable cause) {
            super(message, cause);
            this.wait = wait;
        }
    }

    /**
     * @param to what is in it already is taken for the file's beginning
     * @param bytes of the whole file
     * @param bytesDone hears once a second how much has come
     * @throws IOException why it could not be had, for people
     */
    void download(URI uri, Path to, long bytes, LongConsumer bytesDone) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newBuilder()
                .connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        int failures = 0;
        while (size(to) != bytes) {
            long before = size(to);
            try {
                transfer(client, uri, to, bytes, bytesDone);
            } catch (Passing e) {
                failures = size(to) > before ? 1 : failures + 1;
                if (failures >= MOST_FAILURES) {
                    throw e;
                }
                TimeUnit.MILLISECONDS.sleep(e.wait.toMillis());
            }
        }
        bytesDone.accept(bytes);
    }

    private void transfer(HttpClient client, URI uri, Path to, long bytes, LongConsumer bytesDone)
            throws IOException, InterruptedException {
        long from = size(to);
        if (from > bytes) {
            Files.delete(to);
            from = 0;
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(ANSWER);
        if (from > 0) {
            request.header("Range", "bytes=" + from + "-");
        }
        CompletableFuture<HttpResponse<Path>> download = client.sendAsync(request.build(), into(to, from));
        HttpResponse<Path> response;
        try {
            response = await(download, uri, to, bytes, bytesDone);
        } finally {
            download.cancel(true);
        }
        requireFile(response);
        if (size(to) < bytes) {
            throw new Passing("ended after " + size(to) + " of " + bytes + " bytes", pause, null);
        }
        requireAtMost(bytes, to);
    }

    /** Appends what is the rest, replaces by what is the whole, throws away what is neither. */
    private static BodyHandler<Path> into(Path to, long from) {
        return info -> {
            boolean rest = info.statusCode() == 206
                    && info.headers().firstValue("Content-Range").orElse("").startsWith("bytes " + from + "-");
            return rest || info.statusCode() == 200
                    ? BodySubscribers.ofFile(
                            to,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE,
                            rest ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING)
                    : BodySubscribers.replacing(to);
        };
    }

    private void requireFile(HttpResponse<Path> response) throws IOException {
        int status = response.statusCode();
        if (status == RANGE_NOT_SATISFIABLE) {
            Files.deleteIfExists(response.body());
            throw new Passing("answered 416", Duration.ZERO, null);
        }
        if (BUSY.contains(status)) {
            throw new Passing("answered " + status, wait(response), null);
        }
        if (status != 200 && status != 206) {
            throw new IOException("answered " + status);
        }
    }

    /** As the server says, in seconds; not longer than half a minute. */
    private Duration wait(HttpResponse<Path> response) {
        String said = response.headers().firstValue("Retry-After").orElse("");
        if (!said.matches("\\d{1,9}")) {
            return pause;
        }
        Duration wait = Duration.ofSeconds(Long.parseLong(said));
        return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    }

    private HttpResponse<Path> await(
            CompletableFuture<HttpResponse<Path>> download, URI uri, Path file, long bytes, LongConsumer bytesDone)
            throws IOException, InterruptedException {
        long before = size(file);
        long heard = System.nanoTime();
        while (System.nanoTime() - heard < silence.toNanos()) {
            try {
                return download.get(Math.min(1000, silence.toMillis()), TimeUnit.MILLISECONDS);
            } catch (TimeoutException stillComing) {
                long now = size(file);
                heard = now == before ? heard : System.nanoTime();
                before = now;
                requireAtMost(bytes, file);
                bytesDone.accept(now);
            } catch (ExecutionException e) {
                throw failed(uri, e.getCause() == null ? e : e.getCause());
            }
        }
        throw new Passing("fell silent for " + silence.toSeconds() + " s after " + before + " bytes", pause, null);
    }

    private static void requireAtMost(long bytes, Path file) throws IOException {
        if (size(file) > bytes) {
            Files.delete(file);
            throw new IOException("sends more than the " + bytes + " bytes it must have");
        }
    }

    private IOException failed(URI uri, Throwable cause) {
        for (Throwable at = cause; at != null; at = at.getCause()) {
            if (at instanceof UnresolvedAddressException) {
                return new IOException("unknown host " + uri.getHost(), cause);
            }
        }
        if (cause instanceof HttpConnectTimeoutException || cause instanceof ConnectException) {
            return new IOException(uri.getHost() + " can not be reached", cause);
        }
        String what = cause instanceof HttpTimeoutException
                ? "does not answer"
                : cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return new Passing(what, pause, cause);
    }

    private static long size(Path file) throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }
}
