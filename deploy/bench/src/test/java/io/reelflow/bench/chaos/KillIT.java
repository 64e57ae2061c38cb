package io.reelflow.bench.chaos;

import io.reelflow.bench.Commands;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A job accepted is a job ended, once, whatever dies on the way: {@code ./reelflow chaos kill}, in small. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class KillIT {
    @Test
    void nothingIsLostStuckOrToldTwice(@TempDir Path folder) throws Exception {
        Commands.keptBy(
                new KillCommand(),
                folder,
                "--kills",
                "4",
                "--only",
                "taskmanager,kafka,status-service,jobmanager",
                "--jobs",
                "200",
                "--real",
                "1");
    }
}
