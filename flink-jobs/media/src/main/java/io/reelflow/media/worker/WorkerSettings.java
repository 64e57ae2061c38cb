package io.reelflow.media.worker;

import io.reelflow.media.MediaConfig;
import io.reelflow.media.WorkKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How workers are started and how many there may be.
 *
 * @param media what the tasks in them are told
 * @param classPath of a worker's JVM, as {@code java -cp} takes it
 * @param mainClass its main class
 * @param heapMegabytes of Java heap; models and frames lie beside it
 * @param permits tasks of each kind that may run at once
 * @param idle a worker that had nothing to do for so long is ended
 * @param log gets what workers print, appended; null: this process's standard error
 */
public record WorkerSettings(
        MediaConfig media,
        String classPath,
        String mainClass,
        int heapMegabytes,
        Map<WorkKind, Integer> permits,
        Duration idle,
        @Nullable Path log) {
    /** More at once would need memory, 400 MB each, and gain nothing: an encode has threads of its own. */
    private static final int MOST_ENCODES = 4;

    public WorkerSettings {
        EnumMap<WorkKind, Integer> all = new EnumMap<>(permits);
        for (WorkKind kind : WorkKind.values()) {
            if (all.getOrDefault(kind, 0) < 1) {
                throw new IllegalArgumentException("permits for " + kind + ": must be above 0, was " + all.get(kind));
            }
        }
        permits = Map.copyOf(all);
    }

    /**
     * {@code REELFLOW_WORKER_CLASSPATH} (this JVM's own), {@code REELFLOW_WORKER_HEAP_MB} (512), {@code
     * REELFLOW_NETWORK_PERMITS} (4), {@code REELFLOW_CPU_PERMITS} (cores), {@code REELFLOW_ENCODE_PERMITS} (cores, 4 at most), {@code
     * REELFLOW_WORKER_IDLE_SECONDS} (120), {@code REELFLOW_WORKER_LOG}, and those of {@link MediaConfig}.
     *
     * @throws IllegalArgumentException names the variable, its value and the rule
     */
    public static WorkerSettings fromEnvironment(Map<String, String> environment) {
        MediaConfig media = MediaConfig.fromEnvironment(environment);
        String log = environment.get("REELFLOW_WORKER_LOG");
        return new WorkerSettings(
                media,
                environment.getOrDefault("REELFLOW_WORKER_CLASSPATH", System.getProperty("java.class.path")),
                WorkerMain.class.getName(),
                MediaConfig.positive(environment, "REELFLOW_WORKER_HEAP_MB", 512),
                Map.of(
                        WorkKind.NETWORK, MediaConfig.positive(environment, "REELFLOW_NETWORK_PERMITS", 4),
                        WorkKind.CPU, MediaConfig.positive(environment, "REELFLOW_CPU_PERMITS", media.threads()),
                        WorkKind.ENCODE,
                                MediaConfig.positive(
                                        environment,
                                        "REELFLOW_ENCODE_PERMITS",
                                        Math.min(MOST_ENCODES, media.threads()))),
                Duration.ofSeconds(MediaConfig.positive(environment, "REELFLOW_WORKER_IDLE_SECONDS", 120)),
                log == null || log.isBlank() ? null : Path.of(log));
    }
}
