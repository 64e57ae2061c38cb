package io.reelflow.media.models;

import io.reelflow.media.MediaConfig;
import io.reelflow.media.MediaException;
import io.reelflow.media.models.Origin.Download;
import io.reelflow.schemas.job.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Finds models on this machine, and gets those that are missing. Folders are looked into in the order of
 * {@link MediaConfig#modelFolders}: all but the last are their owner's, a file in them is used as it is; the last is
 * our cache, a file in it is used if its SHA-256 is one of the catalogue's, and may go when another needs its room.
 */
public final class Models {
    /** So long nobody tries again to get what could not be had: a hundred waiting jobs ask its origins once. */
    private static final Duration FAILED_FOR = Duration.ofMinutes(1);

    /** Files of the cache whose hash has been seen to be right in this process. */
    private static final Map<Path, Boolean> CHECKED = new ConcurrentHashMap<>();

    private final List<Path> owned;
    private final ModelFolder cache;
    private final Path cacheFolder;
    private final List<Model> catalogue;
    private final Installer installer;

    public Models(MediaConfig config) {
        this(
                config,
                ModelCatalogue.models(),
                new Http(Duration.ofSeconds(30), Duration.ofSeconds(2)),
                Duration.ofMinutes(10));
    }

    /** @param patience how long to wait for room while other models are in use */
    Models(MediaConfig config, List<Model> catalogue, Http http, Duration patience) {
        List<Path> folders = config.modelFolders();
        this.owned = folders.subList(0, folders.size() - 1);
        this.cacheFolder = folders.get(folders.size() - 1);
        this.cache = new ModelFolder(cacheFolder, catalogue, config.modelBytes(), patience);
        this.catalogue = catalogue;
        this.installer = new Installer(config, http);
    }

    /** A model's file in use: it stays until this is closed. */
    public static final class Lease implements AutoCloseable {
        private final Path file;
        private final Runnable end;

        private Lease(Path file, Runnable end) {
            this.file = file;
            this.end = end;
        }

        public Path file() {
            return file;
        }

        @Override
        public void close() {
            end.run();
        }
    }

    /**
     * The model's file, gotten first where it is not here yet. Many processes may call this at once: one installs.
     *
     * @param lines hears what is being done, a line each
     * @throws MediaException {@code MODEL_UNAVAILABLE}: there is no such model, none of its origins yields it, or it is
     *     larger than the disk it may take
     */
    public Path ensure(String name, Consumer<String> lines) throws MediaException, IOException, InterruptedException {
        Model model = model(name);
        Optional<Path> found = find(model);
        return found.isPresent() ? found.get() : installAlone(model, lines);
    }

    /** As {@link #ensure}, and it stays until the lease is closed. */
    public Lease lease(String name, Consumer<String> lines) throws MediaException, IOException, InterruptedException {
        while (true) {
            Path file = ensure(name, lines);
            if (!file.startsWith(cacheFolder)) {
                return new Lease(file, () -> {});
            }
            Lease lease = new Lease(file, Uses.begin(file));
            if (Files.isRegularFile(file)) {
                ModelFolder.touch(file);
                return lease;
            }
            lease.close(); // it was removed before it could be held
        }
    }

    /** As {@link #ensure}, and asks its origins although they could not be had a moment ago. */
    public Path pull(String name, Consumer<String> lines) throws MediaException, IOException, InterruptedException {
        Files.deleteIfExists(cache.failure(model(name)));
        return ensure(name, lines);
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
        for (Path folder : owned) {
            for (String file : model.files()) {
                if (Files.isRegularFile(folder.resolve(file))) {
                    return Optional.of(folder.resolve(file));
                }
            }
        }
        Path cached = cache.file(model);
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

    @SuppressWarnings("try") // the lock is only held
    private Path installAlone(Model model, Consumer<String> lines)
            throws MediaException, IOException, InterruptedException {
        Files.createDirectories(cacheFolder);
        Consumer<String> named = line -> lines.accept(model.name() + ": " + line);
        try (MachineLock alone = MachineLock.take(cache.lock(model), () -> named.accept(othersProgress(model)))) {
            Optional<Path> found = find(model);
            if (found.isPresent()) {
                return found.get();
            }
            requireNoFreshFailure(model);
            cache.reserve(model, named);
            return install(model, named);
        }
    }

    private String othersProgress(Model model) {
        long done = cache.part(model).resolve(model.file()).toFile().length();
        return "another job is getting it, " + done + " of " + model.bytes() + " bytes";
    }

    private void requireNoFreshFailure(Model model) throws MediaException, IOException {
        Path failure = cache.failure(model);
        if (Files.isRegularFile(failure)) {
            Instant failed = Files.getLastModifiedTime(failure).toInstant();
            if (failed.plus(FAILED_FOR).isAfter(Instant.now())) {
                throw unavailable(model, Files.readString(failure));
            }
        }
    }

    private static MediaException unavailable(Model model, String reasons) {
        return new MediaException(
                ErrorCode.MODEL_UNAVAILABLE,
                "model '" + model.name() + "' could not be gotten: " + reasons + "; " + model.file()
                        + " may be put by hand into the folder that REELFLOW_MODELS names");
    }

    private Path install(Model model, Consumer<String> lines) throws MediaException, IOException, InterruptedException {
        List<String> reasons = new ArrayList<>();
        List<IOException> failures = new ArrayList<>();
        for (Origin origin : model.origins()) {
            try {
                return install(model, origin, lines);
            } catch (IOException e) {
                reasons.add(origin.words() + ": " + e.getMessage());
                failures.add(e);
                lines.accept(reasons.get(reasons.size() - 1));
            }
        }
        if (!Files.exists(cache.part(model).resolve(model.file()))) {
            ModelFolder.deleteTree(cache.part(model));
        }
        String all = String.join("; ", reasons);
        Files.writeString(cache.failure(model), all);
        MediaException unavailable = unavailable(model, all);
        failures.forEach(unavailable::addSuppressed);
        throw unavailable;
    }

    /** What has come of a download stays when it is cut, for the next one who asks; what is wrong goes. */
    private Path install(Model model, Origin origin, Consumer<String> lines) throws IOException, InterruptedException {
        requireSpace(origin);
        Path part = cache.part(model);
        Files.createDirectories(part);
        Path file = part.resolve(model.file());
        boolean resumed = Files.exists(file);
        try {
            installer.install(origin, file, part.resolve("fetched"), lines);
        } finally {
            ModelFolder.deleteTree(part.resolve("fetched"));
        }
        String sha256 = Hash.sha256(file);
        if (!sha256.equals(origin.sha256())) {
            Files.delete(file);
            if (resumed) {
                lines.accept("what was left of an earlier download does not fit: beginning again");
                return install(model, origin, lines);
            }
            throw new IOException("its SHA-256 must be " + origin.sha256() + ", was " + sha256);
        }
        lines.accept("ready, " + origin.bytes() + " bytes from " + origin.words());
        Files.move(file, cache.file(model), StandardCopyOption.ATOMIC_MOVE);
        ModelFolder.touch(cache.file(model));
        CHECKED.put(cache.file(model), true);
        Files.deleteIfExists(cache.failure(model));
        ModelFolder.deleteTree(part);
        return cache.file(model);
    }

    /** The file; and what it is made of, about twice as much again. */
    private void requireSpace(Origin origin) throws IOException {
        long needed = origin.supply() instanceof Download ? origin.bytes() : 3 * origin.bytes();
        long free = Files.getFileStore(cacheFolder).getUsableSpace();
        if (free < needed) {
            throw new IOException("needs " + needed + " bytes of disk in the cache, " + free + " are free");
        }
    }
}
