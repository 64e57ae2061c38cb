package io.reelflow.dataflow.webhook;

import io.reelflow.media.fetch.CheckedPost;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Sends webhooks, signed, with a few threads for the whole process: nobody waits for them. */
public final class WebhookSender implements AutoCloseable {
    static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final int THREADS = 8;
    private static final String HMAC = "HmacSHA256";

    private final byte[] secret;
    private final Clock clock;
    private final CheckedPost post;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, work -> {
        Thread thread = new Thread(work, "reelflow-webhook");
        thread.setDaemon(true);
        return thread;
    });

    /** @param allowedHosts {@code HOST} or {@code HOST:PORT} that may be reached although not public */
    public WebhookSender(String secret, List<String> allowedHosts, Clock clock) {
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
        this.clock = clock;
        this.post = new CheckedPost(allowedHosts, DEADLINE);
    }

    /** One try: null where it was delivered, else why not. Never fails. */
    CompletableFuture<@Nullable String> send(Webhook webhook) {
        return CompletableFuture.supplyAsync(() -> attempt(webhook), threads);
    }

    private @Nullable String attempt(Webhook webhook) {
        byte[] body = webhook.body().getBytes(StandardCharsets.UTF_8);
        String time = Long.toString(clock.instant().getEpochSecond());
        try {
            int status = post.send(
                    webhook.url(),
                    Map.of(
                            "X-Reelflow-Event-Id",
                            webhook.eventId(),
                            "X-Reelflow-Timestamp",
                            time,
                            "X-Reelflow-Signature",
                            "sha256=" + signature(time, body)),
                    body);
            return status / 100 == 2 ? null : "it answered " + status;
        } catch (IOException | RuntimeException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private String signature(String time, byte[] body) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(secret, HMAC));
            mac.update((time + ".").getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + HMAC, e);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        post.close();
    }
}
