package io.reelflow.access;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The mark on a call that one service forwards to the other: it has been counted. It holds for one key and about a
 * minute, and only a process that knows the secret can make it.
 */
public final class Counted {
    public static final String HEADER = "X-Reelflow-Counted";

    /** What a service shows in the place of a key where it calls in nobody's name; nothing without a mark. */
    public static final String SERVICE = "service/";

    private static final int MINUTE = 60;

    private final byte @Nullable [] secret;
    private final Clock clock;

    /** @param secret without one no mark is made or believed, and forwarded calls count at both ends */
    public Counted(@Nullable String secret, Clock clock) {
        this.secret = secret == null ? null : secret.getBytes(StandardCharsets.UTF_8);
        this.clock = clock;
    }

    /** The mark for calls with this key; null where no secret is shared. */
    public @Nullable String mark(String key) {
        return secret == null ? null : mark(secret, key, minute());
    }

    public boolean isMark(@Nullable String shown, String key) {
        if (secret == null || shown == null) {
            return false;
        }
        byte[] bytes = shown.getBytes(StandardCharsets.UTF_8);
        long now = minute();
        // The clocks of two machines may be apart.
        for (long minute = now - 1; minute <= now + 1; minute++) {
            if (MessageDigest.isEqual(bytes, mark(secret, key, minute).getBytes(StandardCharsets.UTF_8))) {
                return true;
            }
        }
        return false;
    }

    private long minute() {
        return clock.instant().getEpochSecond() / MINUTE;
    }

    private static String mark(byte[] secret, String key, long minute) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            byte[] hash = mac.doFinal(("counted/" + minute + "/" + key).getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }
}
