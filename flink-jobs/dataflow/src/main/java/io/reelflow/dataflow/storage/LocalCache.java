package io.reelflow.dataflow.storage;

import io.reelflow.schemas.ObjectKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.apache.flink.util.FileUtils;
import org.jspecify.annotations.Nullable;

/**
 * Objects as files on this machine's disk: fetched once however many ask, kept until room is needed, the longest unused
 * first; one that is in use is never removed. Thread-safe.
 */
public final class LocalCache {
    private final ArtifactStore store;
    private final Path directory;
    private final long maxBytes;
    private final Map<String, Entry> entries = new HashMap<>();
    private long clock;

    /**
     * @param directory of its own, empty
     * @param maxBytes of files that nobody uses
     */
    public LocalCache(ArtifactStore store, Path directory, long maxBytes) {
        this.store = store;
        this.directory = directory;
        this.maxBytes = maxBytes;
    }

    /** The object as a file that stays until the lease is closed; whoever comes first fetches it. */
    public Lease open(String key) throws IOException, InterruptedException {
        Entry entry = pin(key);
        try {
            entry.fetching.lockInterruptibly();
            try {
                if (!Files.exists(entry.file)) {
                    Files.createDirectories(entry.folder);
                    store.download(key, entry.file);
                    sized(entry);
                }
            } finally {
                entry.fetching.unlock();
            }
            return new Lease(this, entry);
        } catch (IOException | InterruptedException | RuntimeException e) {
            unpin(entry);
            throw e;
        }
    }

    /** Takes a local file that has just been published: the next stage here needs not fetch it. */
    public void adopt(String key, Path file) throws IOException {
        Entry entry = pin(key);
        entry.fetching.lock();
        try {
            if (!Files.exists(entry.file)) {
                Files.createDirectories(entry.folder);
                Files.move(file, entry.file);
                sized(entry);
            }
        } finally {
            entry.fetching.unlock();
            unpin(entry);
        }
    }

    /** Removes all files of these objects, also those in use: whoever uses them has been stopped. */
    public synchronized void forget(Predicate<String> keys) {
        for (Entry entry : List.copyOf(entries.values())) {
            if (keys.test(entry.key)) {
                entries.remove(entry.key);
                remove(entry);
            }
        }
    }

    private synchronized Entry pin(String key) {
        Entry entry = entries.computeIfAbsent(key, this::entry);
        entry.users++;
        entry.lastUse = ++clock;
        return entry;
    }

    private synchronized void unpin(Entry entry) {
        entry.users--;
        if (entry.users == 0 && entry.bytes == 0) {
            entries.remove(entry.key, entry);
        }
        evict();
    }

    private synchronized void sized(Entry entry) throws IOException {
        entry.bytes = Files.size(entry.file);
        evict();
    }

    private void evict() {
        long total = entries.values().stream().mapToLong(entry -> entry.bytes).sum();
        while (total > maxBytes) {
            Entry oldest = oldestUnused();
            if (oldest == null) {
                return;
            }
            total -= oldest.bytes;
            entries.remove(oldest.key);
            remove(oldest);
        }
    }

    private @Nullable Entry oldestUnused() {
        return entries.values().stream()
                .filter(entry -> entry.users == 0 && entry.bytes > 0)
                .min(Comparator.comparingLong(entry -> entry.lastUse))
                .orElse(null);
    }

    private static void remove(Entry entry) {
        FileUtils.deleteDirectoryQuietly(entry.folder.toFile());
    }

    /** A folder for each object: the file keeps its name, as demuxers look at its ending. */
    private Entry entry(String key) {
        String name = key.substring(key.lastIndexOf('/') + 1);
        return new Entry(key, directory.resolve(ObjectKeys.fingerprint(key)), name);
    }

    private static final class Entry {
        final String key;
        final Path folder;
        final Path file;
        final ReentrantLock fetching = new ReentrantLock();
        int users;
        long lastUse;
        long bytes;

        Entry(String key, Path folder, String name) {
            this.key = key;
            this.folder = folder;
            this.file = folder.resolve(name);
        }
    }

    /** A file in use. */
    public static final class Lease implements AutoCloseable {
        private final LocalCache cache;
        private final Entry entry;

        private Lease(LocalCache cache, Entry entry) {
            this.cache = cache;
            this.entry = entry;
        }

        public Path file() {
            return entry.file;
        }

        @Override
        public void close() {
            cache.unpin(entry);
        }
    }
}
