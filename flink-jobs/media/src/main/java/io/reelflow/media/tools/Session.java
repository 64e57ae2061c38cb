package io.reelflow.media.tools;

import java.util.ArrayList;
import java.util.List;

/**
 * Programs that lead a session of their own. Linux shares the processor between sessions first (autogroup) and heeds
 * {@code nice} only inside of one, so a session is given the niceness of its leader: of two processes on one core, one with
 * nice 10 in a session of its own had half of the time, and 15% with this.
 */
public final class Session {
    /** Where the kernel has no autogroups, or lets only one session a tenth of a second change, nothing is lost. */
    static final String KEEP_NICENESS = "{ nice >/proc/self/autogroup; } 2>/dev/null; ";

    private Session() {}

    /**
     * The command as leader of a session, served after all that is less nice, and killed when the thread that starts it
     * ends: from its first moment, as a JVM that has just been started reads nothing for a second, or for ten beside others.
     * The system forgets the wish at each fork, so its children need one of their own.
     */
    public static List<String> niceAndMortal(int niceness, List<String> command) {
        var whole = new ArrayList<>(List.of("setpriv", "--pdeathsig", "KILL"));
        whole.addAll(List.of("setsid", "nice", "-n", Integer.toString(niceness)));
        whole.addAll(List.of("sh", "-c", KEEP_NICENESS + "exec \"$@\"", "session"));
        whole.addAll(command);
        return whole;
    }
}
