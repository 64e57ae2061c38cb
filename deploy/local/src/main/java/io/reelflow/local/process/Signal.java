package io.reelflow.local.process;

import java.io.IOException;

/** Signals, which Java has only two of: sent by the shell's own {@code kill}, which every host has. */
public enum Signal {
    TERM,
    INT,
    KILL;

    /** To one process; nothing happens where it is gone. */
    void send(long pid) throws IOException, InterruptedException {
        kill(Long.toString(pid));
    }

    /** To every process of a group. */
    void sendGroup(long group) throws IOException, InterruptedException {
        kill("-" + group);
    }

    private void kill(String target) throws IOException, InterruptedException {
        new ProcessBuilder("bash", "-c", "kill -s \"$1\" -- \"$2\"", "kill", name(), target)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
