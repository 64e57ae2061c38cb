package io.reelflow.media.analyze.endpoint;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where an OpenAI-compatible chat API answers. The operator names it, so any address is allowed, loopback too.
 *
 * @param url what {@code /chat/completions} is added to
 * @param model as the endpoint calls it
 * @param apiKey a secret: in no log, no artifact and no fingerprint; null where none is needed
 * @param time that all questions about one talk may take together
 * @param tokens of a question and its answer: what the model's context holds
 */
public record EndpointSettings(
        URI url, String model, @Nullable String apiKey, Duration time, int tokens) {
    public static final String API_KEY = "REELFLOW_ANALYZE_ENDPOINT_API_KEY";

    private static final String URL = "REELFLOW_ANALYZE_ENDPOINT";
    private static final String MODEL = "REELFLOW_ANALYZE_ENDPOINT_MODEL";
    private static final String SECONDS = "REELFLOW_ANALYZE_ENDPOINT_TIMEOUT_SECONDS";
    private static final String TOKENS = "REELFLOW_ANALYZE_ENDPOINT_TOKENS";
    /** Half of what the stage has for the shortest video. */
    private static final int LONGEST_SECONDS = 600;
    /** Instructions and an answer take 2,200: see {@link Tokens}. */
    private static final int FEWEST_TOKENS = 4_000;

    private static final int MOST_TOKENS = 1_000_000;

    /**
     * Null where no endpoint is configured.
     *
     * @throws IllegalArgumentException names the variable, its value (never the key's) and the rule
     */
    public static @Nullable EndpointSettings fromEnvironment(Map<String, String> environment) {
        String url = value(environment, URL);
        if (url == null) {
            return null;
        }
        String model = value(environment, MODEL);
        if (model == null || model.length() > 200) {
            throw new IllegalArgumentException(MODEL + ": must name a model in at most 200 characters where " + URL
                    + " is set, was '" + environment.getOrDefault(MODEL, "") + "'");
        }
        String key = value(environment, API_KEY);
        if (key != null && !key.matches("[!-~]+")) {
            throw new IllegalArgumentException(API_KEY + ": must be printable ASCII without spaces");
        }
        return new EndpointSettings(
                url(url),
                model,
                key,
                Duration.ofSeconds(number(environment, SECONDS, 1, LONGEST_SECONDS, 120)),
                number(environment, TOKENS, FEWEST_TOKENS, MOST_TOKENS, 8_000));
    }

    /** The variables another process reads as these same settings. */
    public Map<String, String> environment() {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put(URL, url.toString());
        variables.put(MODEL, model);
        if (apiKey != null) {
            variables.put(API_KEY, apiKey);
        }
        variables.put(SECONDS, Long.toString(time.toSeconds()));
        variables.put(TOKENS, Integer.toString(tokens));
        return variables;
    }

    /** What texts depend on: the model, and what it is asked. */
    public String shape() {
        return Prompts.VERSION + " " + tokens + " " + model;
    }

    /** Without the key. */
    @Override
    public String toString() {
        return model + " at " + url;
    }

    private static URI url(String given) {
        try {
            URI url = new URI(given.replaceAll("/+$", ""));
            if (url.getScheme() != null
                    && Set.of("http", "https").contains(url.getScheme())
                    && url.getHost() != null
                    && url.getRawUserInfo() == null
                    && url.getRawQuery() == null
                    && url.getRawFragment() == null) {
                return url;
            }
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(rule(given), e);
        }
        throw new IllegalArgumentException(rule(given));
    }

    private static String rule(String given) {
        return URL + ": must be http(s)://HOST[:PORT][/PATH] without user, query or fragment, was '"
                + given.replaceAll("//[^/@]*@", "//…@") + "'";
    }

    private static int number(Map<String, String> environment, String key, int least, int most, int otherwise) {
        String value = value(environment, key);
        if (value == null) {
            return otherwise;
        }
        if (!value.matches("[0-9]{1,9}") || Integer.parseInt(value) < least || Integer.parseInt(value) > most) {
            throw new IllegalArgumentException(
                    key + ": must be a whole number from " + least + " to " + most + ", was '" + value + "'");
        }
        return Integer.parseInt(value);
    }

    private static @Nullable String value(Map<String, String> environment, String key) {
        String value = environment.get(key);
        return value == null || value.isBlank() ? null : value.strip();
    }
}
