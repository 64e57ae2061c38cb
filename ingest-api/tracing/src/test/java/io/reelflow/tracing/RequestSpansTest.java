package io.reelflow.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.server.WebFilter;
import reactor.core.publisher.Mono;

class RequestSpansTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PARENT = "00f067aa0ba902b7";
    private static final String JOB = "0198aa4f-0000-4000-8000-00000000000a";

    private final InMemorySpanExporter told = InMemorySpanExporter.create();
    private final Tracing tracing = Tracing.to(SimpleSpanProcessor.create(told), "test");

    @Test
    void aRequestGoesOnInTheTraceOfItsClient() {
        AtomicReference<@Nullable String> seen = new AtomicReference<>();
        String sent = run(filter(tracing), "00-" + TRACE + "-" + PARENT + "-01", seen);
        SpanData span = told.getFinishedSpanItems().get(0);
        assertThat(span.getTraceId()).isEqualTo(TRACE);
        assertThat(span.getParentSpanId()).isEqualTo(PARENT);
        assertThat(span.getAttributes().asMap().values()).contains(JOB, 201L, "POST");
        assertThat(sent).isEqualTo("00-" + TRACE + "-" + span.getSpanId() + "-01");
        assertThat(seen.get()).as("what our own client finds").isEqualTo(sent);
    }

    @Test
    void aClientThatDoesNotKeepItsTraceIsObeyed() {
        String sent = run(filter(tracing), "00-" + TRACE + "-" + PARENT + "-00", new AtomicReference<>());
        assertThat(told.getFinishedSpanItems()).isEmpty();
        assertThat(sent).startsWith("00-" + TRACE + "-").endsWith("-00");
    }

    @Test
    void aHeaderThatIsNoneBeginsATraceOfItsOwn() {
        run(filter(tracing), "nonsense", new AtomicReference<>());
        assertThat(told.getFinishedSpanItems()).singleElement().satisfies(span -> {
            assertThat(span.getParentSpanContext().isValid()).isFalse();
            assertThat(span.getTraceId()).hasSize(32).isNotEqualTo(TRACE);
        });
    }

    @Test
    void withoutAnEndpointNothingIsDone() {
        Tracing off = Tracing.of(TracingSettings.from(Map.of()), "test");
        assertThat(off.isOn()).isFalse();
        assertThat(run(filter(off), "00-" + TRACE + "-" + PARENT + "-01", new AtomicReference<>()))
                .isNull();
    }

    @Test
    void aWrongSettingIsNamedWithItsRule() {
        for (String wrong : List.of("collector:4318", "ftp://collector", "http://")) {
            assertThatThrownBy(() -> TracingSettings.from(Map.of("REELFLOW_OTLP_ENDPOINT", wrong)))
                    .hasMessageContainingAll("REELFLOW_OTLP_ENDPOINT", wrong, "http(s)://HOST:PORT");
        }
        assertThatThrownBy(() -> TracingSettings.from(Map.of("REELFLOW_TRACE_RATIO", "2")))
                .hasMessageContaining("from 0 to 1");
        assertThatThrownBy(() -> LogFormat.from(Map.of("REELFLOW_LOG_FORMAT", "xml")))
                .hasMessageContaining("text or json");
    }

    private static WebFilter filter(Tracing tracing) {
        return RequestSpans.filter(tracing, Clock.systemUTC(), exchange -> true);
    }

    /** Answers what a handler finds. */
    private static @Nullable String run(
            WebFilter filter, String traceparent, AtomicReference<@Nullable String> inContext) {
        var exchange = MockServerWebExchange.from(
                MockServerHttpRequest.post("/api/v1/jobs").header("traceparent", traceparent));
        filter.filter(
                        exchange,
                        passed -> Mono.deferContextual(context -> {
                            inContext.set(RequestSpans.traceparent(context));
                            passed.getResponse().setStatusCode(HttpStatus.CREATED);
                            passed.getResponse().getHeaders().set("Location", "/api/v1/jobs/" + JOB);
                            return Mono.empty();
                        }))
                .block();
        return RequestSpans.traceparent(exchange);
    }
}
