package io.reelflow.bench.faults;

import java.io.IOException;
import java.time.Duration;

/** Something that goes wrong for a while. */
interface Fault {
    Duration USUAL = Duration.ofSeconds(10);

    /** What happens, in a word or two; faults of a kind share it. */
    String what();

    /** To which process. */
    String where();

    void begin() throws IOException, InterruptedException;

    /** Makes it good again, as far as it does not by itself. */
    void end() throws IOException, InterruptedException;

    default Duration lasts() {
        return USUAL;
    }

    default String name() {
        return what() + " " + where();
    }
}
