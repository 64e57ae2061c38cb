package io.reelflow.dataflow.storage;

import io.reelflow.schemas.Json;
import io.reelflow.schemas.result.Manifest.ObjectFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.StreamCapabilities;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * Artifacts in object storage (S3 or a folder), by object key. Every object appears whole or not at all; an artifact is
 * there once its mark, the document written last, is. Thread-safe. A storage that is away is a {@link
 * StorageException}; an object that is not there is a {@link FileNotFoundException}.
 */
public final class ArtifactStore implements AutoCloseable {
    private final FileSystem files;
    private final URI root;
    /** Whether an object is written under another name first and renamed: where the file system is not S3. */
    private final boolean renames;
    /** Whether what is written is still wanted. */
    private final BooleanSupplier wanted;

    public ArtifactStore(StorageSettings settings) throws IOException {
        this.root = URI.create(settings.root());
        this.renames = "file".equals(root.getScheme());
        this.files = FileSystem.newInstance(root, settings.hadoop());
        // Written through the stream of one object: no checksum files beside them.
        files.setWriteChecksum(false);
        this.wanted = () -> true;
    }

    private ArtifactStore(ArtifactStore whole, BooleanSupplier wanted) {
        this.root = whole.root;
        this.renames = whole.renames;
        this.files = whole.files;
        this.wanted = wanted;
    }

    /** The same storage for work that may be stopped: from then on no object of it appears. Not to be closed. */
    public ArtifactStore whileWanted(BooleanSupplier isWanted) {
        return new ArtifactStore(this, isWanted);
    }

    public boolean exists(String key) throws IOException {
        try {
            return status(key).isFile();
        } catch (FileNotFoundException e) {
            return false;
        }
    }

    /** Size in bytes; fails with {@link FileNotFoundException} where there is no such object. */
    public long size(String key) throws IOException {
        return status(key).getLen();
    }

    /** Reads a document; null where there is none. */
    public <T> @Nullable T find(String key, Class<T> type) throws IOException {
        try {
            return read(key, type);
        } catch (FileNotFoundException e) {
            return null;
        }
    }

    /** Reads a document that must be there. */
    public <T> T read(String key, Class<T> type) throws IOException {
        byte[] json = guarded("read " + key, () -> {
            try (InputStream in = files.open(path(key))) {
                return in.readAllBytes();
            }
        });
        try {
            return Json.read(json, type);
        } catch (JacksonException e) {
            throw new IOException(key + " is not a " + type.getSimpleName(), e);
        }
    }

