package io.reelflow.media.fetch;

import io.reelflow.media.MediaException;
import io.reelflow.media.Progress;
import io.reelflow.schemas.Json;
import io.reelflow.schemas.job.Counters;
import io.reelflow.schemas.job.Stage;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Reads yt-dlp's progress lines. Picture and sound come one after the other: their bytes are added up. */
final class SiteProgress {
    /** For {@code --progress-template}. */
    static final String TEMPLATE = "download:PROGRESS %(progress)j";

    private static final String MARK = "PROGRESS ";

    private final long expected;
    private final long maxBytes;
    private final Progress progress;
    private final Map<String, Long> doneOf = new LinkedHashMap<>();
    private double fraction;
    private @Nullable MediaException refused;

    /** @param expected bytes in all as the site says; 0 where it does not */
    SiteProgress(long expected, long maxBytes, Progress progress) {
        this.expected = expected;
        this.maxBytes = maxBytes;
        this.progress = progress;
    }

    /** @throws CancellationException the source is larger than it may be; {@link #refused} says so */
    void line(String line) {
        if (!line.startsWith(MARK)) {
            return;
        }
        JsonNode state;
        try {
            state = Json.MAPPER.readTree(line.substring(MARK.length()));
        } catch (JacksonException e) {
            return; // a line of something else
        }
        doneOf.put(
                state.path("filename").asString(""),
                state.path("downloaded_bytes").asLong(0));
        long done = doneOf.values().stream().mapToLong(Long::longValue).sum();
        if (done > maxBytes) {
            refused = HttpTransfer.tooLarge(done, maxBytes);
            throw new CancellationException("larger than it may be");
        }
        Long total = total(state, done);
        if (total != null && total > 0) {
            fraction = Math.max(fraction, Math.min(1, done / (double) total)); // an estimate grows
        }
        progress.report(Stage.DOWNLOADING, fraction, "downloading", Counters.bytes(done, total));
    }

    private @Nullable Long total(JsonNode state, long done) {
        if (expected > 0) {
            return Math.max(expected, done);
        }
        JsonNode total =
                state.path("total_bytes").isNumber() ? state.path("total_bytes") : state.path("total_bytes_estimate");
        return total.isNumber() ? Long.valueOf(Math.max(total.asLong(), done)) : null;
    }

    /** Why it was ended; null where it was not. */
    @Nullable
    MediaException refused() {
        return refused;
    }
}
