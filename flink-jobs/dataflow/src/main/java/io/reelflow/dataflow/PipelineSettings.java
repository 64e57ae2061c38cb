package io.reelflow.dataflow;

import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** How Flink runs the dataflow where the cluster's own configuration does not say otherwise. */
final class PipelineSettings {
    private PipelineSettings() {}

    static void apply(StreamExecutionEnvironment environment) {
        Configuration settings = new Configuration();
        settings.set(PipelineOptions.NAME, "reelflow");
        // What crosses an operator is a public record: nothing may fall back to Kryo.
        settings.set(PipelineOptions.GENERIC_TYPES, false);
        // Records do not change.
        settings.set(PipelineOptions.OBJECT_REUSE, true);
        Defaults defaults = new Defaults(environment.getConfiguration(), settings);
        defaults.set(ExecutionOptions.BUFFER_TIMEOUT, Duration.ofMillis(10));
        defaults.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
        defaults.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
        defaults.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofSeconds(5));
        defaults.set(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE, CheckpointingMode.EXACTLY_ONCE);
        defaults.set(CheckpointingOptions.ENABLE_UNALIGNED, false);
        defaults.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        // Storage or Postgres may be away for a while: running work is worth more than a checkpoint.
        defaults.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, 1_000);
        defaults.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
        // A lost process is no reason to wait. The delay grows by half only where the dataflow fails again right after
        // its start: in ten kills of TaskManagers it had grown to five seconds, of eleven that work stood still.
        defaults.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF, Duration.ofMillis(100));
        defaults.set(
                RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_RESET_BACKOFF_THRESHOLD,
                Duration.ofSeconds(10));
        defaults.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF, Duration.ofSeconds(30));
        environment.configure(settings);
    }

    private record Defaults(ReadableConfig cluster, Configuration settings) {
        <T> void set(ConfigOption<T> option, T value) {
            if (cluster.getOptional(option).isEmpty()) {
                settings.set(option, value);
            }
        }
    }
}
