package io.reelflow.local.client;

import io.reelflow.schemas.Json;
import java.io.IOException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** An error that the API answered; the message is for people. */
public final class ApiException extends IOException {
    private static final long serialVersionUID = 1;

    private ApiException(String message) {
        super(message);
    }

    /** From {@code application/problem+json}: code, detail, and each field that is wrong. */
    static ApiException of(int status, String body) {
        try {
            JsonNode problem = Json.MAPPER.readTree(body);
            var message = new StringBuilder(problem.path("code").asString("HTTP " + status));
            message.append(": ")
                    .append(problem.path("detail")
                            .asString(problem.path("title").asString("")));
            JsonNode errors = problem.path("errors");
            if (errors.size() > 1) { // the detail of a single one says it already
                errors.forEach(error -> message.append("\n  ")
                        .append(error.path("field").asString(""))
                        .append(": ")
                        .append(error.path("message").asString("")));
            }
            return new ApiException(message.toString());
        } catch (JacksonException e) {
            return new ApiException("HTTP " + status + ": " + body.strip());
        }
    }
}
