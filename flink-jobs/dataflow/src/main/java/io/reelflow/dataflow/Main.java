package io.reelflow.dataflow;

import io.reelflow.dataflow.lifecycle.RetryPolicy;
import io.reelflow.dataflow.sink.Finished;
import io.reelflow.dataflow.sink.KafkaEnds;
import io.reelflow.dataflow.sink.PostgresRows;
import io.reelflow.dataflow.sink.RowSplit;
import io.reelflow.dataflow.stage.Workplace;
import io.reelflow.schemas.Topics;
import io.reelflow.schemas.job.IntakeControl;
import io.reelflow.schemas.job.JobCommand;
import io.reelflow.schemas.job.JobControl;
import io.reelflow.schemas.job.JobOutcome;
import io.reelflow.schemas.job.SourceReport;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The dataflow in the real world: commands and outcomes from Kafka, rows to Postgres. Configured by the environment. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) throws Exception {
        DataflowConfig config = DataflowConfig.fromEnvironment(System.getenv());
        KafkaEnds kafka = new KafkaEnds(config.kafka());
        kafka.createMissingTopics();

        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        PipelineSettings.apply(environment);
        wire(environment, kafka, config, ThisProcess::workplace);
        environment.execute("reelflow");
    }

    static void wire(
            StreamExecutionEnvironment environment,
            KafkaEnds kafka,
            DataflowConfig config,
            Workplace.Provider workplace) {
        DataStream<JobCommand> commands = kafka.read(environment, Topics.JOB_COMMANDS, JobCommand.class)
                .union(kafka.read(environment, Topics.JOB_COMMANDS_BULK, JobCommand.class));
        DataStream<JobControl> controls = kafka.read(environment, Topics.JOB_CONTROLS, JobControl.class)
                .union(kafka.read(environment, Topics.JOB_CONTROLS_BULK, JobControl.class));
        DataStream<IntakeControl> intake = kafka.read(environment, Topics.INTAKE_CONTROLS, IntakeControl.class);
        DataStream<SourceReport> reports = kafka.read(environment, Topics.SOURCE_REPORTS, SourceReport.class);
        DataStream<JobOutcome> outcomes = kafka.read(environment, Topics.JOB_OUTCOMES, JobOutcome.class);
        DataStream<Finished> finished = new VideoPipeline(
                        workplace, config.rooms(), config.ageing(), RetryPolicy.DEFAULT)
                .define(commands, controls, outcomes, intake, reports);

        SingleOutputStreamOperator<JobOutcome> ended =
                finished.process(new RowSplit()).uid("split-rows").name("split-rows");
        kafka.writeOutcomes(ended);
        PostgresRows rows = new PostgresRows(
                config.postgres().url(),
                config.postgres().user(),
                config.postgres().password());
        rows.write(ended);
    }
}
