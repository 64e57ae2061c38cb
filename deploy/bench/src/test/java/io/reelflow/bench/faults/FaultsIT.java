package io.reelflow.bench.faults;

import io.reelflow.bench.Commands;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A job accepted is a job ended, once, whatever goes wrong on the way: {@code ./reelflow chaos faults}, in small. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class FaultsIT {
    @Test
    void nothingIsLostStuckOrToldTwice(@TempDir Path folder) throws Exception {
        String disk = disksCanBeMade() ? ",disk full" : "";
        Commands.keptBy(
                new FaultsCommand(),
                folder,
                "--only",
                "pause postgres 6,cut kafka" + disk,
                "--jobs",
                "20",
                "--real",
                "0");
    }

    /** By root, where Linux lets a file be mounted. */
    private static boolean disksCanBeMade() throws InterruptedException {
        try {
            Disk.make(16L << 20).close();
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
