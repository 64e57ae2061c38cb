package io.reelflow.dataflow.lifecycle;

import io.reelflow.dataflow.sink.EventPublisher;
import io.reelflow.dataflow.stage.Workplace;
import io.reelflow.dataflow.webhook.Webhook;
import io.reelflow.schemas.job.JobEvent;
import java.io.IOException;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keyed by job: turns commands, controls and outcomes into attempts, and says what happened, as {@link LifecycleRules}
 * has it. What waits is a checkpointed timer. Waiting for a room is the scheduler's.
 */
public final class JobLifecycle extends KeyedProcessFunction<String, JobMessage, Admission>
        implements CheckpointedFunction {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(JobLifecycle.class);

    /** The ends of jobs whose clients want to be told. */
    public static final OutputTag<Webhook> WEBHOOKS = new OutputTag<>("webhooks", TypeInformation.of(Webhook.class));

    private final Workplace.Provider workplace;
    private final RetryPolicy policy;
    private transient @Nullable EventPublisher events;
    private transient LifecycleRules rules;
    private transient ValueState<StoredPhase> phase;

    @SuppressWarnings("NullAway.Init") // Flink opens it
    public JobLifecycle(Workplace.Provider workplace, RetryPolicy policy) {
        this.workplace = workplace;
        this.policy = policy;
    }

    @Override
    public void open(OpenContext context) {
        events = workplace.get().events();
        rules = new LifecycleRules(policy);
        phase = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("phase", TypeInformation.of(StoredPhase.class)));
    }

    @Override
    public void processElement(JobMessage message, Context context, Collector<Admission> out) throws IOException {
        JobPhase before = StoredPhase.phase(phase.value());
        long now = context.timerService().currentProcessingTime();
        Step step = rules.hear(before, message, now);
        for (String reason : step.ignored()) {
            LOG.atInfo()
                    .addKeyValue("job_id", message.jobId())
                    .log("job {}: ignores {}: {}", message.jobId(), message.control(), reason);
        }
        take(before, step, context.timerService(), out);
        if (step.end() != null && step.phase() instanceof JobPhase.Known known) {
            Webhook webhook = Webhook.of(known.run().job(), step.end());
            if (webhook != null) {
                context.output(WEBHOOKS, webhook);
            }
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Admission> out) throws IOException {
        JobPhase before = StoredPhase.phase(phase.value());
        if (before.wakesAt() > 0 && before.wakesAt() <= timestamp) {
            long now = context.timerService().currentProcessingTime();
            take(before, rules.wake(before, now), context.timerService(), out);
        }
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        events().flush();
    }

    @Override
    public void initializeState(FunctionInitializationContext context) {
        // keyed state only
    }

    private void take(JobPhase before, Step step, TimerService timers, Collector<Admission> out) throws IOException {
        JobPhase after = step.phase();
        for (JobEvent event : step.events()) {
            events().publish(event);
        }
        step.admissions().forEach(out::collect);
        if (after.equals(before)) {
            return;
        }
        StoredPhase stored = StoredPhase.of(after);
        if (stored == null) {
            phase.clear();
        } else {
            phase.update(stored);
        }
        if (after.wakesAt() != before.wakesAt()) {
            if (before.wakesAt() > 0) {
                timers.deleteProcessingTimeTimer(before.wakesAt());
            }
            if (after.wakesAt() > 0) {
                timers.registerProcessingTimeTimer(after.wakesAt());
            }
        }
    }

    private EventPublisher events() {
        return Objects.requireNonNull(events, "not opened");
    }
}
