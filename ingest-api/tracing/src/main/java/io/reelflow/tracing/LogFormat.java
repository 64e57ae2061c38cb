package io.reelflow.tracing;

import java.util.Map;

/**
 * How a service writes its log.
 *
 * @param json a line is a JSON document in the Elastic Common Schema, with {@code job_id} and {@code trace_id} where it is
 *     about a job
 */
public record LogFormat(boolean json) {
    /** @throws IllegalArgumentException names the key, the value and the rule */
    public static LogFormat from(Map<String, String> environment) {
        String value = environment.getOrDefault("REELFLOW_LOG_FORMAT", "text").strip();
        if (!value.matches("text|json")) {
            throw new IllegalArgumentException("REELFLOW_LOG_FORMAT is '" + value + "': must be text or json");
        }
        return new LogFormat(value.equals("json"));
    }

    /** Settings of Spring Boot. */
    public Map<String, Object> properties(String service) {
        return json
                ? Map.of("logging.structured.format.console", "ecs", "logging.structured.ecs.service.name", service)
                : Map.of();
    }
}
