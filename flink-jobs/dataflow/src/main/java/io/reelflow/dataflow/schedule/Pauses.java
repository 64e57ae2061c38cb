package io.reelflow.dataflow.schedule;

import io.reelflow.schemas.job.IntakeControl;
import io.reelflow.schemas.job.IntakeControl.Scope;
import io.reelflow.schemas.job.Job;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who is paused: everything, owners, channels. */
final class Pauses {
    /** Of jobs that are paused one by one: no scope's key. */
    static final String OF_A_JOB = "job";

    private static final String ALL = IntakeControl.key(Scope.ALL, null);

    private final Set<String> keys;

    Pauses(List<String> saved) {
        keys = new LinkedHashSet<>(saved);
    }

    /** False where it was so before. */
    boolean add(String key) {
        return keys.add(key);
    }

    /** False where it was so before. */
    boolean remove(String key) {
        return keys.remove(key);
    }

    boolean isAll() {
        return keys.contains(ALL);
    }

    /** The pause for which a job that comes now has to wait; null where there is none. */
    @Nullable
    String of(Job job) {
        return isAll() ? ALL : ofItsOwn(job);
    }

    /** The same without that of everything, which leaves those in their places who have one. */
    @Nullable
    String ofItsOwn(Job job) {
        if (keys.isEmpty()) {
            return null;
        }
        return isOfOwner(job.userId()) ? IntakeControl.key(Scope.OWNER, job.userId()) : ofChannel(job);
    }

    boolean isOfOwner(String owner) {
        return keys.contains(IntakeControl.key(Scope.OWNER, owner));
    }

    @Nullable
    String ofChannel(Job job) {
        if (keys.isEmpty() || job.channelId() == null) {
            return null;
        }
        String channel = IntakeControl.key(Scope.CHANNEL, job.channelId());
        return keys.contains(channel) ? channel : null;
    }

    List<String> save() {
        return List.copyOf(keys);
    }
}
