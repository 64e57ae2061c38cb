package io.reelflow.dataflow.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.dataflow.stage.Jobs;
import io.reelflow.dataflow.stage.TestWorkplace;
import io.reelflow.dataflow.webhook.HookServer.Received;
import io.reelflow.schemas.Json;
import io.reelflow.schemas.job.ErrorCode;
import io.reelflow.schemas.job.Failure;
import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobEvent;
import io.reelflow.schemas.job.JobEventType;
import io.reelflow.schemas.job.Stage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class WebhookDeliveryTest {
    @TempDir
    Path directory;

    private TestWorkplace workplace;
    private KeyedOneInputStreamOperatorTestHarness<String, Webhook, Void> flink;
    private KeyedProcessOperator<String, Webhook, Void> operator;
    private long now = 1_000_000;

    @BeforeEach
    void open() throws Exception {
        workplace = new TestWorkplace(directory);
        operator = new KeyedProcessOperator<>(new WebhookDelivery(workplace.provider()));
        flink = harness();
        flink.open();
        flink.setProcessingTime(now);
    }

    @AfterEach
    void close() throws Exception {
        flink.close();
        workplace.close();
    }

    @Test
    void theEndOfAJobArrivesSignedAndTheSameAtEveryTry() throws Exception {
        try (HookServer server = new HookServer(500, 503, 204)) {
            Webhook webhook = webhook(server.url("127.0.0.1"));
            send(webhook);
            awaitFailures(webhook, 1);
            at(delivery(webhook).nextAt() - 1);
            assertThat(server.received).hasSize(1);
            at(delivery(webhook).nextAt());
            awaitFailures(webhook, 2);
            at(delivery(webhook).nextAt());
            awaitDelivered(webhook);

            assertThat(server.received).hasSize(3);
            for (Received each : server.received) {
                String time = Objects.requireNonNull(each.headers().getFirst("X-Reelflow-Timestamp"));
                assertThat(each.headers().getFirst("X-Reelflow-Event-Id")).isEqualTo(webhook.eventId());
                assertThat(each.headers().getFirst("X-Reelflow-Signature"))
                        .isEqualTo("sha256=" + signature(time, each.body()));
                assertThat(each.headers().getFirst("Content-Type")).startsWith("application/json");
            }
            JsonNode body = Json.MAPPER.readTree(server.received.get(2).body());
            assertThat(body.path("type").stringValue()).isEqualTo("job_failed");
            assertThat(body.at("/data/job_id").stringValue()).isEqualTo(webhook.jobId());
            assertThat(body.at("/data/status").stringValue()).isEqualTo("failed");
            assertThat(body.at("/data/error/code").stringValue()).isEqualTo("SOURCE_NOT_FOUND");
        }
    }

    @Test
    void aRestoreGoesOnWhereTheTriesWere() throws Exception {
        try (HookServer server = new HookServer(500, 200)) {
            Webhook webhook = webhook(server.url("127.0.0.1"));
            send(webhook);
            awaitFailures(webhook, 1);
            restore();
            at(delivery(webhook).nextAt() - 1);
            assertThat(server.received).hasSize(1);
            at(delivery(webhook).nextAt());
            awaitDelivered(webhook);
            assertThat(server.received).hasSize(2);
        }
    }

    @Test
    void aTryThatARestoreInterruptsIsMadeAgain() throws Exception {
        try (HookServer server = new HookServer(200)) {
            Webhook webhook = webhook(server.url("127.0.0.1"));
            send(webhook);
            restore();
            awaitDelivered(webhook);
            assertThat(server.received).isNotEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 307, 400, 404})
    void whatIsNoSuccessIsTriedAgainAndNoRedirectFollowed(int status) throws Exception {
        try (HookServer server = new HookServer(status)) {
            Webhook webhook = webhook(server.url("127.0.0.1"));
            send(webhook);
            awaitFailures(webhook, 1);
            assertThat(server.received).hasSize(1);
            assertThat(delivery(webhook).nextAt() - now).isPositive();
        }
    }

    @Test
    void anAddressThatIsNotPublicIsNotReached() throws Exception {
        try (HookServer server = new HookServer(200)) {
            Webhook webhook = webhook(server.url("localhost")); // the list of exceptions has 127.0.0.1
            send(webhook);
            awaitFailures(webhook, 1);
            assertThat(server.received).isEmpty();
        }
    }

    @Test
    void pausesDoubleUpToAnHourAndAfterADayItIsGivenUp() throws Exception {
        try (HookServer server = new HookServer(500)) {
            Webhook webhook = webhook(server.url("127.0.0.1"));
            send(webhook);
            long begun = now;
            List<Long> pauses = new ArrayList<>();
            for (int tries = 1; flink.numKeyedStateEntries() > 0; tries++) {
                awaitFailures(webhook, tries);
                if (flink.numKeyedStateEntries() > 0) {
                    pauses.add((delivery(webhook).nextAt() - now) / 1000);
                    at(delivery(webhook).nextAt());
                }
            }
            assertThat(pauses).startsWith(5L, 10L, 20L, 40L).endsWith(3600L).isSorted();
            assertThat(Duration.ofMillis(now - begun)).isBetween(Duration.ofHours(23), Duration.ofHours(24));
            assertThat(flink.numProcessingTimeTimers()).isZero();
        }
    }

    @Test
    void theSameEventTwiceIsOneDelivery() throws Exception {
        try (HookServer server = new HookServer(500, 200)) {
            Webhook webhook = webhook(server.url("127.0.0.1"));
            send(webhook);
            send(webhook);
            awaitFailures(webhook, 1);
            at(delivery(webhook).nextAt());
            awaitDelivered(webhook);
            assertThat(server.received).hasSize(2);
        }
    }

    /** Looks until so many tries have failed, or the last one has. */
    private void awaitFailures(Webhook webhook, int count) {
        Awaitility.await().until(() -> {
            boolean failed =
                    flink.numKeyedStateEntries() == 0 || delivery(webhook).tries() >= count;
            if (!failed) {
                at(now + WebhookDelivery.LOOK.toMillis());
            }
            return failed;
        });
    }

    private void awaitDelivered(Webhook webhook) {
        awaitFailures(webhook, Integer.MAX_VALUE);
        assertThat(flink.numKeyedStateEntries()).isZero();
    }

    private Delivery delivery(Webhook webhook) throws Exception {
        operator.setCurrentKey(webhook.eventId());
        ValueState<Delivery> state = operator.getKeyedStateBackend()
                .getPartitionedState(
                        VoidNamespace.INSTANCE,
                        VoidNamespaceSerializer.INSTANCE,
                        new ValueStateDescriptor<>("delivery", TypeInformation.of(Delivery.class)));
        return Objects.requireNonNull(state.value());
    }

    private void send(Webhook webhook) throws Exception {
        flink.processElement(webhook, 0);
    }

    private void at(long time) throws Exception {
        now = time;
        flink.setProcessingTime(time);
    }

    private void restore() throws Exception {
        OperatorSubtaskState checkpoint = flink.snapshot(1, 1);
        flink.close();
        operator = new KeyedProcessOperator<>(new WebhookDelivery(workplace.provider()));
        flink = harness();
        flink.initializeState(checkpoint);
        flink.open();
        flink.setProcessingTime(now);
    }

    private KeyedOneInputStreamOperatorTestHarness<String, Webhook, Void> harness() throws Exception {
        return new KeyedOneInputStreamOperatorTestHarness<>(operator, Webhook::eventId, Types.STRING);
    }

    private static Webhook webhook(String url) {
        Job job = Jobs.withWebhook(Jobs.job("a"), url);
        Failure failure = Failure.of(ErrorCode.SOURCE_NOT_FOUND, "it is gone", Stage.DOWNLOADING);
        JobEvent end = JobEvent.of(job, JobEventType.FAILED, 1, Instant.EPOCH, failure.message())
                .withError(failure);
        return Objects.requireNonNull(Webhook.of(job, end));
    }

    private static String signature(String time, String body) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(TestWorkplace.WEBHOOK_SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        String signed = time + "." + body;
        return HexFormat.of().formatHex(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
    }
}
