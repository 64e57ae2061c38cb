package io.reelflow.dataflow;

import io.reelflow.dataflow.lifecycle.Admission;
import io.reelflow.dataflow.lifecycle.JobLifecycle;
import io.reelflow.dataflow.lifecycle.JobMessage;
import io.reelflow.dataflow.lifecycle.RetryPolicy;
import io.reelflow.dataflow.schedule.JobScheduler;
import io.reelflow.dataflow.schedule.SchedulerMessage;
import io.reelflow.dataflow.sink.Finished;
import io.reelflow.dataflow.stage.AnalyzeStage;
import io.reelflow.dataflow.stage.AsyncStage;
import io.reelflow.dataflow.stage.BranchJoin;
import io.reelflow.dataflow.stage.CommentsStage;
import io.reelflow.dataflow.stage.ConvertStage;
import io.reelflow.dataflow.stage.FanOut;
import io.reelflow.dataflow.stage.FetchStage;
import io.reelflow.dataflow.stage.FinishStage;
import io.reelflow.dataflow.stage.ListenStage;
import io.reelflow.dataflow.stage.MediaStage;
import io.reelflow.dataflow.stage.PartJoin;
import io.reelflow.dataflow.stage.RenderStage;
import io.reelflow.dataflow.stage.SharedType;
import io.reelflow.dataflow.stage.TranscribeStage;
import io.reelflow.dataflow.stage.TranscriptStage;
import io.reelflow.dataflow.stage.WatchStage;
import io.reelflow.dataflow.stage.Work;
import io.reelflow.dataflow.stage.Workplace;
import io.reelflow.dataflow.webhook.Webhook;
import io.reelflow.dataflow.webhook.WebhookDelivery;
import io.reelflow.schemas.job.IntakeControl;
import io.reelflow.schemas.job.JobCommand;
import io.reelflow.schemas.job.JobControl;
import io.reelflow.schemas.job.JobOutcome;
import io.reelflow.schemas.job.SourceReport;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.SchedulerExecutionMode;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The dataflow, and its shape only:
 *
 * <pre>
 *                           ┌─▶ webhooks
 * commands, controls ─▶ lifecycle ─▶ accepted ─▶ fetched ─┬─▶ heard ────────────┬─▶ analyzed ─▶ rendered ─▶ converted ─▶ finished
 *                           ▲ intake ─▶ ▲                 └─▶ seen ─▶ commented ─┘                                           │
 *                           └───────────┴───────────────── outcomes ◀────────────────────────────────────────────────────────┘
 * </pre>
 *
 * <p>A failed job's element passes every stage untouched: as many attempts come out as went in.
 */
public final class VideoPipeline {
    /** The longest fan-out of one job: clips are at most 50, spans of five minutes 144 in twelve hours. */
    private static final int MAX_PARTS = 256;

    private static final int ONE = 1;

    private final Workplace.Provider workplace;
    private final int rooms;
    private final Duration ageing;
    private final RetryPolicy retries;

    public VideoPipeline(Workplace.Provider workplace, int rooms, Duration ageing, RetryPolicy retries) {
        this.workplace = workplace;
        this.rooms = rooms;
        this.ageing = ageing;
        this.retries = retries;
    }

    /** The whole way: what comes out has to come back in as {@code outcomes}. */
    public DataStream<Finished> define(
            DataStream<JobCommand> commands,
            DataStream<JobControl> controls,
            DataStream<JobOutcome> outcomes,
            DataStream<IntakeControl> intake,
            DataStream<SourceReport> reports) {
        SingleOutputStreamOperator<Admission> admissions = admissions(commands, controls, outcomes);
        named(
                "webhooks",
                admissions
                        .getSideOutput(JobLifecycle.WEBHOOKS)
                        .keyBy(Webhook::eventId, Types.STRING)
                        .process(new WebhookDelivery(workplace), Types.VOID));
        DataStream<Work> accepted = scheduled(admissions, outcomes, intake, reports);

        DataStream<Work> fetched =
                stage("fetch", isAlone(accepted) ? accepted : accepted.rebalance(), new FetchStage());
        DataStream<Work> heard = heard(fetched);
        DataStream<Work> seen = stage("comments", stage("watch", fetched, new WatchStage()), new CommentsStage());
        DataStream<Work> understood = joined(heard, seen);
        DataStream<Work> analyzed = stage("analyze", understood, new AnalyzeStage());
        DataStream<Work> rendered = inParts("render", analyzed, new RenderStage());
        DataStream<Work> converted = stage("convert", rendered, new ConvertStage());
        return stage("finish", converted, new FinishStage());
    }