    /** The object as a local file, which appears whole or not at all. */
    public void download(String key, java.nio.file.Path target) throws IOException {
        java.nio.file.Path part = target.resolveSibling(target.getFileName() + ".part");
        try {
            guarded("read " + key, () -> {
                try (InputStream in = files.open(path(key))) {
                    return Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
                }
            });
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /**
     * Publishes the files of a local folder (not of folders in it) under a key that ends in a slash: first all but the
     * mark, then the list of them, then the mark. Who finds the mark finds everything.
     *
     * @param mark name of the document to write last; a file of that name in the folder is passed over
     * @param document what the mark says
     */
    public void publish(java.nio.file.Path directory, String folder, String mark, Object document) throws IOException {
        List<java.nio.file.Path> all;
        try (Stream<java.nio.file.Path> entries = Files.list(directory)) {
            all = entries.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().equals(mark))
                    .sorted()
                    .toList();
        }
        List<ObjectFile> published = new ArrayList<>();
        for (java.nio.file.Path file : all) {
            published.add(put(folder + file.getFileName(), out -> Files.copy(file, out)));
        }
        write(ArtifactFiles.keyFor(folder + mark), new ArtifactFiles(published));
        write(folder + mark, document);
    }

    /** Writes one document, all or nothing. */
    public ObjectFile write(String key, Object document) throws IOException {
        byte[] json = Json.bytes(document);
        return put(key, out -> out.write(json));
    }

    /** Every file of a published artifact, given its mark: its list and the mark are among them. */
    public List<ObjectFile> filesOf(String mark) throws IOException {
        String listKey = ArtifactFiles.keyFor(mark);
        List<ObjectFile> all =
                new ArrayList<>(read(listKey, ArtifactFiles.class).files());
        for (String key : List.of(listKey, mark)) {
            byte[] bytes = guarded("read " + key, () -> {
                try (InputStream in = files.open(path(key))) {
                    return in.readAllBytes();
                }
            });
            all.add(described(key, bytes.length, sha256().digest(bytes)));
        }
        return all;
    }

    /** Keys and sizes in bytes of all objects below a folder (a key that ends in a slash); empty where there are none. */
    public Map<String, Long> sizes(String folder) throws IOException {
        return guarded("list " + folder, () -> {
            Map<String, Long> sizes = new TreeMap<>();
            int prefix = path(folder).toUri().getPath().length() + 1;
            try {
                var found = files.listFiles(path(folder), true);
                while (found.hasNext()) {
                    LocatedFileStatus file = found.next();
                    String name = file.getPath().toUri().getPath().substring(prefix);
                    sizes.put(folder + name, file.getLen());
                }
            } catch (FileNotFoundException e) {
                return Map.of();
            }
            return sizes;
        });
    }

    /** Removes all objects below a folder (a key that ends in a slash); true where nothing was there. */
    public boolean deleteAll(String folder) throws IOException {
        boolean empty = sizes(folder).isEmpty();
        guarded("delete " + folder, () -> files.delete(path(folder), true));
        return empty;
    }

    /** Removes an object; one that is not there is no error. */
    public void delete(String key) throws IOException {
        guarded("delete " + key, () -> files.delete(path(key), false));
    }

    @Override
    public void close() throws IOException {
        files.close();
    }

    private ObjectFile put(String key, Body body) throws IOException {
        Path target = path(key);
        Path first = renames ? path(".incoming/" + UUID.randomUUID()) : target;
        return guarded("write " + key, () -> {
            mustBeWanted(key);
            MessageDigest digest = sha256();
            FSDataOutputStream out = files.create(first, true);
            try {
                body.writeTo(new DigestOutputStream(out, digest));
                mustBeWanted(key);
            } catch (IOException | RuntimeException e) {
                abandon(out, first);
                throw e;
            }
            long bytes = out.getPos();
            out.close();
            if (renames) {
                files.mkdirs(target.getParent());
                if (!files.rename(first, target)) {
                    throw new IOException("could not rename to " + key);
                }
            }
            return described(key, bytes, digest.digest());
        });
    }

    private void mustBeWanted(String key) throws InterruptedIOException {
        if (!wanted.getAsBoolean()) {
            throw new InterruptedIOException("nobody wants " + key + " any more");
        }
    }

    /** Closing a stream to S3 would publish what is there: it has to be told not to. */
    private void abandon(FSDataOutputStream out, Path first) throws IOException {
        if (out.hasCapability(StreamCapabilities.ABORTABLE_STREAM)) {
            out.abort();
        }
        out.close();
        if (renames) {
            files.delete(first, false);
        }
    }

    private FileStatus status(String key) throws IOException {
        return guarded("look at " + key, () -> {
            FileStatus status = files.getFileStatus(path(key));
            if (!status.isFile()) {
                throw new FileNotFoundException(key);
            }
            return status;
        });
    }

    private Path path(String key) {
        if (Arrays.asList(key.split("/", -1)).contains("..")) {
            throw new IllegalArgumentException("an object key has no '..': " + key);
        }
        String base = root.getPath() == null ? "" : root.getPath().replaceFirst("/+$", "");
        return new Path(root.getScheme(), root.getAuthority(), base + "/" + key);
    }

    private static ObjectFile described(String key, long bytes, byte[] sha256) {
        String[] steps = key.split("/", -1);
        String kind = steps.length > 2 ? steps[2] : steps[0];
        return new ObjectFile(
                key, kind, MediaTypes.of(key), bytes, HexFormat.of().formatHex(sha256));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static <T> T guarded(String what, Action<T> action) throws IOException {
        try {
            return action.run();
        } catch (FileNotFoundException | InterruptedIOException | ClosedByInterruptException | StorageException e) {
            throw e;
        } catch (IOException e) {
            throw new StorageException("storage could not " + what, e);
        }
    }

    private interface Action<T> {
        T run() throws IOException;
    }

    private interface Body {
        void writeTo(OutputStream out) throws IOException;
    }
}
