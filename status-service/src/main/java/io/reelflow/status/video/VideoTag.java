package io.reelflow.status.video;

import io.reelflow.schemas.ObjectKeys;
import io.reelflow.status.ApiProblem;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * The entity tag of a video's body: its revision, by which {@code If-Match} knows whether somebody else has changed it
 * meanwhile, and a hash of all that is shown.
 */
final class VideoTag {
    private static final Pattern TAG = Pattern.compile("(?:W/)?\"(\\d{1,18})-[0-9a-f]{16}\"");

    private VideoTag() {}

    static String of(long revision, byte[] body) {
        return "\"" + revision + "-" + ObjectKeys.fingerprint(new String(body, StandardCharsets.UTF_8)) + "\"";
    }

    /** The revision that a client has seen; null where it does not say, or any is right to it. */
    static @Nullable Long expected(@Nullable String ifMatch) {
        if (ifMatch == null || ifMatch.strip().equals("*")) {
            return null;
        }
        Matcher tag = TAG.matcher(ifMatch.strip());
        if (!tag.matches()) {
            throw new ApiProblem(
                    HttpStatus.PRECONDITION_FAILED,
                    "CHANGED_MEANWHILE",
                    "If-Match " + ifMatch + " is no ETag that this video has given out");
        }
        return Long.valueOf(tag.group(1));
    }
}
