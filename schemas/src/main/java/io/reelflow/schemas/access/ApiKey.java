package io.reelflow.schemas.access;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An API key that was made while the services ran; the key itself is shown once and stored nowhere.
 *
 * @param id names it, for listing and deleting
 * @param sha256 of the key, hex
 * @param roles {@code submit}, {@code read}, {@code admin}
 * @param owner whose jobs it makes and sees; null for one that belongs to nobody
 * @param createdBy id of the key that made it
 */
public record ApiKey(
        String id,
        int version,
        String sha256,
        List<String> roles,
        @Nullable String owner,
        Instant createdAt,
        String createdBy) {
    public static final int VERSION = 1;
}
