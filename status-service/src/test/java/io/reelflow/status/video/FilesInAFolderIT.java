package io.reelflow.status.video;

import io.reelflow.status.Result;
import io.reelflow.status.Surroundings;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

final class FilesInAFolderIT extends FilesContract {
    @TempDir
    static Path directory;

    private static Surroundings all;

    @BeforeAll
    static void start() throws Exception {
        all = new Surroundings(directory).start();
        complete(all, Result.write(all.objects, JOB, VIDEO, IMAGE));
    }

    @AfterAll
    static void stop() throws Exception {
        all.close();
    }

    @Override
    Surroundings all() {
        return all;
    }
}
