package io.reelflow.status.job;

import io.reelflow.schemas.Json;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The entity tag of a job's body: weak, as an estimate of the end that has moved is no news. It begins with the job's
 * position in the log, by which a client says what it has seen.
 */
final class JobTag {
    private static final Pattern TAG = Pattern.compile("(?:W/)?\"(-?\\d{1,18})-[0-9a-f]{16}\"");

    private JobTag() {}

    static String of(long sequence, ObjectNode body) {
        ObjectNode lasting = body.deepCopy();
        lasting.remove("eta");
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(Json.bytes(lasting));
            return "W/\"" + sequence + "-" + HexFormat.of().formatHex(hash, 0, 8) + "\"";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** What the client has seen; null where it does not say. */
    static @Nullable Long seen(@Nullable String ifNoneMatch) {
        if (ifNoneMatch == null) {
            return null;
        }
        Matcher tag = TAG.matcher(ifNoneMatch.strip());
        return tag.matches() ? Long.valueOf(tag.group(1)) : null;
    }
}
