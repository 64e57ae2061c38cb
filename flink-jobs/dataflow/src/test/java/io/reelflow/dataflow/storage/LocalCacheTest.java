package io.reelflow.dataflow.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelflow.dataflow.storage.LocalCache.Lease;
import java.io.FileNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalCacheTest {
    @TempDir
    Path directory;

    private ArtifactStore store;
    private LocalCache cache;

    @BeforeEach
    void open() throws Exception {
        String root = directory.resolve("storage").toUri().toString();
        store = new ArtifactStore(new StorageSettings(root, null, "us-east-1", null, null));
        cache = new LocalCache(store, Files.createDirectory(directory.resolve("cache")), 250);
    }

    @AfterEach
    void close() throws Exception {
        store.close();
    }

    @Test
    void filesOfAVideoAreForgottenAlsoWhileTheyAreUsed() throws Exception {
        put("videos/v1/a.mp4");
        put("videos/v2/b.mp4");
        Path used;
        try (Lease lease = cache.open("videos/v1/a.mp4");
                Lease other = cache.open("videos/v2/b.mp4")) {
            used = lease.file();
            cache.forget(key -> key.startsWith("videos/v1/"));
            assertThat(used).doesNotExist();
            assertThat(other.file()).exists();
        }
        try (Lease again = cache.open("videos/v1/a.mp4")) {
            assertThat(again.file()).exists();
        }
    }

    @Test
    void anObjectIsFetchedOnceHoweverManyAsk() throws Exception {
        put("a.mp4");
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Path>> asks = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                asks.add(() -> {
                    try (Lease lease = cache.open("a.mp4")) {
                        return lease.file();
                    }
                });
            }
            for (var path : threads.invokeAll(asks)) {
                assertThat(path.get()).hasSize(100).hasFileName("a.mp4");
            }
        } finally {
            threads.shutdown();
        }
        store.delete("a.mp4");
        try (Lease lease = cache.open("a.mp4")) {
            assertThat(lease.file()).exists();
        }
    }

    @Test
    void theLongestUnusedGoesFirstAndNoneThatIsInUse() throws Exception {
        put("a");
        put("b");
        put("c");
        put("d");
        try (Lease used = cache.open("a")) {
            cache.open("b").close();
            cache.open("c").close();
            cache.open("d").close();
            assertThat(used.file()).exists();
            assertThat(cached()).isEqualTo(2);
        }
    }

    @Test
    void whatHasJustBeenPublishedNeedsNotBeFetched() throws Exception {
        Path made = Files.write(directory.resolve("made.flac"), new byte[100]);
        cache.adopt("audio.flac", made);
        assertThat(made).doesNotExist();
        try (Lease lease = cache.open("audio.flac")) {
            assertThat(lease.file()).hasSize(100);
        }
    }

    @Test
    void anObjectThatComesLaterIsFoundThen() throws Exception {
        assertThatThrownBy(() -> cache.open("late")).isInstanceOf(FileNotFoundException.class);
        put("late");
        try (Lease lease = cache.open("late")) {
            assertThat(lease.file()).exists();
        }
    }

    private void put(String key) throws Exception {
        Path file = directory.resolve("storage").resolve(key);
        Files.createDirectories(file.getParent());
        Files.write(file, new byte[100]);
    }

    private long cached() throws Exception {
        try (Stream<Path> files = Files.walk(directory.resolve("cache"))) {
            return files.filter(Files::isRegularFile).count();
        }
    }
}
