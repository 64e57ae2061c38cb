package io.reelflow.bench.edge;

import io.reelflow.bench.Commands;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Odd and damaged files end as they should, and leave nothing half-written: {@code ./reelflow chaos edge}. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class EdgeIT {
    @Test
    void everyOddFileEndsAsItShouldAndLeavesNothingHalfWritten(@TempDir Path folder) throws Exception {
        Commands.keptBy(new EdgeCommand(), folder);
    }
}
