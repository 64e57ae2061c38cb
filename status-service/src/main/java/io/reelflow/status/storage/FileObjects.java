package io.reelflow.status.storage;

import io.reelflow.status.Blocking;
import io.reelflow.status.access.Seal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.web.util.UriUtils;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Objects are the files of a folder; signed addresses are paths of this service. */
public final class FileObjects implements ObjectStore {
    /** Where this service answers signed addresses. */
    public static final String SIGNED_PATH = "/files/";

    private static final int CHUNK = 64 * 1024;

    private final Path root;
    private final Seal seal;
    private final DefaultDataBufferFactory buffers = new DefaultDataBufferFactory();

    public FileObjects(Path root, Seal seal) {
        this.root = root;
        this.seal = seal;
    }

    @Override
    public Mono<Stat> stat(String key) {
        if (!ObjectStore.isKey(key)) {
            return Mono.empty();
        }
        return Blocking.call(() -> attributes(key))
                .flatMap(Mono::justOrEmpty)
                .onErrorMap(IOException.class, ignored -> ObjectStore.unavailable());
    }

    private Optional<Stat> attributes(String key) throws IOException {
        try {
            BasicFileAttributes found = Files.readAttributes(root.resolve(key), BasicFileAttributes.class);
            String version = found.size() + "/" + found.lastModifiedTime().to(TimeUnit.NANOSECONDS);
            String etag = "\"" + UUID.nameUUIDFromBytes(version.getBytes(StandardCharsets.UTF_8)) + "\"";
            return found.isRegularFile()
                    ? Optional.of(new Stat(
                            key, found.size(), etag, found.lastModifiedTime().toInstant()))
                    : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public Flux<DataBuffer> read(String key, long from, long bytes) {
        Flux<DataBuffer> rest = DataBufferUtils.read(new FileSystemResource(root.resolve(key)), from, buffers, CHUNK);
        return DataBufferUtils.takeUntilByteCount(rest, bytes);
    }

    @Override
    public Mono<Void> put(String key, byte[] bytes) {
        return Blocking.call(() -> {
                    Path file = root.resolve(key);
                    Path folder = Files.createDirectories(Objects.requireNonNull(file.getParent()));
                    Path unfinished = Files.createTempFile(folder, file.getFileName() + ".", ".part");
                    Files.write(unfinished, bytes);
                    return Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
                })
                .onErrorMap(IOException.class, ignored -> ObjectStore.unavailable())
                .then();
    }

    @Override
    public Mono<String> signed(String key, Duration life, @Nullable String disposition) {
        String path = SIGNED_PATH + UriUtils.encodePath(key, StandardCharsets.UTF_8);
        String name = disposition == null ? "" : "&disposition=" + UriUtils.encode(disposition, StandardCharsets.UTF_8);
        return Mono.fromSupplier(() -> path + "?" + seal.sign(signedText(key, disposition), life) + name);
    }

    /** What is signed of an address. */
    public static String signedText(String key, @Nullable String disposition) {
        return disposition == null ? key : key + "\n" + disposition;
    }
}
