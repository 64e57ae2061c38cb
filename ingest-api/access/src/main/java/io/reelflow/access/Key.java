package io.reelflow.access;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A key that is known here, without the secret.
 *
 * @param owner whose jobs it makes and sees; null for one that belongs to nobody
 * @param createdAt null for one of the file
 */
public record Key(
        String id,
        Set<Role> roles,
        @Nullable String owner,
        @Nullable Instant createdAt) {
    public Key {
        roles = Set.copyOf(roles);
    }

    /** Whether it stands in the keys file, which no call changes. */
    public boolean isOfFile() {
        return createdAt == null;
    }
}
