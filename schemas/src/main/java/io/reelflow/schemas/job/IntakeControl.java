package io.reelflow.schemas.job;

import com.fasterxml.jackson.annotation.JsonValue;
import io.reelflow.schemas.Words;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether jobs of a scope are let in, or how many of an owner's. The newest of a key counts.
 *
 * @param target the owner or the channel; null where the scope is everything
 * @param requestedBy id of the key that asked
 * @param quota set where the record is an owner's quota and says nothing of pauses
 */
public record IntakeControl(
        int version,
        Instant time,
        Scope scope,
        @Nullable String target,
        boolean paused,
        String requestedBy,
        @Nullable Quota quota) {
    public static final int VERSION = 1;

    private static final String QUOTA = "quota:";

    /** A pause, or its end. */
    public IntakeControl(
            int version, Instant time, Scope scope, @Nullable String target, boolean paused, String requestedBy) {
        this(version, time, scope, target, paused, requestedBy, null);
    }

    /**
     * How many jobs of an owner; null for any number.
     *
     * @param maxRunning that run at once
     * @param maxPerHour that are accepted in an hour
     */
    public record Quota(
            @Nullable Integer maxRunning, @Nullable Integer maxPerHour) {}

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

    /** The record's key: one for each scope and target, and one for each owner's quota. */
    public String key() {
        return quota == null ? key(scope, target) : QUOTA + target;
    }

    public static String key(Scope scope, @Nullable String target) {
        return target == null ? scope.word() : scope.word() + ":" + target;
    }
}
