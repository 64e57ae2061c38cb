package io.reelflow.ingest.upload;

import io.reelflow.ingest.problem.ApiException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpStatus;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Where storage is a folder, this service takes the bytes itself: under a temporary name, renamed once all are there. */
final class FileUploadPlace implements UploadPlace {
    private final Path root;
    private final UploadSignature signature;
    private final Clock clock;

    FileUploadPlace(Path root, String secret, Clock clock) {
        this.root = root;
        this.signature = new UploadSignature(secret);
        this.clock = clock;
    }

    @Override
    public URI address(Upload upload, Instant expires, String base) {
        var address = UriComponentsBuilder.fromUriString(base)
                .pathSegment("files", "uploads", upload.id().value(), upload.filename())
                .queryParam("size", upload.size())
                .queryParam("expires", expires.getEpochSecond());
        if (upload.sha256() != null) {
            address.queryParam("sha256", upload.sha256());
        }
        return address.queryParam("signature", signature.of(upload, expires.getEpochSecond()))
                .encode()
                .build()
                .toUri();
    }

    /**
     * Stores the bytes; nothing is seen under the upload's key before all of them are there and right.
     *
     * @return fails with {@link ApiException}: 403 where the address was not signed here or is too old, 400 where the
     *     bytes are not those that were announced
     */
    Mono<Void> receive(Upload upload, long expires, String shown, Flux<DataBuffer> bytes) {
        if (!signature.fits(upload, expires, shown)) {
            return Mono.error(ApiException.of(
                    HttpStatus.FORBIDDEN, "SIGNATURE_INVALID", "This upload address was not signed here"));
        }
        if (clock.instant().getEpochSecond() > expires) {
            return Mono.error(ApiException.of(
                    HttpStatus.FORBIDDEN, "SIGNATURE_EXPIRED", "This upload address has expired: ask for a new one"));
        }
        return Mono.using(
                        () -> new Incoming(root.resolve(upload.key()), upload),
                        incoming -> bytes.publishOn(Schedulers.boundedElastic())
                                .doOnNext(incoming::take)
                                .doOnDiscard(DataBuffer.class, DataBufferUtils::release)
                                .then(Mono.fromRunnable(incoming::publish)),
                        Incoming::close)
                .subscribeOn(Schedulers.boundedElastic())
                .then();
    }

    /** A file on its way in. */
    private static final class Incoming {
        private final Path target;
        private final Path temporary;
        private final Upload upload;
        private final MessageDigest digest;
        private final DigestOutputStream out;
        private long size;

        Incoming(Path target, Upload upload) throws IOException, NoSuchAlgorithmException {
            this.target = target;
            this.upload = upload;
            Files.createDirectories(target.getParent());
            temporary = target.resolveSibling("." + UUID.randomUUID() + ".part");
            digest = MessageDigest.getInstance("SHA-256");
            out = new DigestOutputStream(Files.newOutputStream(temporary, StandardOpenOption.CREATE_NEW), digest);
        }

        void take(DataBuffer buffer) {
            try (var in = buffer.asInputStream(true)) {
                size += buffer.readableByteCount();
                if (size > upload.size()) {
                    throw wrong("SIZE_MISMATCH", "more than " + upload.size() + " bytes came");
                }
                in.transferTo(out);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void publish() {
            if (size != upload.size()) {
                throw wrong("SIZE_MISMATCH", size + " bytes came, not " + upload.size());
            }
            String sha256 = HexFormat.of().formatHex(digest.digest());
            if (upload.sha256() != null && !upload.sha256().equals(sha256)) {
                throw wrong("CHECKSUM_MISMATCH", "the SHA-256 of the bytes is " + sha256);
            }
            try {
                out.close();
                Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void close() {
            try (out) {
                Files.deleteIfExists(temporary);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static ApiException wrong(String code, String detail) {
            return ApiException.of(HttpStatus.BAD_REQUEST, code, "Nothing was stored: " + detail);
        }
    }
}
