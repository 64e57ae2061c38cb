package io.reelflow.bench.talk;

import io.reelflow.schemas.job.JobEvent;
import io.reelflow.schemas.job.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** When the stages of one job ran, from the first begin to the last end of its parts, as the log tells. Thread-safe. */
final class Timeline {
    private final Map<Stage, Span> spans = new EnumMap<>(Stage.class);
    private final String jobId;

    private record Span(Instant from, Instant to, @Nullable Double cpu) {
        Span with(Instant time, @Nullable Double more) {
            Double sum = more == null ? cpu : cpu == null ? more : Double.valueOf(cpu + more);
            return new Span(from, time.isAfter(to) ? time : to, sum);
        }
    }

    Timeline(String jobId) {
        this.jobId = jobId;
    }

    /** Hears the next event of the log. */
    synchronized void hear(JobEvent event) {
        Stage stage = event.stage();
        if (stage == null || !event.jobId().equals(jobId)) {
            return;
        }
        Double cpu = event.stageRun() == null ? null : event.stageRun().cpuSeconds();
        spans.merge(stage, new Span(event.time(), event.time(), cpu), (all, now) -> all.with(now.to, now.cpu));
    }

    /** Whether the last stage has been told. */
    synchronized boolean isWhole() {
        return spans.containsKey(Stage.FINALIZING);
    }

    /** By their begin. */
    synchronized List<Step> steps(Instant begin) {
        return spans.entrySet().stream()
                .map(each -> new Step(
                        each.getKey().name().toLowerCase(Locale.ROOT),
                        seconds(begin, each.getValue().from),
                        seconds(begin, each.getValue().to),
                        each.getValue().cpu))
                .sorted(java.util.Comparator.comparingDouble(Step::from))
                .toList();
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1000.0;
    }
}
