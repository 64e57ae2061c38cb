package io.reelflow.status.storage;

import io.reelflow.schemas.Json;
import io.reelflow.status.ApiProblem;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Objects by key. A store that does not answer fails with {@link ApiProblem} 503 {@code STORAGE_UNAVAILABLE}; a key
 * that could leave the store is no key of any object.
 */
public interface ObjectStore {

    /** @param etag quoted, as HTTP has it */
    record Stat(String key, long bytes, String etag, Instant modified) {}

    /** Empty where there is no such object. */
    Mono<Stat> stat(String key);

    /** Part of an object that is known to exist; nothing is read ahead of the demand. */
    Flux<DataBuffer> read(String key, long from, long bytes);

    /**
     * An address that anyone may read until it expires: absolute, or a path of this service.
     *
     * @param disposition the header that it is answered with; null for none
     */
    Mono<String> signed(String key, Duration life, @Nullable String disposition);

    /** Writes a small object, whole or not at all; one that is there is replaced. */
    Mono<Void> put(String key, byte[] bytes);

    /** A JSON document; empty where there is no such object. */
    default <T> Mono<T> document(String key, Class<T> type) {
        return stat(key)
                .flatMap(stat -> DataBufferUtils.join(read(key, 0, stat.bytes())))
                .map(joined -> {
                    var bytes = new byte[joined.readableByteCount()];
                    joined.read(bytes);
                    DataBufferUtils.release(joined);
                    return Json.read(bytes, type);
                });
    }

    static boolean isKey(String key) {
        return !key.isEmpty()
                && key.chars().noneMatch(each -> each < ' ' || each == '\\')
                && Arrays.stream(key.split("/", -1))
                        .noneMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."));
    }

    static ApiProblem unavailable() {
        return ApiProblem.unavailable("STORAGE_UNAVAILABLE", "The object storage does not answer; come again");
    }
}
