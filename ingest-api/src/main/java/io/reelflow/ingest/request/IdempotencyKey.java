package io.reelflow.ingest.request;

import io.reelflow.ingest.problem.ApiException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ServerWebExchange;

/** The header by which a client marks a request that it may send again. */
public final class IdempotencyKey {
    private static final String HEADER = "Idempotency-Key";
    private static final Pattern FORM = Pattern.compile("[\\x21-\\x7e]{1,255}");

    private IdempotencyKey() {}

    /**
     * Null where none was sent.
     *
     * @throws ApiException 400 where it is not 1 to 255 visible ASCII characters
     */
    public static @Nullable String of(ServerWebExchange exchange) {
        String key = exchange.getRequest().getHeaders().getFirst(HEADER);
        if (key != null && !FORM.matcher(key).matches()) {
            throw ApiException.of(
                    HttpStatus.BAD_REQUEST, "INVALID_HEADER", HEADER + " must be 1 to 255 visible ASCII characters");
        }
        return key;
    }
}
