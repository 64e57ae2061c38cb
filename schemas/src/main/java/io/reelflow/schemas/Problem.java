package io.reelflow.schemas;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of every error answer, {@code application/problem+json} (RFC 9457). No stack trace, no path, no inner host.
 *
 * @param type {@code about:blank}: the status and the code say it all
 * @param title the status in words
 * @param status of the answer
 * @param detail for people: names the thing, the rule and the value
 * @param code stable, for programs
 * @param errors one for each bad field; null where no field is at fault
 */
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        String code,
        @Nullable List<FieldError> errors) {
    public static final String MEDIA_TYPE = "application/problem+json";

    /**
     * @param field its path in the body: {@code options.clip_duration}
     * @param message names the rule and the value
     */
    public record FieldError(String field, String message, String code) {}

    public static Problem of(int status, String title, String code, String detail) {
        return new Problem("about:blank", title, status, detail, code, null);
    }
}
