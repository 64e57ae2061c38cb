package io.reelflow.dataflow.schedule;

import io.reelflow.media.identity.Identity;
import io.reelflow.schemas.job.SourceReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** One source: those who ask it, and the levels of those who wait for it. */
final class SourceQueue {
    private final String source;
    private final List<Identity> identities;
    private final Map<String, Gate> gates = new LinkedHashMap<>();
    private final Levels levels;
    /** Of those who wait, one stands in the line of its owner again: it is its turn. */
    private boolean called;

    SourceQueue(String source, List<Identity> identities, Levels levels, @Nullable SavedSource saved) {
        this.source = source;
        this.identities = identities;
        this.levels = levels;
        if (saved != null) {
            saved.gates().forEach(gate -> gates.put(gate.identity(), gate));
            called = saved.called();
        }
    }

    String source() {
        return source;
    }

    Levels levels() {
        return levels;
    }

    boolean isCalled() {
        return called;
    }

    void called(boolean now) {
        called = now;
    }

    /** Who would ask next: with most tokens, before one that has been turned away; null where nobody may now. */
    @Nullable
    Identity ready(long now) {
        Identity best = null;
        double most = -1;
        for (Identity each : identities) {
            Gate gate = gate(each, now);
            double tokens = gate.isOpen() ? 0 : gate.tokensAt(each.rateAt(source), now);
            if (gate.readyAt(each.rateAt(source), now) <= now && tokens > most) {
                best = each;
                most = tokens;
            }
        }
        return best;
    }

    /** When the next may ask; {@link Gate#NEVER} while that depends on probes. */
    long readyAt(long now) {
        return identities.stream()
                .mapToLong(each -> gate(each, now).readyAt(each.rateAt(source), now))
                .min()
                .orElse(Gate.NEVER);
    }

    /** True where it is a probe. */
    boolean visit(Identity identity, long epoch, long now, RandomGenerator random) {
        Gate gate = gate(identity, now);
        gates.put(identity.name(), gate.visited(identity.rateAt(source), epoch, now, random));
        return gate.isOpen();
    }

    void hear(SourceReport report, long now, RandomGenerator random) {
        for (Identity each : identities) {
            if (each.name().equals(report.visit().identity())) {
                Gate gate = gate(each, now);
                gates.put(
                        each.name(),
                        report.limited() ? gate.limited(report, now, random) : gate.served(report.epoch(), now));
            }
        }
    }

    /** An admission has ended. */
    void ended(long epoch) {
        gates.replaceAll((name, gate) -> gate.probeEnded(epoch));
    }

    double tokens(Identity identity, long now) {
        return gate(identity, now).tokensAt(identity.rateAt(source), now);
    }

    /** Circuits that are open. */
    int open() {
        return Math.toIntExact(gates.values().stream().filter(Gate::isOpen).count());
    }

    /** Whether anybody waits for it. */
    boolean isWaitedFor() {
        for (int level = Levels.FIRST; level <= Levels.LAST; level++) {
            if (levels.lines(level) > 0) {
                return true;
            }
        }
        return false;
    }

    /** Whether it may be forgotten. */
    boolean isFresh(long now) {
        return !called
                && !isWaitedFor()
                && identities.stream().allMatch(each -> gate(each, now).isFresh(each.rateAt(source), now));
    }

    private Gate gate(Identity identity, long now) {
        Gate known = gates.get(identity.name());
        return known == null ? Gate.full(identity.name(), identity.rateAt(source), now) : known;
    }

    SavedSource save() {
        return new SavedSource(source, List.copyOf(gates.values()), levels.save(), called);
    }
}
