package io.reelflow.media.worker;

import io.reelflow.media.MediaException;
import io.reelflow.schemas.job.Counters;
import io.reelflow.schemas.job.ErrorCode;
import io.reelflow.schemas.job.Stage;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The lines between a pool and a worker. A worker says once that it is ready; then, for each order, that it has read
 * it, any number of progress lines and one end: done, failed (for clients) or broken (anything else).
 */
final class WorkerMessage {
    private WorkerMessage() {}

    /** To a worker: do this. */
    record Order(String task, String directory, JsonNode input) {}

    enum Kind {
        READY,
        /** It has an order: if it dies from now on, the order may be why. */
        ACCEPTED,
        PROGRESS,
        DONE,
        FAILED,
        BROKEN,
        /** Never on the wire: standard output has ended. */
        GONE
    }

    /** From a worker; what is null depends on the kind. */
    record Report(
            Kind kind,
            @Nullable Stage stage,
            @Nullable Double fraction,
            @Nullable String message,
            @Nullable Counters counters,
            @Nullable JsonNode output,
            @Nullable Double seconds,
            @Nullable Double cpuSeconds,
            @Nullable ErrorCode code,
            @Nullable Duration retryAfter) {

        static Report of(Kind kind) {
            return new Report(kind, null, null, null, null, null, null, null, null, null);
        }

        static Report progress(Stage stage, double fraction, String message, @Nullable Counters counters) {
            return new Report(Kind.PROGRESS, stage, fraction, message, counters, null, null, null, null, null);
        }

        static Report done(JsonNode output, double seconds, double cpuSeconds) {
            return new Report(Kind.DONE, null, null, null, null, output, seconds, cpuSeconds, null, null);
        }

        static Report failed(MediaException e) {
            return new Report(
                    Kind.FAILED,
                    null,
                    null,
                    String.valueOf(e.getMessage()),
                    null,
                    null,
                    null,
                    null,
                    e.code(),
                    e.retryAfter());
        }

        static Report broken(String message) {
            return new Report(Kind.BROKEN, null, null, message, null, null, null, null, null, null);
        }
    }
}
