package io.reelflow.media.models;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongConsumer;

/** Downloads one large file from a place that may not be reachable from here: gives up soon, and on silence. */
final class Http {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(15);
    private static final int SILENT_SECONDS = 30;

    private Http() {}

    /**
     * @param bytesDone hears once a second how much has come
     * @throws IOException it could not be reached, did not answer 200, or fell silent
     */
    static void download(URI uri, Path to, LongConsumer bytesDone) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newBuilder()
                .connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        HttpRequest request = HttpRequest.newBuilder(uri).timeout(ANSWER).build();
        CompletableFuture<HttpResponse<Path>> download = client.sendAsync(
                request,
                info -> info.statusCode() == 200
                        ? HttpResponse.BodySubscribers.ofFile(to)
                        : HttpResponse.BodySubscribers.replacing(to));
        try {
            HttpResponse<Path> response = await(download, to, bytesDone);
            if (response.statusCode() != 200) {
                throw new IOException("answered " + response.statusCode());
            }
        } finally {
            download.cancel(true);
        }
    }

    private static HttpResponse<Path> await(
            CompletableFuture<HttpResponse<Path>> download, Path file, LongConsumer bytesDone)
            throws IOException, InterruptedException {
        long before = 0;
        int silent = 0;
        while (silent < SILENT_SECONDS) {
            try {
                return download.get(1, TimeUnit.SECONDS);
            } catch (TimeoutException stillComing) {
                long now = Files.exists(file) ? Files.size(file) : 0;
                silent = now > before ? 0 : silent + 1;
                before = now;
                bytesDone.accept(now);
            } catch (ExecutionException e) {
                throw new IOException("could not be downloaded: " + reason(e.getCause() == null ? e : e.getCause()), e);
            }
        }
        throw new IOException("fell silent for " + SILENT_SECONDS + " s after " + before + " bytes");
    }

    /** An unknown host comes as an exception without any message. */
    private static String reason(Throwable cause) {
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
