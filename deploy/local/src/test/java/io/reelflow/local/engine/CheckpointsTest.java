package io.reelflow.local.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.local.home.Home;
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
        checkpoint("checkpoints/job1/chk-90", "whole", 100);
        Path newest = checkpoint("checkpoints/job2/chk-3", "whole", 200);
        checkpoint("checkpoints/job2/chk-2", "whole", 150);
        checkpoint("savepoints/savepoint-a", "whole", 120);
        assertThat(Checkpoints.newest(new Home(folder))).contains(newest);
        assertThat(Checkpoints.resume(newest)).endsWith("CLAIM");
    }

    @Test
    void aSavepointCountsLikeACheckpointAndStaysAsItIs() throws IOException {
        checkpoint("checkpoints/job/chk-9", "whole", 100);
        Path savepoint = checkpoint("savepoints/savepoint-b", "whole", 120);
        assertThat(Checkpoints.newest(new Home(folder))).contains(savepoint);
        assertThat(Checkpoints.resume(savepoint)).endsWith("NO_CLAIM");
    }

    @Test
    void oneThatWasNotFinishedIsPassedOver() throws IOException {
        Path whole = checkpoint("checkpoints/job/chk-1", "whole", 100);
        checkpoint("checkpoints/job/chk-2", "", 300);
        checkpoint("savepoints/savepoint-a", "", 400);
        Files.createDirectories(folder.resolve("checkpoints/job/chk-3"));
        Files.createDirectories(folder.resolve("checkpoints/job/shared"));
        assertThat(Checkpoints.newest(new Home(folder))).contains(whole);
    }

    @Test
    void aFreshHomeHasNone() throws IOException {
        assertThat(Checkpoints.newest(new Home(folder))).isEmpty();
        assertThat(Checkpoints.newest(new Home(folder.resolve("missing")))).isEmpty();
    }
}
