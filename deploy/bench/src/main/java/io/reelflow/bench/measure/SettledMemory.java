package io.reelflow.bench.measure;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** What a Java process holds, and not what it has yet to clear away. */
public final class SettledMemory {
    private static final int PAUSE_SECONDS = 1;

    private SettledMemory() {}

    /** Resident MiB right after a full collection, which gives free heap back. */
    public static double mebibytes(long pid) throws IOException, InterruptedException {
        for (int i = 0; i < 2; i++) { // what the first one finds to be finalized, the second one frees
            collect(pid);
            TimeUnit.SECONDS.sleep(PAUSE_SECONDS);
        }
        return Memory.mebibytes(pid);
    }

    private static void collect(long pid) throws IOException, InterruptedException {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Process process = new ProcessBuilder(jcmd, Long.toString(pid), "GC.run")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (process.waitFor() != 0) {
            throw new IOException("jcmd " + pid + " GC.run ended with " + process.exitValue());
        }
    }
}
