package io.reelflow.media.models;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;

/**
 * What models are in use by processes of this machine. A process that uses one holds a shared lock on a file beside it,
 * one channel however many of its threads do.
 */
final class Uses {
    private static final Map<Path, Held> HELD = new HashMap<>();

    private Uses() {}

    private static final class Held {
        private final FileChannel channel;
        private int users;

        private Held(FileChannel channel) {
            this.channel = channel;
        }
    }

    /** Keeps the file from being removed until what is returned has run. */
    static synchronized Runnable begin(Path file) throws IOException, InterruptedException {
        Held held = HELD.get(file);
        if (held == null) {
            FileChannel channel = open(file);
            boolean locked = false;
            try {
                channel.lock(0, Long.MAX_VALUE, true); // waits no longer than a file takes to be removed
                locked = true;
            } catch (FileLockInterruptionException | ClosedByInterruptException e) {
                throw interrupted(e);
            } finally {
                if (!locked) {
                    channel.close();
                }
            }
            held = new Held(channel);
            HELD.put(file, held);
        }
        held.users++;
        return () -> end(file);
    }

    private static InterruptedException interrupted(IOException cause) {
        Thread.interrupted(); // the exception says it from here on
        var interrupted = new InterruptedException("interrupted while a model was taken into use");
        interrupted.initCause(cause);
        return interrupted;
    }

    private static synchronized void end(Path file) {
        Held held = HELD.get(file);
        if (held != null && --held.users == 0) {
            HELD.remove(file);
            try {
                held.channel.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Removes the file unless anybody uses it; whether it is gone. */
    static synchronized boolean remove(Path file) throws IOException {
        if (HELD.containsKey(file)) {
            return false;
        }
        try (FileChannel channel = open(file);
                FileLock lock = channel.tryLock()) {
            return lock != null && Files.deleteIfExists(file);
        }
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(
                file.resolveSibling(file.getFileName() + ".use"),
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
    }
}
