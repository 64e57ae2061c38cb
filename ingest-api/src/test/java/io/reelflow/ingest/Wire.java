package io.reelflow.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.schemas.Json;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

/** Calls over the wire, with JSON both ways. */
public final class Wire {
    private Wire() {}

    public static EntityExchangeResult<byte[]> call(
            WebTestClient client, HttpMethod method, String path, @Nullable String body, String... headers) {
        WebTestClient.RequestBodySpec request = client.method(method).uri(path);
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return (body == null
                        ? request
                        : request.contentType(MediaType.APPLICATION_JSON).bodyValue(body))
                .exchange()
                .expectBody()
                .returnResult();
    }

    public static EntityExchangeResult<byte[]> post(
            WebTestClient client, String path, @Nullable String body, String... headers) {
        return call(client, HttpMethod.POST, path, body, headers);
    }

    /** The body of an answer of that status. */
    public static JsonNode json(EntityExchangeResult<byte[]> result, int status) {
        assertThat(result.getStatus().value()).isEqualTo(status);
        if (status >= 400) {
            assertThat(result.getResponseHeaders().getContentType()).isEqualTo(MediaType.APPLICATION_PROBLEM_JSON);
        }
        return Json.MAPPER.readTree(result.getResponseBody());
    }

    /** The code of a problem of that status. */
    public static String code(EntityExchangeResult<byte[]> result, int status) {
        return json(result, status).get("code").stringValue();
    }
}
