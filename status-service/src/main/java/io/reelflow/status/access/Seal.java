package io.reelflow.status.access;

import io.reelflow.status.StatusConfig;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * What this service hands out and must know again: sealed texts (AES-256-GCM, nobody else can read or alter them) and
 * signatures (HMAC-SHA-256). Both end at a time. The keys derive from {@code REELFLOW_SIGNING_SECRET}, one for each use.
 */
@Component
public final class Seal {
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private final SecureRandom random = new SecureRandom();
    private final byte[] secret;
    private final Clock clock;

    @Autowired
    Seal(StatusConfig config, Clock clock) {
        String given = config.signingSecret();
        this.secret = given == null ? random.generateSeed(32) : given.getBytes(StandardCharsets.UTF_8);
        this.clock = clock;
    }

    private Seal(String secret) {
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
        this.clock = Clock.systemUTC();
    }

    /** Seals of every process that has the same secret. */
    public static Seal withSecret(String secret) {
        return new Seal(secret);
    }

    /** The text, sealed for one use: what was sealed for another does not open. */
    public String seal(String use, String text, Duration life) {
        try {
            var nonce = new byte[NONCE];
            random.nextBytes(nonce);
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            ByteBuffer plain = ByteBuffer.allocate(Long.BYTES + bytes.length);
            plain.putLong(clock.instant().plus(life).getEpochSecond()).put(bytes);
            byte[] closed = cipher(Cipher.ENCRYPT_MODE, use, nonce).doFinal(plain.array());
            ByteBuffer all =
                    ByteBuffer.allocate(NONCE + closed.length).put(nonce).put(closed);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(all.array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES-GCM", e);
        }
    }

    /** The text, unless it was sealed elsewhere, for another use, or its time is over. */
    public Optional<String> open(String use, String sealed) {
        try {
            ByteBuffer all = ByteBuffer.wrap(Base64.getUrlDecoder().decode(sealed));
            var nonce = new byte[NONCE];
            if (all.remaining() <= NONCE) {
                return Optional.empty();
            }
            all.get(nonce);
            var closed = new byte[all.remaining()];
            all.get(closed);
            ByteBuffer plain =
                    ByteBuffer.wrap(cipher(Cipher.DECRYPT_MODE, use, nonce).doFinal(closed));
            boolean over = plain.getLong() <= clock.instant().getEpochSecond();
            return over
                    ? Optional.empty()
                    : Optional.of(StandardCharsets.UTF_8.decode(plain).toString());
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Query parameters that let anyone read the path until then: {@code expires=…&signature=…}. */
    public String sign(String path, Duration life) {
        long expires = clock.instant().plus(life).getEpochSecond();
        return "expires=" + expires + "&signature=" + signature(path, expires);
    }

    /** Whether the signature is ours, for this path, and its time is not over. */
    public boolean isSigned(String path, long expires, String signature) {
        return expires > clock.instant().getEpochSecond()
                && MessageDigest.isEqual(
                        signature(path, expires).getBytes(StandardCharsets.UTF_8),
                        signature.getBytes(StandardCharsets.UTF_8));
    }

    private String signature(String path, long expires) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(mac(key("signature"), "GET\n" + path + "\n" + expires));
    }

    private Cipher cipher(int mode, String use, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key(use), "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        return cipher;
    }

    private byte[] key(String use) {
        return mac(secret, "status-service/" + use);
    }

    private static byte[] mac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }
}
