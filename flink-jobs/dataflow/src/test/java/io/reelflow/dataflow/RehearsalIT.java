package io.reelflow.dataflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.dataflow.sink.KafkaEventPublisher;
import io.reelflow.dataflow.stage.Jobs;
import io.reelflow.dataflow.stage.TestWorkplace;
import io.reelflow.schemas.Json;
import io.reelflow.schemas.Topics;
import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobCommand;
import io.reelflow.schemas.job.JobEvent;
import io.reelflow.schemas.job.JobOutcome;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that stands by warms up beside a dataflow that works. */
class RehearsalIT {
    @TempDir
    Path directory;

    @Test
    void theDataflowRunsToItsEndAndTouchesNoJob() throws Exception {
        Job job = Jobs.job("somebody-elses");
        try (KafkaBroker kafka = new KafkaBroker(Files.createDirectory(directory.resolve("kafka")));
                EmbeddedPostgres postgres = EmbeddedPostgres.builder().start();
                TestWorkplace workplace = new TestWorkplace(
                        directory, Duration.ofSeconds(10), new KafkaEventPublisher(kafka.bootstrapServers()))) {
            kafka.send(Topics.JOB_COMMANDS, job.jobId(), Json.bytes(Jobs.command(job)));

            Rehearsal.play(config(kafka, postgres), workplace.provider());

            workplace.workplace().events().flush();
            assertThat(kafka.messages(Topics.JOB_COMMANDS, JobCommand.class)).hasSize(1);
            assertThat(kafka.messages(Topics.JOB_EVENTS, JobEvent.class)).isEmpty();
            assertThat(kafka.messages(Topics.JOB_OUTCOMES, JobOutcome.class)).isEmpty();
        }
    }

    private DataflowConfig config(KafkaBroker kafka, EmbeddedPostgres postgres) {
        return DataflowConfig.fromEnvironment(Map.of(
                "REELFLOW_KAFKA",
                kafka.bootstrapServers(),
                "REELFLOW_STORAGE",
                directory.resolve("storage").toUri().toString(),
                "REELFLOW_POSTGRES_URL",
                postgres.getJdbcUrl("postgres", "postgres"),
                "REELFLOW_WORK_DIR",
                directory.resolve("process").toString()));
    }
}
