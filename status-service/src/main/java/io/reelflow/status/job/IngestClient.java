package io.reelflow.status.job;

import io.netty.channel.ChannelOption;
import io.reelflow.access.Counted;
import io.reelflow.schemas.Json;
import io.reelflow.status.ApiProblem;
import io.reelflow.status.StatusConfig;
import io.reelflow.status.access.Caller;
import io.reelflow.tracing.RequestSpans;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientRequestException;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.util.context.ContextView;

/** Hands commands on to the ingest API, in the caller's name. */
@Component
public class IngestClient {
    /** Longer than the ingest API waits for its broker; shorter than clients wait for us. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final int MOST_CONNECTIONS = 500;
    private static final int CONNECT_MILLIS = 3_000;
    /** Nobody tells of a connection that was lost while it rested. */
    private static final Duration LONGEST_REST = Duration.ofSeconds(10);

    private static final List<String> REQUEST_HEADERS = List.of("Content-Type", "Accept", "Idempotency-Key");
    private static final List<String> ANSWER_HEADERS =
            List.of("Content-Type", "Location", "Retry-After", "X-Reelflow-Position");

    private final WebClient client;
    private final String base;
    private final Counted counted;

    IngestClient(WebClient.Builder clients, StatusConfig config, Counted counted) {
        this.counted = counted;
        var connections = ConnectionProvider.builder("ingest")
                .maxConnections(MOST_CONNECTIONS)
                .maxIdleTime(LONGEST_REST)
                .lifo()
                .build();
        var http = HttpClient.create(connections).option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS);
        this.client = clients.clone()
                .clientConnector(new ReactorClientHttpConnector(http))
                .build();
        this.base = config.ingest().toString().replaceAll("/+$", "");
    }

    /** The ingest API's own answer, whatever it says. */
    public Mono<ResponseEntity<byte[]>> post(String path, byte[] body, HttpHeaders headers, Caller caller) {
        return send(HttpMethod.POST, path, body, headers, caller);
    }

    /** The ingest API's own answer, whatever it says. */
    public Mono<ResponseEntity<byte[]>> send(
            HttpMethod method, String path, byte[] body, HttpHeaders headers, Caller caller) {
        return Mono.deferContextual(traced -> client.method(method)
                        .uri(base + path)
                        .headers(sent -> inNameOf(caller, headers, sent, traced))
                        .bodyValue(body)
                        .exchangeToMono(answer -> answer.bodyToMono(byte[].class)
                                .defaultIfEmpty(new byte[0])
                                .map(bytes -> {
                                    var kept = new HttpHeaders();
                                    copy(answer.headers().asHttpHeaders(), kept, ANSWER_HEADERS);
                                    return new ResponseEntity<>(bytes, kept, answer.statusCode());
                                })))
                .timeout(PATIENCE)
                .onErrorMap(
                        error -> error instanceof WebClientRequestException || error instanceof TimeoutException,
                        IngestClient::unavailable);
    }

    /** Body and answer go through as they come and are kept nowhere: whoever is slow slows the other. */
    Mono<Void> stream(String path, ServerWebExchange exchange, Caller caller) {
        ServerHttpRequest request = exchange.getRequest();
        ServerHttpResponse response = exchange.getResponse();
        return Mono.deferContextual(traced -> client.post()
                        .uri(base + path)
                        .headers(sent -> inNameOf(caller, request.getHeaders(), sent, traced))
                        .body((sent, context) ->
                                sent.writeAndFlushWith(request.getBody().map(Mono::just)))
                        .exchangeToMono(answer -> {
                            response.setStatusCode(answer.statusCode());
                            copy(answer.headers().asHttpHeaders(), response.getHeaders(), ANSWER_HEADERS);
                            return response.writeAndFlushWith(
                                    answer.bodyToFlux(DataBuffer.class).map(Mono::just));
                        }))
                .onErrorMap(WebClientRequestException.class, IngestClient::unavailable);
    }

    private void inNameOf(Caller caller, HttpHeaders headers, HttpHeaders sent, ContextView context) {
        copy(headers, sent, REQUEST_HEADERS);
        String traceparent = RequestSpans.traceparent(context);
        if (traceparent != null) {
            sent.set("traceparent", traceparent);
        }
        sent.setBearerAuth(caller.key());
        String mark = counted.mark(caller.key());
        if (mark != null) {
            sent.set(Counted.HEADER, mark);
        }
    }

    private static Throwable unavailable(Throwable error) {
        return ApiProblem.unavailable("INGEST_UNAVAILABLE", "Nothing is accepted now; come again");
    }

    /** Asks for a video to be removed for good; whoever calls has looked up that it is the caller's. */
    public Mono<ResponseEntity<byte[]>> purge(String videoId, HttpHeaders headers, Caller caller) {
        byte[] body = Json.bytes(Json.MAPPER.createObjectNode().put("video_id", videoId));
        return post("/api/v1/purges", body, json(headers), caller);
    }

    /** The request's headers for a JSON body that we have written ourselves. */
    public static HttpHeaders json(HttpHeaders headers) {
        var sent = new HttpHeaders();
        copy(headers, sent, REQUEST_HEADERS);
        sent.setContentType(MediaType.APPLICATION_JSON);
        return sent;
    }

    /** Streams a body to a signed address. */
    Mono<HttpStatusCode> put(String address, Flux<DataBuffer> body, long bytes) {
        return client.put()
                .uri(URI.create(address))
                .contentLength(bytes)
                .body(BodyInserters.fromDataBuffers(body))
                .exchangeToMono(answer -> answer.releaseBody().thenReturn(answer.statusCode()))
                .onErrorMap(
                        WebClientRequestException.class,
                        error -> ApiProblem.unavailable(
                                "STORAGE_UNAVAILABLE", "The upload could not be stored; come again"));
    }

    private static void copy(HttpHeaders from, HttpHeaders to, List<String> names) {
        for (String name : names) {
            String value = from.getFirst(name);
            if (value != null) {
                to.set(name, value);
            }
        }
    }
}
