package io.reelflow.bench.listen;

import java.io.IOException;
import java.nio.file.Path;

/** A way from a file to what is said in it. What it has loaded stays loaded from file to file. */
interface Recogniser extends AutoCloseable {
    /**
     * @param heard what came out
     * @param seconds wall time, from the file to all of the text
     * @param cpuSeconds of all its processes
     */
    record Run(Heard heard, double seconds, double cpuSeconds) {}

    String name();

    /**
     * @param wordTimes whether the times of words must be there: without, an engine for which they cost time may leave
     *     them out
     * @throws IOException the file could not be transcribed; the message says why
     */
    Run listen(Path file, boolean wordTimes) throws IOException, InterruptedException;

    /** The most memory that its process ever had, MiB. */
    double peakMebibytes() throws IOException;

    @Override
    void close();
}
