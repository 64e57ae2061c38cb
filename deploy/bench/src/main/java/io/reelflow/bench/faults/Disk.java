package io.reelflow.bench.faults;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** A file system of its own, in a file, for a stack that is to run out of disk: root's to mount. */
final class Disk implements AutoCloseable {
    private static final int UNMOUNT_TRIES = 600;
    private static final long NOTHING_BYTES = 64 << 10;
    private static final String THROTTLES = "/sys/fs/cgroup/blkio/blkio.throttle.";

    private final Path folder;
    private final Path ballast;
    private final AtomicBoolean closed = new AtomicBoolean();
    private boolean throttled;

    private Disk(Path folder) {
        this.folder = folder;
        this.ballast = mounted().resolve("ballast");
    }

    /** @throws IOException where it can not be mounted here */
    static Disk make(long bytes) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("reelflow-disk-");
        var disk = new Disk(folder);
        Files.createDirectory(disk.mounted());
        try (var file = new RandomAccessFile(disk.image().toFile(), "rw")) {
            file.setLength(bytes); // takes no room before it is written to
        }
        try {
            Shell.run(List.of("mkfs.ext4", "-q", "-m", "0", disk.image().toString()));
            Shell.run(List.of(
                    "mount",
                    "-o",
                    "loop",
                    disk.image().toString(),
                    disk.mounted().toString()));
        } catch (IOException e) {
            disk.delete();
            throw e;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(disk::closeAtLast, "umount"));
        return disk;
    }

    private Path image() {
        return folder.resolve("disk.img");
    }

    /** Where its files are. */
    Path mounted() {
        return folder.resolve("mounted");
    }

    /** Takes all the room that is left. */
    void fill() throws IOException, InterruptedException {
        long offset = 0;
        long piece = left();
        while (left() >= NOTHING_BYTES && piece >= NOTHING_BYTES) {
            List<String> command =
                    List.of("fallocate", "-o", Long.toString(offset), "-l", Long.toString(piece), ballast.toString());
            if (Shell.tryTo(command)) {
                offset += piece;
            } else {
                piece /= 2; // what is left holds its own book-keeping, too
            }
        }
    }

    private long left() throws IOException {
        return Files.getFileStore(mounted()).getUsableSpace();
    }

    /** Gives it back. */
    void free() throws IOException {
        Files.deleteIfExists(ballast);
    }

    /**
     * What is written from now on takes its time: so many bytes and operations a second; 0 for no limit.
     *
     * @throws IOException where the kernel does not offer that
     */
    void throttle(long bytes, long operations) throws IOException, InterruptedException {
        String device = Shell.run(
                List.of("findmnt", "-n", "-o", "MAJ:MIN", "--target", mounted().toString()));
        throttled = bytes != 0 || operations != 0;
        Files.writeString(Path.of(THROTTLES + "write_bps_device"), device.strip() + " " + bytes);
        Files.writeString(Path.of(THROTTLES + "write_iops_device"), device.strip() + " " + operations);
    }

    /** Whether {@link #throttle} can work. */
    static boolean canThrottle() {
        return Files.isWritable(Path.of(THROTTLES + "write_bps_device"));
    }

    private void closeAtLast() {
        try {
            close();
        } catch (IOException e) {
            System.err.println("reelflow: " + mounted() + " may still be mounted: " + e.getMessage());
        }
    }

    /** Waits for those that still use it. */
    @Override
    public void close() throws IOException {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try {
            unmount();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException(mounted() + " may still be mounted");
        }
        delete();
    }

    private void unmount() throws IOException, InterruptedException {
        if (throttled) {
            throttle(0, 0); // the next disk would have it
        }
        for (int i = 0; !Shell.tryTo(List.of("umount", mounted().toString())); i++) {
            if (i == UNMOUNT_TRIES) {
                throw new IOException(mounted() + " is still in use and stays mounted");
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private void delete() throws IOException {
        Files.deleteIfExists(image());
        Files.deleteIfExists(mounted());
        Files.deleteIfExists(folder);
    }
}
