package io.reelflow.media.models;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Held by at most one thread of one process of this machine, and by nobody once that process is dead. A file is only
 * open while its lock is wanted by one thread: POSIX gives a process's locks of a file up when it closes any channel of
 * it.
 */
final class MachineLock implements AutoCloseable {
    private static final long POLL_MILLIS = 500;
    private static final Map<Path, ReentrantLock> HERE = new ConcurrentHashMap<>();

    private final ReentrantLock here;
    private final FileChannel channel;

    private MachineLock(ReentrantLock here, FileChannel channel) {
        this.here = here;
        this.channel = channel;
    }

    /** @param waiting called about twice a second while somebody else holds it */
    static MachineLock take(Path file, Runnable waiting) throws IOException, InterruptedException {
        ReentrantLock here = here(file);
        while (!here.tryLock(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
            waiting.run();
        }
        MachineLock lock = lock(here, file);
        try {
            while (lock == null) {
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
                waiting.run();
                lock = lock(here, file);
            }
            return lock;
        } finally {
            if (lock == null) {
                here.unlock();
            }
        }
    }

    /** Empty where somebody holds it. */
    static Optional<MachineLock> tryTake(Path file) throws IOException {
        ReentrantLock here = here(file);
        if (here.isHeldByCurrentThread() || !here.tryLock()) {
            return Optional.empty();
        }
        MachineLock lock = null;
        try {
            lock = lock(here, file);
            return Optional.ofNullable(lock);
        } finally {
            if (lock == null) {
                here.unlock();
            }
        }
    }

    private static ReentrantLock here(Path file) {
        return HERE.computeIfAbsent(file, any -> new ReentrantLock());
    }

    private static @Nullable MachineLock lock(ReentrantLock here, Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = null;
        try {
            lock = channel.tryLock();
            return lock == null ? null : new MachineLock(here, channel);
        } finally {
            if (lock == null) {
                channel.close();
            }
        }
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            here.unlock();
        }
    }
}
