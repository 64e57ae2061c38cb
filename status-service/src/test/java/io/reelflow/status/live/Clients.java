package io.reelflow.status.live;

import io.reelflow.schemas.Json;
import io.reelflow.status.Surroundings;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import tools.jackson.databind.JsonNode;

/** Clients of live streams, each with a connection of its own. */
final class Clients {
    private static final ParameterizedTypeReference<ServerSentEvent<String>> EVENT =
            new ParameterizedTypeReference<>() {};

    private final Surroundings all;
    private final ReactorClientHttpConnector connector =
            new ReactorClientHttpConnector(HttpClient.create(ConnectionProvider.newConnection()));

    Clients(Surroundings all) {
        this.all = all;
    }

    /** The events, comments left out. */
    Flux<ServerSentEvent<String>> events(String key, String path, @Nullable String lastEventId) {
        return raw(key, path, lastEventId).filter(each -> each.data() != null);
    }

    Flux<ServerSentEvent<String>> raw(String key, String path, @Nullable String lastEventId) {
        return Flux.defer(() -> WebClient.builder()
                .clientConnector(connector)
                .baseUrl(all.address().toString())
                .build()
                .get()
                .uri(path, Map.of())
                .headers(headers -> {
                    headers.setBearerAuth(key);
                    if (lastEventId != null) {
                        headers.set("Last-Event-ID", lastEventId);
                    }
                })
                .retrieve()
                .bodyToFlux(EVENT));
    }

    static String stream(String jobId) {
        return "/api/v1/jobs/" + jobId + "/stream";
    }

    static long id(ServerSentEvent<String> event) {
        return Long.parseLong(Objects.requireNonNull(event.id()));
    }

    static String name(ServerSentEvent<String> event) {
        return Objects.requireNonNull(event.event());
    }

    static JsonNode json(ServerSentEvent<String> event) {
        return Json.MAPPER.readTree(Objects.requireNonNull(event.data()));
    }
}
