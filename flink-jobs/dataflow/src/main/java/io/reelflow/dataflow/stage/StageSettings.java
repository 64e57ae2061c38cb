package io.reelflow.dataflow.stage;

import io.reelflow.media.identity.Identities;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stages need to know of this installation.
 *
 * @param maxSourceBytes larger sources are refused
 * @param maxSourceSeconds longer sources are refused
 * @param allowedHosts {@code HOST} or {@code HOST:PORT} that may be fetched although not public
 * @param endpoint what the texts of an outside model depend on, where one is asked for them; null: none is
 * @param identities as whom sources are asked
 * @param machine its name, told with each run of a stage; null: none is
 */
public record StageSettings(
        long maxSourceBytes,
        double maxSourceSeconds,
        List<String> allowedHosts,
        @Nullable String endpoint,
        Identities identities,
        @Nullable String machine) {
    /** On a machine without a name. */
    public StageSettings(
            long maxSourceBytes,
            double maxSourceSeconds,
            List<String> allowedHosts,
            @Nullable String endpoint,
            Identities identities) {
        this(maxSourceBytes, maxSourceSeconds, allowedHosts, endpoint, identities, null);
    }

    /** With our own models alone. */
    public StageSettings(long maxSourceBytes, double maxSourceSeconds, List<String> allowedHosts) {
        this(maxSourceBytes, maxSourceSeconds, allowedHosts, null, Identities.DEFAULT);
    }
}
