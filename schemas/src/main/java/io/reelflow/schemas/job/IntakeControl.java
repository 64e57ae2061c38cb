package io.reelflow.schemas.job;

import com.fasterxml.jackson.annotation.JsonValue;
import io.reelflow.schemas.Words;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether jobs of a scope are let in. The newest of a scope counts.
 *
 * @param target the owner or the channel; null where the scope is everything
 * @param requestedBy id of the key that asked
 */
public record IntakeControl(
        int version, Instant time, Scope scope, @Nullable String target, boolean paused, String requestedBy) {
    public static final int VERSION = 1;

    /** Whom a pause concerns. */
    public enum Scope {
        /** Everything: nothing new is accepted either. */
        ALL,
        OWNER,
        CHANNEL;

        @JsonValue
        public String word() {
            return Words.of(this);
        }
    }

    /** The record's key: one for each scope and target. */
    public String key() {
        return key(scope, target);
    }

    public static String key(Scope scope, @Nullable String target) {
        return target == null ? scope.word() : scope.word() + ":" + target;
    }
}
