package io.reelflow.media.models;

import io.reelflow.media.MediaConfig;
import io.reelflow.media.MediaException;
import io.reelflow.schemas.job.ErrorCode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Finds models on this machine, and gets those that are missing. Folders are looked into in the order of
 * {@link MediaConfig#modelFolders}: all but the last are their owner's, a file in them is used as it is; the last is
 * our cache, a file in it is used if its SHA-256 is one of the catalogue's.
 */
public final class Models {
    /** One installation at a time in this process; a lock file keeps other processes out. */
    private static final ReentrantLock INSTALLING = new ReentrantLock();

    /** Files of the cache whose hash has been seen to be right in this process. */
    private static final Map<Path, Boolean> CHECKED = new ConcurrentHashMap<>();

    private final List<Path> folders;
    private final List<Model> catalogue;
    private final Installer installer;

    public Models(MediaConfig config) {
        this(config, ModelCatalogue.models());
    }

    Models(MediaConfig config, List<Model> catalogue) {
        this.folders = config.modelFolders();
        this.catalogue = catalogue;
        this.installer = new Installer(config);
    }

    /**
     * The model's file, gotten first where it is not here yet. Many processes may call this at once: one installs.
     *
     * @param lines hears what is being done, a line each
     * @throws MediaException {@code MODEL_UNAVAILABLE}: there is no such model, or none of its origins yields it
     */
    public Path ensure(String name, Consumer<String> lines) throws MediaException, IOException, InterruptedException {
        Model model = model(name);
        Optional<Path> found = find(model);
        return found.isPresent() ? found.get() : installAlone(model, lines);
    }

    /** Where the model's file is; empty where {@link #ensure} would have to get it. */
    public Optional<Path> find(String name) throws MediaException, IOException {
        return find(model(name));
    }

    private Model model(String name) throws MediaException {
        return catalogue.stream()
                .filter(m -> m.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new MediaException(
                        ErrorCode.MODEL_UNAVAILABLE,
                        "model '" + name + "': must be one of "
                                + String.join(
                                        ", ",
                                        catalogue.stream().map(Model::name).toList())));
    }

    private Optional<Path> find(Model model) throws IOException {
        for (Path folder : folders.subList(0, folders.size() - 1)) {
            for (String file : model.files()) {
                if (Files.isRegularFile(folder.resolve(file))) {
                    return Optional.of(folder.resolve(file));
                }
            }
        }
        Path cached = model.in(cache());
        return isWhole(model, cached) ? Optional.of(cached) : Optional.empty();
    }

    private static boolean isWhole(Model model, Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        if (CHECKED.containsKey(file)) {
            return true;
        }
        String sha256 = Hash.sha256(file);
        boolean whole = model.origins().stream().anyMatch(o -> o.sha256().equals(sha256));
        if (whole) {
            CHECKED.put(file, true);
        }
        return whole;
    }

    private Path installAlone(Model model, Consumer<String> lines)
            throws MediaException, IOException, InterruptedException {
        Files.createDirectories(cache());
        INSTALLING.lockInterruptibly();
        try (FileChannel lock = FileChannel.open(
                cache().resolve(model.name() + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            lock.lock(); // until the channel is closed
            Optional<Path> found = find(model);
            return found.isPresent() ? found.get() : install(model, line -> lines.accept(model.name() + ": " + line));
        } finally {
            INSTALLING.unlock();
        }
    }

    private Path install(Model model, Consumer<String> lines) throws MediaException, IOException, InterruptedException {
        MediaException unavailable = new MediaException(
                ErrorCode.MODEL_UNAVAILABLE,
                "model '" + model.name() + "' could not be gotten from "
                        + String.join(
                                " nor ",
                                model.origins().stream().map(Origin::words).toList())
                        + "; " + model.file()
                        + " may be put by hand into the folder that REELFLOW_MODELS names");
        for (Origin origin : model.origins()) {
            Path folder = cache().resolve(model.name() + ".part");
            deleteTree(folder); // of one who was killed here
            try {
                return install(model, origin, folder, lines);
            } catch (IOException e) {
                lines.accept(origin.words() + ": " + e.getMessage());
                unavailable.addSuppressed(e);
            } finally {
                deleteTree(folder);
            }
        }
        throw unavailable;
    }

    private Path install(Model model, Origin origin, Path folder, Consumer<String> lines)
            throws IOException, InterruptedException {
        requireSpace(origin);
        Files.createDirectory(folder);
        Path file = folder.resolve(model.file());
        installer.install(origin, file, Files.createDirectory(folder.resolve("fetched")), lines);
        requireHash(origin, file);
        lines.accept("ready, " + origin.bytes() + " bytes from " + origin.words());
        return Files.move(file, model.in(cache()), StandardCopyOption.ATOMIC_MOVE);
    }

    /** The file, and what it is made of: about twice as much again. */
    private void requireSpace(Origin origin) throws IOException {
        long needed = 3 * origin.bytes();
        long free = Files.getFileStore(cache()).getUsableSpace();
        if (free < needed) {
            throw new IOException("needs " + needed + " bytes of disk in the cache, " + free + " are free");
        }
    }

    private static void requireHash(Origin origin, Path file) throws IOException {
        String sha256 = Hash.sha256(file);
        if (!sha256.equals(origin.sha256())) {
            throw new IOException("its SHA-256 must be " + origin.sha256() + ", was " + sha256);
        }
    }

    private Path cache() {
        return folders.get(folders.size() - 1);
    }

    private static void deleteTree(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
