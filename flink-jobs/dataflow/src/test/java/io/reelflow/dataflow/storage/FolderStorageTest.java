package io.reelflow.dataflow.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.schemas.result.Chapter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FolderStorageTest extends StorageContract {
    @Override
    StorageSettings settings() {
        return new StorageSettings(root().toUri().toString(), null, "us-east-1", null, null);
    }

    @Test
    void nothingLiesBesideTheObjects() throws Exception {
        store.write("videos/v1/a.json", new Chapter(0, 1, "a"));
        try (Stream<Path> files = Files.walk(root())) {
            assertThat(files.filter(Files::isRegularFile)).containsExactly(root().resolve("videos/v1/a.json"));
        }
    }

    private Path root() {
        return directory.resolve("the storage");
    }
}
