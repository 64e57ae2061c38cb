package io.reelflow.ingest.upload;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs what an upload address promises: key, size, hash, expiry (HMAC-SHA256, hex). */
final class UploadSignature {
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec secret;

    UploadSignature(String secret) {
        this.secret = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
    }

    /** @param expires seconds since 1970 */
    String of(Upload upload, long expires) {
        String text = String.join("\n", "PUT", upload.key(), upload.size() + "", upload.sha256() + "", expires + "");
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }

    /** Takes the same time whether it fits or not. */
    boolean fits(Upload upload, long expires, String signature) {
        return MessageDigest.isEqual(
                of(upload, expires).getBytes(StandardCharsets.UTF_8), signature.getBytes(StandardCharsets.UTF_8));
    }
}
