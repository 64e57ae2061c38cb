package io.reelflow.local.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {
    @TempDir
    Path folder;

    private Path checkpoint(String path, String metadata, long second) throws IOException {
        Path checkpoint = Files.createDirectories(folder.resolve(path));
        Path file = Files.writeString(checkpoint.resolve("_metadata"), metadata);
        Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(second)));
        return checkpoint;
    }

    @Test
    void theNewestIsFoundAcrossRunsOfTheJob() throws IOException {
        checkpoint("job1/chk-90", "whole", 100);
        Path newest = checkpoint("job2/chk-3", "whole", 200);
        checkpoint("job2/chk-2", "whole", 150);
        assertThat(Checkpoints.newest(folder)).contains(newest);
    }

    @Test
    void oneThatWasNotFinishedIsPassedOver() throws IOException {
        Path whole = checkpoint("job/chk-1", "whole", 100);
        checkpoint("job/chk-2", "", 300);
        Files.createDirectories(folder.resolve("job/chk-3"));
        Files.createDirectories(folder.resolve("job/shared"));
        assertThat(Checkpoints.newest(folder)).contains(whole);
    }

    @Test
    void aFreshHomeHasNone() throws IOException {
        assertThat(Checkpoints.newest(folder)).isEmpty();
        assertThat(Checkpoints.newest(folder.resolve("missing"))).isEmpty();
    }
}
