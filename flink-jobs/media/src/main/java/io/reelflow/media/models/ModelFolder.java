package io.reelflow.media.models;

import io.reelflow.media.MediaException;
import io.reelflow.schemas.job.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The folder models are put into, and the disk that those jobs choose from may take in it. A model's file is as old as
 * its last use; where there is no room, the oldest that nobody uses go. A folder {@code FILE.part} holds what has been
 * fetched of a model so far, and stands for all of its bytes.
 */
final class ModelFolder {
    private static final Duration POLL = Duration.ofSeconds(1);

    private final Path folder;
    private final List<Model> catalogue;
    private final long limit;
    private final Duration patience;

    /** @param patience how long to wait for models in use to be given back */
    ModelFolder(Path folder, List<Model> catalogue, long limit, Duration patience) {
        this.folder = folder;
        this.catalogue = catalogue;
        this.limit = limit;
        this.patience = patience;
    }

    /** A model, or a part of one, that could go. */
    private record Kept(Model model, Path path, long bytes, FileTime used) {}

    Path file(Model model) {
        return folder.resolve(model.file());
    }

    Path part(Model model) {
        return folder.resolve(model.file() + ".part");
    }

    /** Held by who installs the model. */
    Path lock(Model model) {
        return folder.resolve(model.file() + ".lock");
    }

    /** Why the model could not be gotten the last time. */
    Path failure(Model model) {
        return folder.resolve(model.file() + ".failed");
    }

    /** Marks the file as used now; it may be gone already. */
    static void touch(Path file) throws IOException {
        try {
            Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
        } catch (NoSuchFileException removedMeanwhile) {
            return;
        }
    }

    /**
     * Leaves the model's {@code .part} folder, and room for all of it. The caller holds its {@link #lock}.
     *
     * @param lines hears what is removed, and what is waited for
     * @throws MediaException {@code MODEL_UNAVAILABLE}: it is larger than the limit, or models in use stay in its way
     */
    void reserve(Model model, Consumer<String> lines) throws MediaException, IOException, InterruptedException {
        if (!model.isChosenByJobs()) {
            Files.createDirectories(part(model));
            return;
        }
        if (model.bytes() > limit) {
            throw new MediaException(
                    ErrorCode.MODEL_UNAVAILABLE,
                    "model '" + model.name() + "': its " + model.bytes() + " bytes are more than the " + limit
                            + " that REELFLOW_MODELS_BYTES allows");
        }
        long began = System.nanoTime();
        while (!reserved(model, lines)) {
            if (System.nanoTime() - began > patience.toNanos()) {
                throw new MediaException(
                        ErrorCode.MODEL_UNAVAILABLE,
                        "model '" + model.name() + "': models in use leave no room for its " + model.bytes()
                                + " bytes; REELFLOW_MODELS_BYTES allows " + limit);
            }
            lines.accept("waiting for room: other models are in use");
            TimeUnit.MILLISECONDS.sleep(Math.min(POLL.toMillis(), Math.max(1, patience.toMillis())));
        }
    }

    @SuppressWarnings("try") // the lock is only held
    private boolean reserved(Model model, Consumer<String> lines) throws IOException, InterruptedException {
        try (MachineLock alone = MachineLock.take(folder.resolve("room.lock"), () -> {})) {
            List<Kept> kept = kept(model);
            long bytes = model.bytes() + kept.stream().mapToLong(Kept::bytes).sum();
            for (Kept oldest : kept) {
                if (bytes > limit && remove(oldest)) {
                    bytes -= oldest.bytes();
                    lines.accept("removed " + oldest.path().getFileName() + ", the least recently used");
                }
            }
            if (bytes > limit) {
                return false;
            }
            Files.createDirectories(part(model));
            return true;
        }
    }

    /** All but the wanted one, the least recently used first. */
    private List<Kept> kept(Model wanted) throws IOException {
        Set<String> seen = new HashSet<>(Set.of(wanted.file()));
        List<Kept> kept = new ArrayList<>();
        for (Model model : catalogue) {
            if (model.isChosenByJobs() && seen.add(model.file())) {
                for (Path path : List.of(file(model), part(model))) {
                    if (Files.exists(path)) {
                        long bytes = Files.isDirectory(path) ? model.bytes() : Files.size(path);
                        kept.add(new Kept(model, path, bytes, Files.getLastModifiedTime(path)));
                    }
                }
            }
        }
        kept.sort(Comparator.comparing(Kept::used));
        return kept;
    }

    @SuppressWarnings("try") // the lock is only held
    private boolean remove(Kept kept) throws IOException {
        if (!Files.isDirectory(kept.path())) {
            return Uses.remove(kept.path());
        }
        Optional<MachineLock> lock = MachineLock.tryTake(lock(kept.model()));
        if (lock.isEmpty()) {
            return false;
        }
        try (MachineLock alone = lock.get()) {
            deleteTree(kept.path());
            return true;
        }
    }

    static void deleteTree(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
