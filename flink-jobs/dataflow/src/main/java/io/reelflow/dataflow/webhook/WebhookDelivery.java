package io.reelflow.dataflow.webhook;

import io.reelflow.dataflow.stage.Workplace;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keyed by event: delivers each webhook at least once, or gives up after a day. Tries are made elsewhere, and their
 * results looked at by a timer, so that a slow receiver holds up nothing here.
 */
public final class WebhookDelivery extends KeyedProcessFunction<String, Webhook, Void> {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(WebhookDelivery.class);
    /** How often the result of a try is looked at. */
    static final Duration LOOK = Duration.ofMillis(500);
    /** Tries of one instance under way at once; more would only wait elsewhere. */
    private static final int MOST_UNDER_WAY = 1_000;

    private final Workplace.Provider workplace;
    private transient @Nullable WebhookSender sender;
    private transient Map<String, CompletableFuture<@Nullable String>> underWay;
    private transient ValueState<Delivery> delivery;

    @SuppressWarnings("NullAway.Init") // Flink opens it
    public WebhookDelivery(Workplace.Provider workplace) {
        this.workplace = workplace;
    }

    @Override
    public void open(OpenContext context) {
        sender = workplace.get().webhooks();
        underWay = new HashMap<>();
        delivery = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("delivery", TypeInformation.of(Delivery.class)));
    }

    @Override
    public void processElement(Webhook webhook, Context context, Collector<Void> out) throws IOException {
        if (delivery.value() != null) {
            return;
        }
        if (sender == null) {
            LOG.atError()
                    .addKeyValue("job_id", webhook.jobId())
                    .log("job {}: its webhook is not sent, REELFLOW_WEBHOOK_SECRET is not set", webhook.jobId());
            return;
        }
        TimerService timers = context.timerService();
        Delivery begun = Delivery.begin(webhook, timers.currentProcessingTime());
        delivery.update(begun);
        goOn(sender, begun, timers);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Void> out) throws IOException {
        Delivery current = delivery.value();
        if (current == null) {
            return;
        }
        if (sender == null) {
            String jobId = current.webhook().jobId();
            LOG.atError()
                    .addKeyValue("job_id", jobId)
                    .log("job {}: its webhook is given up, REELFLOW_WEBHOOK_SECRET is not set", jobId);
            delivery.clear();
            return;
        }
        goOn(sender, current, context.timerService());
    }

    @Override
    public void close() {
        if (underWay != null) {
            underWay.values().forEach(each -> each.cancel(false));
        }
    }

    private void goOn(WebhookSender to, Delivery current, TimerService timers) throws IOException {
        String id = current.webhook().eventId();
        long now = timers.currentProcessingTime();
        CompletableFuture<@Nullable String> tried = underWay.get(id);
        if (tried != null && tried.isDone()) {
            underWay.remove(id);
            tried(current, tried.join(), timers);
        } else if (tried != null || now < current.nextAt() || underWay.size() >= MOST_UNDER_WAY) {
            timers.registerProcessingTimeTimer(Math.max(current.nextAt(), now + LOOK.toMillis()));
        } else {
            underWay.put(id, to.send(current.webhook()));
            timers.registerProcessingTimeTimer(now + LOOK.toMillis());
        }
    }

    /** @param problem null where it was delivered */
    private void tried(Delivery current, @Nullable String problem, TimerService timers) throws IOException {
        String jobId = current.webhook().jobId();
        if (problem == null) {
            delivery.clear();
            return;
        }
        Delivery next = current.failed(timers.currentProcessingTime());
        if (next.isGivenUp()) {
            LOG.atWarn()
                    .addKeyValue("job_id", jobId)
                    .log("job {}: its webhook is given up after {} tries: {}", jobId, next.tries(), problem);
            delivery.clear();
            return;
        }
        LOG.atInfo()
                .addKeyValue("job_id", jobId)
                .log("job {}: its webhook was not delivered, try {}: {}", jobId, next.tries(), problem);
        delivery.update(next);
        timers.registerProcessingTimeTimer(next.nextAt());
    }
}
