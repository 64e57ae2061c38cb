package io.reelflow.dataflow.schedule;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How many jobs of each owner run, and how many may; in memory, as many entries as owners that run or are limited. */
final class Quotas {
    private final Map<String, Owner> owners = new HashMap<>();

    /** @param saved what {@link #save} gave */
    Quotas(@Nullable List<Owner> saved) {
        if (saved != null) {
            saved.forEach(this::put);
        }
    }

    /** Whether another one of this owner would be one too many. */
    boolean isFull(String owner) {
        Owner known = owners.get(owner);
        return known != null && known.isFull();
    }

    /** @param most null for any number */
    void limit(String owner, @Nullable Integer most) {
        put(new Owner(owner, of(owner).running, most));
    }

    /** True where this was the last that may. */
    boolean admitted(String owner) {
        Owner known = of(owner);
        Owner now = new Owner(owner, known.running + 1, known.most);
        put(now);
        return !known.isFull() && now.isFull();
    }

    /** True where another may now. */
    boolean ended(@Nullable String owner) {
        if (owner == null) {
            return false;
        }
        Owner known = of(owner);
        Owner now = new Owner(owner, Math.max(0, known.running - 1), known.most);
        put(now);
        return known.isFull() && !now.isFull();
    }

    List<Owner> save() {
        return List.copyOf(owners.values());
    }

    private Owner of(String owner) {
        return Objects.requireNonNullElseGet(owners.get(owner), () -> new Owner(owner, 0, null));
    }

    private void put(Owner owner) {
        if (owner.running == 0 && owner.most == null) {
            owners.remove(owner.name);
        } else {
            owners.put(owner.name, owner);
        }
    }

    /** @param most that may run at once; null for any number */
    public record Owner(String name, int running, @Nullable Integer most) {
        private boolean isFull() {
            return most != null && running >= most;
        }
    }
}
