package io.reelflow.tracing;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where spans go.
 *
 * @param endpoint of an OTLP collector that takes HTTP, without the path; null: nothing is traced
 * @param ratio of traces that are kept, of those whose client has not decided that
 */
public record TracingSettings(@Nullable URI endpoint, double ratio) {
    public static final TracingSettings OFF = new TracingSettings(null, 1);

    /** @throws IllegalArgumentException names the key, the value and the rule */
    public static TracingSettings from(Map<String, String> environment) {
        String endpoint = environment.getOrDefault("REELFLOW_OTLP_ENDPOINT", "").strip();
        return new TracingSettings(
                endpoint.isEmpty() ? null : address(endpoint),
                ratio(environment.getOrDefault("REELFLOW_TRACE_RATIO", "1").strip()));
    }

    private static URI address(String value) {
        try {
            URI address = new URI(value.replaceAll("/+$", ""));
            if (address.getHost() != null && String.valueOf(address.getScheme()).matches("https?")) {
                return address;
            }
        } catch (URISyntaxException e) {
            throw wrong("REELFLOW_OTLP_ENDPOINT", value, "must be http(s)://HOST:PORT of an OTLP collector", e);
        }
        throw wrong("REELFLOW_OTLP_ENDPOINT", value, "must be http(s)://HOST:PORT of an OTLP collector", null);
    }

    private static double ratio(String value) {
        if (!value.matches("0(\\.\\d{1,9})?|1(\\.0{1,9})?")) {
            throw wrong("REELFLOW_TRACE_RATIO", value, "must be a number from 0 to 1", null);
        }
        return Double.parseDouble(value);
    }

    private static IllegalArgumentException wrong(String key, String value, String rule, @Nullable Exception cause) {
        return new IllegalArgumentException(key + " is '" + value + "': " + rule, cause);
    }
}
