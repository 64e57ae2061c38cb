package io.reelflow.media.tools;

import java.util.ArrayDeque;
import java.util.Deque;

/** The last lines of a text, at most 8,192 characters of them. */
final class Tail {
    private static final int LIMIT = 8192;

    private final Deque<String> lines = new ArrayDeque<>();
    private int length;

    synchronized void add(String line) {
        String kept = line.length() < LIMIT ? line : line.substring(line.length() - LIMIT + 1);
        lines.addLast(kept);
        length += kept.length() + 1;
        while (length > LIMIT) {
            length -= lines.removeFirst().length() + 1;
        }
    }

    synchronized String text() {
        return String.join("\n", lines);
    }
}
