package io.reelflow.status.video;

import io.reelflow.status.Bucket;
import io.reelflow.status.Result;
import io.reelflow.status.Surroundings;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

final class FilesInABucketIT extends FilesContract {
    @TempDir
    static Path directory;

    private static Surroundings all;
    private static Bucket bucket;

    @BeforeAll
    static void start() throws Exception {
        bucket = new Bucket(Files.createDirectories(directory.resolve("s3")));
        all = new Surroundings(directory).start(bucket.environment());
        Path made = Files.createDirectories(directory.resolve("made"));
        String manifest = Result.write(made, JOB, VIDEO, IMAGE);
        bucket.putAll(made);
        complete(all, manifest);
    }

    @AfterAll
    static void stop() throws Exception {
        all.close();
        bucket.stop();
    }

    @Override
    Surroundings all() {
        return all;
    }
}
