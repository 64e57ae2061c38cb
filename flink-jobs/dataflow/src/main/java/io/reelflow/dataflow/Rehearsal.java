package io.reelflow.dataflow;

import io.reelflow.dataflow.sink.KafkaEnds;
import io.reelflow.dataflow.stage.Workplace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.FileUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The dataflow from its start to its end, inside of this process and without one message: afterwards its classes are
 * loaded, its native libraries linked, and the workplace is open.
 */
final class Rehearsal {
    private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);
    /** Where Kafka or Postgres are away it is given up: the process works without it too, only not at once. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Rehearsal() {}

    /** Returns when it is over, however it went. */
    static void run(DataflowConfig config, Workplace.Provider workplace) throws InterruptedException {
        long start = System.nanoTime();
        try {
            play(config, workplace);
            LOG.info(
                    "rehearsed in {} ms",
                    Duration.ofNanos(System.nanoTime() - start).toMillis());
        } catch (Exception e) {
            if (e instanceof InterruptedException interrupted) {
                throw interrupted;
            }
            LOG.warn("the dataflow could not be rehearsed, it will start more slowly here", e);
        }
    }

    static void play(DataflowConfig config, Workplace.Provider workplace) throws Exception {
        KafkaEnds kafka = KafkaEnds.withoutMessages(config.kafka());
        kafka.createMissingTopics();
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(
                1, settings(emptied(config.workDirectory().resolve("rehearsal"))));
        PipelineSettings.apply(environment);
        Main.wire(environment, kafka, config, workplace);
        await(environment.executeAsync("rehearsal"));
    }

    private static void await(JobClient client) throws InterruptedException, ExecutionException, TimeoutException {
        try {
            client.getJobExecutionResult().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            client.cancel().get();
            throw e;
        }
    }

    /** Small, on loopback, and over at the first failure. */
    private static Configuration settings(Path temporary) {
        Configuration settings = new Configuration();
        settings.set(CoreOptions.TMP_DIRS, temporary.toString());
        settings.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(32));
        settings.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(32));
        settings.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(32));
        settings.set(JobManagerOptions.BIND_HOST, "127.0.0.1");
        settings.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
        settings.set(RestOptions.ADDRESS, "127.0.0.1");
        settings.set(WebOptions.SUBMIT_ENABLE, false);
        settings.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        // It ends with a checkpoint.
        settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(100));
        return settings;
    }

    private static Path emptied(Path folder) throws IOException {
        FileUtils.deleteDirectory(folder.toFile());
        return Files.createDirectories(folder);
    }
}
