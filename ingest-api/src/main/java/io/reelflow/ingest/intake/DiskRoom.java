package io.reelflow.ingest.intake;

import io.reelflow.ingest.problem.ApiException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Disks on which so much stays free: what is running needs it to come to its end, Kafka and Postgres to go on at all, and a
 * purge to make room.
 *
 * @param folders on the disks that are watched; one that is not there yet counts as the next above it
 * @param free bytes that stay free on each
 */
public record DiskRoom(List<Path> folders, long free) {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(60);

    /** @throws ApiException 503 while a disk has less */
    void mustBeThere() {
        for (Path folder : folders) {
            long left = left(folder);
            if (left < free) {
                throw ApiException.unavailable(
                        "STORAGE_FULL",
                        "A disk has %d MB left, and %d MB are kept free: send the same request again once there is room"
                                .formatted(left >> 20, free >> 20),
                        RETRY_AFTER);
            }
        }
    }

    private static long left(Path folder) {
        Path there = folder.toAbsolutePath();
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        // One call of the system; a file store reads the list of mounts first. 0 may be an error, which that one names.
        long left = there.toFile().getUsableSpace();
        if (left > 0) {
            return left;
        }
        try {
            return Files.getFileStore(there).getUsableSpace();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
