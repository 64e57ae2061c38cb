package io.reelflow.local.command;

/** Whether a person looks on: the script that starts this process knows, Java does not. */
final class Terminal {
    private Terminal() {}

    static boolean isOutput() {
        return Boolean.getBoolean("reelflow.terminal.out");
    }

    static boolean isError() {
        return Boolean.getBoolean("reelflow.terminal.err");
    }
}
