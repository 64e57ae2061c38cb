package io.reelflow.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** The secrets that clients show; only their hashes are kept. */
public final class Secrets {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 32;

    private Secrets() {}

    /** A new key: 256 random bits after {@code rf_}, fit for headers and addresses. */
    public static String key() {
        var bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return "rf_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Hex, as files and topics have it. A random key needs no slow hash. */
    public static String sha256(String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
