package io.reelflow.status.video;

import io.reelflow.schemas.Json;
import io.reelflow.status.ApiProblem;
import io.reelflow.status.storage.MediaTypes;
import io.reelflow.status.storage.ObjectStore;
import io.reelflow.status.video.VideoPackage.Item;
import jakarta.annotation.PreDestroy;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;

/**
 * Packages as a stream: an object is read as fast as the client takes it, and no more of it than a few buffers is in
 * memory. {@code manifest.json} comes last, with size and SHA-256 of every file before it, as they were sent. Where one
 * can not be read to its end, or is not what was stored, the stream fails before the archive is whole.
 */
@Component
final class PackageZip {
    /** Each holds a thread for as long as its client reads. */
    private static final int AT_ONCE = 16;

    /** A client that has taken nothing for so long is gone. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final int CHUNK = 64 * 1024;
    private static final int BUFFERS_AHEAD = 2;

    private final ObjectStore store;
    private final DefaultDataBufferFactory buffers = new DefaultDataBufferFactory();
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        var thread = new Thread(task, "package");
        thread.setDaemon(true);
        return thread;
    });

    PackageZip(ObjectStore store) {
        this.store = store;
    }

    /** @param name path in the package */
    record File(String name, String kind, @Nullable String title, String mediaType, long bytes, String sha256) {}

    record Contents(int version, String videoId, String title, Instant createdAt, List<String> jobs, List<File> files) {
        static final int VERSION = 1;
    }

    Flux<DataBuffer> stream(VideoPackage pack) {
        return Flux.defer(() -> {
            if (!places.tryAcquire()) {
                return Flux.error(ApiProblem.unavailable(
                        "PACKAGES_BUSY", AT_ONCE + " packages are being sent already; come again"));
            }
            return Flux.from(DataBufferUtils.outputStreamPublisher(out -> write(pack, out), buffers, threads, CHUNK))
                    .timeout(PATIENCE)
                    .doOnDiscard(DataBuffer.class, DataBufferUtils::release)
                    .doFinally(ignored -> places.release());
        });
    }

    /** Closed only where all went well: closing is what makes an archive whole. */
    private void write(VideoPackage pack, OutputStream out) {
        try {
            var zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
            List<File> files = new ArrayList<>();
            for (Item item : pack.items()) {
                files.add(add(zip, item, pack.made()));
            }
            String contents = Json.text(
                    new Contents(Contents.VERSION, pack.videoId(), pack.title(), pack.made(), pack.jobs(), files));
            add(zip, Item.text("manifest.json", "manifest", contents), pack.made());
            zip.finish();
            zip.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private File add(ZipOutputStream zip, Item item, Instant made) throws IOException {
        // Media does not get smaller; blocks that are stored need no size and checksum ahead.
        zip.setLevel(item.text() == null ? Deflater.NO_COMPRESSION : Deflater.DEFAULT_COMPRESSION);
        var entry = new ZipEntry(item.name());
        entry.setTimeLocal(LocalDateTime.ofInstant(made, ZoneOffset.UTC));
        zip.putNextEntry(entry);
        var digest = new DigestInputStream(open(item), sha256());
        long bytes;
        try (digest) {
            bytes = digest.transferTo(zip);
        }
        zip.closeEntry();
        String sha256 = HexFormat.of().formatHex(digest.getMessageDigest().digest());
        if (bytes != item.bytes() || (item.sha256() != null && !item.sha256().equals(sha256))) {
            throw new IOException(item.name() + " is not what was stored");
        }
        return new File(
                item.name(),
                item.kind(),
                item.title(),
                MediaTypes.of(item.name()).toString(),
                bytes,
                sha256);
    }

    private InputStream open(Item item) {
        String text = item.text();
        if (text != null) {
            return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        }
        String key = Objects.requireNonNull(item.key());
        return DataBufferUtils.subscriberInputStream(store.read(key, 0, item.bytes()), BUFFERS_AHEAD);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @PreDestroy
    void close() {
        threads.shutdownNow();
    }
}