    private SingleOutputStreamOperator<Admission> admissions(
            DataStream<JobCommand> commands, DataStream<JobControl> controls, DataStream<JobOutcome> outcomes) {
        DataStream<JobMessage> messages = messages("commands-of-jobs", commands, JobMessage::of)
                .union(
                        messages("controls-of-jobs", controls, JobMessage::of),
                        messages("outcomes-of-jobs", outcomes, JobMessage::of));
        return named(
                "lifecycle",
                messages.keyBy(JobMessage::jobId, Types.STRING).process(new JobLifecycle(workplace, retries)));
    }

    private static <T> DataStream<JobMessage> messages(
            String name, DataStream<T> topic, MapFunction<T, JobMessage> toMessage) {
        return named(name, topic.map(toMessage).returns(JobMessage.class));
    }

    private DataStream<Work> scheduled(
            DataStream<Admission> admissions,
            DataStream<JobOutcome> outcomes,
            DataStream<IntakeControl> intake,
            DataStream<SourceReport> reports) {
        DataStream<SchedulerMessage> messages = schedulerMessages("admissions", admissions, SchedulerMessage::of)
                .union(
                        schedulerMessages("outcomes-of-rooms", outcomes, SchedulerMessage::of),
                        schedulerMessages("intake", intake, SchedulerMessage::of),
                        schedulerMessages("reports-of-sources", reports, SchedulerMessage::of));
        var scheduled = messages.keyBy(message -> ONE, Types.INT)
                .process(new JobScheduler(workplace, rooms, ageing))
                .returns(SharedType.of(Work.class))
                .setParallelism(1);
        return named("schedule", scheduled);
    }

    private static <T> DataStream<SchedulerMessage> schedulerMessages(
            String name, DataStream<T> topic, MapFunction<T, SchedulerMessage> toMessage) {
        return named(name, topic.map(toMessage).returns(SchedulerMessage.class));
    }

    private DataStream<Work> heard(DataStream<Work> fetched) {
        DataStream<Work> planned = stage("listen", fetched, new ListenStage());
        DataStream<Work> transcribed = inParts("transcribe", planned, new TranscribeStage());
        return stage("transcript", transcribed, new TranscriptStage());
    }

    private DataStream<Work> joined(DataStream<Work> heard, DataStream<Work> seen) {
        return named(
                "join-branches",
                byRun(heard).connect(byRun(seen)).process(new BranchJoin()).returns(SharedType.of(Work.class)));
    }

    /** A stage whose work is cut into parts that any machine may do. */
    private DataStream<Work> inParts(String name, DataStream<Work> in, MediaStage<Work> stage) {
        DataStream<Work> parts = named("cut-" + name, in.flatMap(new FanOut()).returns(SharedType.of(Work.class)));
        DataStream<Work> done = stage(name, isAlone(parts) ? parts : parts.rebalance(), stage);
        return named("join-" + name, byRun(done).process(new PartJoin()).returns(SharedType.of(Work.class)));
    }

    private static KeyedStream<Work, String> byRun(DataStream<Work> work) {
        return isAlone(work)
                ? DataStreamUtils.reinterpretAsKeyedStream(work, Work::run, Types.STRING)
                : work.keyBy(Work::run, Types.STRING);
    }

    /**
     * Then every element is where it belongs, and the operators are one chain: nothing is serialized between them. In
     * reactive mode the parallelism of now says nothing of that of later.
     */
    private static boolean isAlone(DataStream<?> stream) {
        StreamExecutionEnvironment environment = stream.getExecutionEnvironment();
        return environment.getParallelism() == 1
                && environment.getConfiguration().get(JobManagerOptions.SCHEDULER_MODE)
                        != SchedulerExecutionMode.REACTIVE;
    }

    /** Capacity exceeds all that can be under way: a full async operator would stop checkpoints. */
    private <O> SingleOutputStreamOperator<O> stage(String name, DataStream<Work> in, MediaStage<O> stage) {
        int capacity = 2 * rooms * (stage.inParts() ? MAX_PARTS : 1) + 64;
        var function = new AsyncStage<>(name, stage, workplace);
        return named(name, AsyncDataStream.unorderedWait(in, function, 0, TimeUnit.MILLISECONDS, capacity));
    }

    private static <T> SingleOutputStreamOperator<T> named(String name, SingleOutputStreamOperator<T> operator) {
        return operator.uid(name).name(name);
    }
}
