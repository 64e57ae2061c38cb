package io.reelflow.media.fetch;

import io.reelflow.media.MediaException;
import io.reelflow.schemas.job.ErrorCode;
import java.time.Duration;
import java.time.Instant;
import org.apache.hc.client5.http.utils.DateUtils;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/** An answer by which a source asks us to come less often, or to show that we are people. */
final class RateLimit {
    private static final int TOO_MANY_REQUESTS = 429;
    /** Longer is no answer to anybody: then a job fails anyway. */
    private static final Duration LONGEST = Duration.ofHours(24);

    private RateLimit() {}

    static boolean isIn(HttpResponse response) {
        Header mitigated = response.getFirstHeader("cf-mitigated"); // Cloudflare, with 403
        return response.getCode() == TOO_MANY_REQUESTS
                || (mitigated != null && mitigated.getValue().equals("challenge"));
    }

    static MediaException of(HttpResponse response) {
        String what = response.getCode() == TOO_MANY_REQUESTS ? "" : " with a bot check";
        return new MediaException(
                ErrorCode.SOURCE_RATE_LIMITED,
                "the source answered " + response.getCode() + what,
                retryAfter(response.getFirstHeader("Retry-After"), Instant.now()));
    }

    /** Seconds or a date (RFC 9110, 10.2.3), 24 h at most; null where it is neither. */
    static @Nullable Duration retryAfter(@Nullable Header header, Instant now) {
        if (header == null) {
            return null;
        }
        String value = header.getValue().strip();
        Instant date =
                value.matches("\\d{1,9}") ? now.plusSeconds(Long.parseLong(value)) : DateUtils.parseStandardDate(value);
        if (date == null) {
            return null;
        }
        Duration wait = Duration.between(now, date);
        return wait.isNegative() ? Duration.ZERO : wait.compareTo(LONGEST) < 0 ? wait : LONGEST;
    }
}
