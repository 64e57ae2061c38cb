package io.reelflow.media.fetch;

import io.reelflow.media.MediaException;
import io.reelflow.schemas.job.ErrorCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.io.CloseMode;
import org.jspecify.annotations.Nullable;

/**
 * Downloads one file over HTTP(S). After an interruption it goes on where it was, if the server can say that the file
 * is still the same; else from the beginning. Redirects are followed by hand, each to a checked address.
 */
final class HttpDownload {
    private static final int RESUMES = 5;

    private final Outbound outbound;
    private final Duration firstPause;

    HttpDownload(Outbound outbound, Duration firstPause) {
        this.outbound = outbound;
        this.firstPause = firstPause;
    }

    /** Hears of bytes. */
    interface Bytes {
        void arrived(long done, @Nullable Long total);
    }

    /**
     * What the address answered.
     *
     * @param url after redirects
     * @param page it leads to media but is none: nothing was kept
     * @param bytes of the file; as far as the server said where only headers were asked for
     * @param name the file name the server gives it
     */
    record Fetched(
            URI url, boolean page, long bytes, @Nullable String name) {}

    /**
     * @param part where the bytes go; what an earlier run left there is taken up
     * @param headersOnly ends when it is known what the address answers
     */
    Fetched get(URI url, Path part, long maxBytes, boolean headersOnly, Deadline deadline, Bytes bytes)
            throws MediaException, IOException, InterruptedException {
        return get(url, part, maxBytes, headersOnly, false, deadline, bytes);
    }

    /** Gets what the address answers, be it a page. */
    Fetched document(URI url, Path file, long maxBytes, Deadline deadline)
            throws MediaException, IOException, InterruptedException {
        return get(url, file, maxBytes, false, true, deadline, (done, total) -> {});
    }

    private Fetched get(
            URI url, Path part, long maxBytes, boolean headersOnly, boolean pages, Deadline deadline, Bytes bytes)
            throws MediaException, IOException, InterruptedException {
        try (CloseableHttpClient client = outbound.client()) {
            PartialFile partial = new PartialFile(part);
            partial.takeUp(url.toString());
            HttpTransfer transfer = new HttpTransfer(client, url, partial, maxBytes, headersOnly, pages, bytes);
            FutureTask<Fetched> task = new FutureTask<>(() -> untilWhole(transfer, partial));
            Thread thread = new Thread(task, "download");
            thread.setDaemon(true);
            thread.start();
            try {
                return task.get(deadline.left().toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                throw deadline.passed();
            } catch (ExecutionException e) {
                throw unwrapped(e.getCause());
            } finally {
                client.close(CloseMode.IMMEDIATE); // a read of a socket does not hear an interrupt
                thread.interrupt();
                thread.join();
            }
        }
    }

    private Fetched untilWhole(HttpTransfer transfer, PartialFile partial)
            throws MediaException, IOException, InterruptedException {
        for (int failures = 1; ; failures++) {
            try {
                return transfer.run();
            } catch (IOException e) {
                if (partial.size() == 0) {
                    throw unavailable(e);
                }
                if (failures > RESUMES) {
                    throw new MediaException(
                            ErrorCode.DOWNLOAD_INTERRUPTED,
                            "the download ended short after " + partial.size() + " bytes, " + failures + " times",
                            e);
                }
                TimeUnit.MILLISECONDS.sleep(firstPause.toMillis() << (failures - 1));
            }
        }
    }

    private static MediaException unavailable(IOException e) {
        if (e instanceof HostNotAllowedException) {
            return HostCheck.notPublic(String.valueOf(e.getMessage()));
        }
        String what = "the source does not answer";
        if (e instanceof UnknownHostException) {
            what = "the name of the source's host is not known";
        } else if (e instanceof SSLException) {
            what = "no secure connection to the source: " + e.getMessage();
        }
        return new MediaException(ErrorCode.SOURCE_UNAVAILABLE, what, e);
    }

    private static IOException unwrapped(@Nullable Throwable cause) throws MediaException, InterruptedException {
        if (cause instanceof MediaException media) {
            throw media;
        }
        if (cause instanceof InterruptedException interrupted) {
            throw interrupted;
        }
        if (cause instanceof UncheckedIOException disk) {
            return new IOException(disk.getMessage(), disk.getCause());
        }
        return new IOException("download failed: " + cause, cause);
    }
}
