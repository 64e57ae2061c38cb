package io.reelflow.dataflow;

import io.reelflow.dataflow.lifecycle.RetryPolicy;
import io.reelflow.dataflow.sink.RowSplit;
import io.reelflow.dataflow.stage.Jobs;
import io.reelflow.dataflow.stage.TestWorkplace;
import io.reelflow.schemas.job.IntakeControl;
import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobCommand;
import io.reelflow.schemas.job.JobControl;
import io.reelflow.schemas.job.JobEventType;
import io.reelflow.schemas.job.JobOutcome;
import io.reelflow.schemas.job.SourceReport;
import java.io.Serializable;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.functions.source.legacy.SourceFunction;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.util.OutputTag;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** The dataflow on a MiniCluster, with queues in this JVM where the topics would be. */
@SuppressWarnings("deprecation") // a queue is no bounded source, and Kafka is tested elsewhere
final class PipelineRun implements AutoCloseable {
    private static final Map<String, PipelineRun> ALL = new ConcurrentHashMap<>();
    private static final Set<JobEventType> ENDS =
            Set.of(JobEventType.COMPLETED, JobEventType.FAILED, JobEventType.CANCELLED);
    private static final RetryPolicy QUICK = new RetryPolicy(
            List.of(Duration.ofMillis(20), Duration.ofMillis(20), Duration.ofMillis(20)),
            Duration.ofMillis(20),
            Duration.ofMillis(40),
            Duration.ofMinutes(10));
    private static final List<OutputTag<?>> TABLES = List.of(
            RowSplit.VIDEOS,
            RowSplit.TRANSCRIPTIONS,
            RowSplit.SEGMENTS,
            RowSplit.CHAPTERS,
            RowSplit.SLIDES,
            RowSplit.CLIPS,
            RowSplit.COMMENTS);

    final Queue<JobOutcome> outcomes = new ConcurrentLinkedQueue<>();
    final Queue<Object> rows = new ConcurrentLinkedQueue<>();
    private final Queue<JobCommand> commandTopic = new ConcurrentLinkedQueue<>();
    private final Queue<JobControl> controlTopic = new ConcurrentLinkedQueue<>();
    private final Queue<IntakeControl> intakeTopic = new ConcurrentLinkedQueue<>();
    private final Queue<JobOutcome> outcomeTopic = new ConcurrentLinkedQueue<>();
    private final String name = UUID.randomUUID().toString();
    private final TestWorkplace workplace;
    private final JobClient client;
    private volatile boolean closed;

    PipelineRun(TestWorkplace workplace, int rooms) throws Exception {
        this(workplace, rooms, 2);
    }

    PipelineRun(TestWorkplace workplace, int rooms, int parallelism) throws Exception {
        this(workplace, rooms, parallelism, null);
    }

    /** @param savepoint that it goes on from; null: it begins anew */
    PipelineRun(TestWorkplace workplace, int rooms, int parallelism, @Nullable Path savepoint) throws Exception {
        this.workplace = workplace;
        ALL.put(name, this);
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        environment.setParallelism(parallelism);
        PipelineSettings.apply(environment);
        DataStream<JobCommand> commands = read(environment, JobCommand.class, run -> run.commandTopic);
        DataStream<JobControl> controls = read(environment, JobControl.class, run -> run.controlTopic);
        DataStream<IntakeControl> intake = read(environment, IntakeControl.class, run -> run.intakeTopic);
        DataStream<JobOutcome> back = read(environment, JobOutcome.class, run -> run.outcomeTopic);
        DataStream<SourceReport> reports = read(environment, SourceReport.class, run -> run.workplace.reports);
        SingleOutputStreamOperator<JobOutcome> ended = new VideoPipeline(
                        workplace.provider(), rooms, Duration.ofMinutes(1), QUICK)
                .define(commands, controls, back, intake, reports)
                .process(new RowSplit());
        ended.map(new ToOutcomes(name)).sinkTo(new DiscardingSink<>());
        for (OutputTag<?> table : TABLES) {
            ended.getSideOutput(table).map(new ToRows<>(name)).sinkTo(new DiscardingSink<>());
        }
        StreamGraph graph = environment.getStreamGraph();
        if (savepoint != null) {
            graph.setSavepointRestoreSettings(
                    SavepointRestoreSettings.forPath(savepoint.toUri().toString()));
        }
        client = environment.executeAsync(graph);
    }

    void send(Job job) {
        commandTopic.add(Jobs.command(job));
    }

    void send(JobControl control) {
        controlTopic.add(control);
    }

    void send(IntakeControl control) {
        intakeTopic.add(control);
    }

    void awaitEnds(long count) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> ends() >= count);
    }

    long ends() {
        return workplace.events.stream()
                .filter(event -> ENDS.contains(event.type()))
                .count();
    }

    /** Ends it with its state in a folder of its own below that one, which is returned. */
    Path stop(Path folder) throws Exception {
        String savepoint = client.stopWithSavepoint(false, folder.toUri().toString(), SavepointFormatType.CANONICAL)
                .get();
        return Path.of(URI.create(savepoint));
    }

    @Override
    public void close() {
        closed = true;
        client.getJobExecutionResult().join();
        ALL.remove(name);
    }

    static PipelineRun of(String name) {
        return Objects.requireNonNull(ALL.get(name));
    }

    private <T> void drain(Queue<T> topic, SourceFunction.SourceContext<T> context) {
        while (!closed) {
            T next = topic.poll();
            if (next == null) {
                LockSupport.parkNanos(2_000_000);
            } else {
                synchronized (context.getCheckpointLock()) {
                    context.collect(next);
                }
            }
        }
    }

    private <T> DataStream<T> read(StreamExecutionEnvironment environment, Class<T> type, QueueOf<T> queue) {
        return environment.addSource(new Topic<>(name, queue), TypeInformation.of(type));
    }

    private interface QueueOf<T> extends Serializable {
        Queue<T> of(PipelineRun run);
    }

    private record Topic<T>(String run, QueueOf<T> queue) implements SourceFunction<T> {
        @Override
        public void run(SourceContext<T> context) {
            PipelineRun here = of(run);
            here.drain(queue.of(here), context);
        }

        @Override
        public void cancel() {
            of(run).closed = true;
        }
    }

    private record ToOutcomes(String run) implements MapFunction<JobOutcome, Integer> {
        @Override
        public Integer map(JobOutcome outcome) {
            of(run).outcomes.add(outcome);
            of(run).outcomeTopic.add(outcome);
            return 1;
        }
    }

    private record ToRows<T>(String run) implements MapFunction<T, Integer> {
        @Override
        public Integer map(T row) {
            of(run).rows.add(row);
            return 1;
        }
    }
}
