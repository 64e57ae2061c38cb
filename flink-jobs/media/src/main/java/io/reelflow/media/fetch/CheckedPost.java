package io.reelflow.media.fetch;

import io.reelflow.media.MediaException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.routing.RoutingSupport;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;

/**
 * Sends JSON to addresses that clients name: to public ones and those on the list of exceptions, checked where the
 * connection is made. Follows no redirect, reads no body, tries once.
 */
public final class CheckedPost implements AutoCloseable {
    private static final int CONNECTIONS = 64;

    private final Duration deadline;
    private final CloseableHttpClient client;
    private final ScheduledExecutorService alarm = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "post-deadline");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * @param allowedHosts {@code HOST} or {@code HOST:PORT} that may be reached although not public
     * @param deadline of a whole try
     */
    public CheckedPost(List<String> allowedHosts, Duration deadline) {
        this.deadline = deadline;
        Timeout longest = Timeout.of(deadline);
        this.client = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(new HostCheck(allowedHosts))
                        .setMaxConnTotal(CONNECTIONS)
                        .setMaxConnPerRoute(CONNECTIONS)
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(longest)
                                .setSocketTimeout(longest)
                                .build())
                        .build())
                .setConnectionReuseStrategy((request, response, context) -> false)
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableContentCompression()
                .disableAuthCaching()
                .disableCookieManagement()
                .setUserAgent("Reelflow/0.1")
                .build();
    }

    /**
     * The status that was answered.
     *
     * @throws IOException there was no answer in time, or the address may not be reached; the message says which
     */
    public int send(String url, Map<String, String> headers, byte[] json) throws IOException {
        HttpPost request = request(url);
        headers.forEach(request::setHeader);
        request.setEntity(new ByteArrayEntity(json, ContentType.APPLICATION_JSON));
        Future<?> end = alarm.schedule(request::abort, deadline.toMillis(), TimeUnit.MILLISECONDS);
        try (ClassicHttpResponse response = client.executeOpen(RoutingSupport.determineHost(request), request, null)) {
            return response.getCode();
        } catch (HostNotAllowedException e) {
            throw new IOException(
                    HostCheck.notPublic(String.valueOf(e.getMessage())).getMessage(), e);
        } catch (HttpException e) {
            throw new IOException("not an HTTP answer: " + e.getMessage(), e);
        } finally {
            end.cancel(false);
        }
    }

    @Override
    public void close() {
        alarm.shutdownNow();
        client.close(CloseMode.IMMEDIATE);
    }

    private static HttpPost request(String url) throws IOException {
        try {
            URI checked = HostCheck.checked(url);
            return new HttpPost(checked);
        } catch (MediaException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
