package io.reelflow.dataflow.lifecycle;

import io.reelflow.dataflow.lifecycle.JobRun.Phase;
import io.reelflow.dataflow.sink.EventPublisher;
import io.reelflow.dataflow.stage.Workplace;
import io.reelflow.schemas.job.Failure;
import io.reelflow.schemas.job.JobCommand;
import io.reelflow.schemas.job.JobEvent;
import io.reelflow.schemas.job.JobEventType;
import io.reelflow.schemas.job.JobOutcome;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Keyed by job: turns commands and outcomes into attempts, and says what happened. A double command does nothing; a
 * retry is a checkpointed timer; every job gets exactly one end. Waiting for a room is the scheduler's.
 */
public final class JobLifecycle extends KeyedProcessFunction<String, JobMessage, Admission>
        implements CheckpointedFunction {
    /** How long the end of a job is remembered; then only the read model knows it. */
    static final Duration MEMORY_OF_ENDED = Duration.ofDays(7);

    private final Workplace.Provider workplace;
    private final RetryPolicy policy;
    private transient @Nullable EventPublisher events;
    private transient ValueState<JobRun> run;
    /** When the job ended, milliseconds since the epoch. */
    private transient ValueState<Long> ended;

    @SuppressWarnings("NullAway.Init") // Flink opens it
    public JobLifecycle(Workplace.Provider workplace, RetryPolicy policy) {
        this.workplace = workplace;
        this.policy = policy;
    }

    @Override
    public void open(OpenContext context) {
        events = workplace.get().events();
        run = getRuntimeContext().getState(new ValueStateDescriptor<>("run", TypeInformation.of(JobRun.class)));
        ended = getRuntimeContext().getState(new ValueStateDescriptor<>("ended", Types.LONG));
    }

    @Override
    public void processElement(JobMessage message, Context context, Collector<Admission> out) throws IOException {
        if (message.command() != null) {
            begin(message.command(), context, out);
        }
        if (message.outcome() != null) {
            attemptEnded(message.outcome(), context);
        }
    }

    private void begin(JobCommand command, Context context, Collector<Admission> out) throws IOException {
        if (run.value() != null || ended.value() != null) {
            return;
        }
        JobRun begun = JobRun.begin(command.job());
        run.update(begun);
        queue(begun, now(context), out);
    }

    private void attemptEnded(JobOutcome outcome, Context context) throws IOException {
        JobRun current = run.value();
        if (current == null || !current.concerns(outcome.attempt(), outcome.epoch())) {
            return;
        }
        Failure failure = outcome.failure();
        if (failure == null) {
            JobEvent done = event(current, JobEventType.COMPLETED, now(context), "Done");
            end(
                    current,
                    context,
                    current.job().dryRun()
                            ? done
                            : done.withManifest(
                                    Objects.requireNonNull(outcome.manifestKey(), "a success names its manifest")));
        } else if (failure.code().isHeld()) {
            hold(current, outcome.epoch(), failure, context);
        } else if (failure.retryable() && policy.allowsRetryAfter(current.attempt())) {
            retry(current, outcome.epoch(), failure, context);
        } else {
            fail(current, failure, context);
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Admission> out) throws IOException {
        JobRun current = run.value();
        if (current != null && current.phase() != Phase.ACTIVE && current.timer() <= timestamp) {
            JobRun next = current.goOn();
            run.update(next);
            queue(next, now(context), out);
        }
        Long end = ended.value();
        if (end != null && end + MEMORY_OF_ENDED.toMillis() <= timestamp) {
            ended.clear();
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

    private void queue(JobRun next, long now, Collector<Admission> out) {
        Attempt attempt = next.toAttempt();
        events().publish(attempt.event(JobEventType.QUEUED, now, "Waits for room"));
        out.collect(new Admission(Admission.Kind.ENTER, attempt));
    }

    private void retry(JobRun current, long epoch, Failure failure, Context context) throws IOException {
        long now = now(context);
        Duration delay = policy.retryDelay(current.attempt());
        String message = "Tries again in " + delay.toSeconds() + " s: " + failure.message();
        events().publish(event(current, JobEventType.RETRY_SCHEDULED, now, message)
                .withError(failure));
        wait(current.retryAt(now + delay.toMillis(), epoch), context);
    }

    private void hold(JobRun current, long epoch, Failure failure, Context context) throws IOException {
        long now = now(context);
        if (policy.givesUp(current.heldSince(), now)) {
            fail(current, failure, context);
            return;
        }
        Duration delay = policy.holdDelay(current.holds());
        String message = "Held for " + delay.toSeconds() + " s: " + failure.message();
        events().publish(event(current, JobEventType.HELD, now, message).withError(failure));
        wait(current.holdUntil(now + delay.toMillis(), now, epoch), context);
    }

    private void wait(JobRun next, Context context) throws IOException {
        run.update(next);
        context.timerService().registerProcessingTimeTimer(next.timer());
    }

    private void fail(JobRun current, Failure failure, Context context) throws IOException {
        end(
                current,
                context,
                event(current, JobEventType.FAILED, now(context), failure.message())
                        .withError(failure));
    }

    private void end(JobRun current, Context context, JobEvent last) throws IOException {
        events().publish(last);
        run.clear();
        long now = now(context);
        ended.update(now);
        context.timerService().registerProcessingTimeTimer(now + MEMORY_OF_ENDED.toMillis());
        if (current.timer() > 0) {
            context.timerService().deleteProcessingTimeTimer(current.timer());
        }
    }

    private static JobEvent event(JobRun run, JobEventType type, long now, String message) {
        return run.toAttempt().event(type, now, message);
    }

    private static long now(Context context) {
        return context.timerService().currentProcessingTime();
    }

    private EventPublisher events() {
        return Objects.requireNonNull(events, "not opened");
    }
}
