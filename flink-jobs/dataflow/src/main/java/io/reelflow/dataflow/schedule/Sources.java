package io.reelflow.dataflow.schedule;

import io.reelflow.media.identity.Identities;
import io.reelflow.media.identity.Identity;
import io.reelflow.media.identity.SourceName;
import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobOutcome;
import io.reelflow.schemas.job.JobType;
import io.reelflow.schemas.job.SourceKind;
import io.reelflow.schemas.job.SourceReport;
import io.reelflow.schemas.job.Visit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * All sources that are being asked, or that somebody waits for: who may ask whom and when. What is as if it had never
 * been asked is forgotten.
 */
final class Sources {
    /** How many may be remembered before those that need not be are looked for. */
    private static final int TIDY = 256;

    private final Identities identities;
    private final Duration ageing;
    private final RandomGenerator random;
    private final Map<String, SourceQueue> sources = new HashMap<>();
    /** Those that somebody waits for, in the order in which it began. */
    private final Map<String, SourceQueue> waitedFor = new LinkedHashMap<>();

    /** After the last visit of each identity; read by another thread. */
    private final Map<String, Double> tokensLeft = new ConcurrentHashMap<>();

    private int aside;
    private int circuitsOpen;
    private int tidyAt = TIDY;
    private long visits;

    /** @param saved what {@link #save} gave; empty for the first time */
    Sources(Identities identities, Duration ageing, RandomGenerator random, Iterable<SavedSource> saved) {
        this.identities = identities;
        this.ageing = ageing;
        this.random = random;
        for (SavedSource each : saved) {
            Levels levels = new Levels(ageing, each.levels());
            SourceQueue queue = new SourceQueue(each.source(), identities.of(each.source()), levels, each);
            sources.put(each.source(), queue);
            circuitsOpen += queue.open();
            aside += each.levels().stream().mapToInt(Levels.Level::waiting).sum();
            if (queue.isWaitedFor()) {
                waitedFor.put(each.source(), queue);
            }
        }
    }

    /** The source that a job asks; null where it asks none. */
    static @Nullable String of(Job job) {
        boolean asks = job.source() != SourceKind.UPLOAD
                && job.jobType() != JobType.PURGE
                && job.jobType() != JobType.CONVERSION
                && (job.stored() == null || job.stored().source() == null)
                && (!job.dryRun() || job.jobType() == JobType.CHANNEL);
        return asks ? SourceName.of(job.url()) : null;
    }

    SourceQueue get(String source) {
        return sources.computeIfAbsent(
                source, name -> new SourceQueue(name, identities.of(name), new Levels(ageing, List.of()), null));
    }

    /** Who would ask it now; null where nobody may. */
    @Nullable
    Identity ready(String source, long now) {
        return get(source).ready(now);
    }

    Visit visit(String source, Identity identity, long epoch, long now) {
        visits++;
        SourceQueue queue = get(source);
        Visit visit = new Visit(identity.name(), source, queue.visit(identity, epoch, now, random));
        tokensLeft.put(identity.name(), queue.tokens(identity, now));
        tidy(now);
        return visit;
    }

    void hear(SourceReport report, long now) {
        SourceQueue queue = get(report.visit().source());
        circuitsOpen -= queue.open();
        queue.hear(report, now, random);
        circuitsOpen += queue.open();
    }

    void ended(JobOutcome outcome, long now) {
        SourceReport report = SourceReport.of(outcome);
        if (report != null) {
            hear(report, now);
        }
        if (outcome.visit() != null) {
            get(outcome.visit().source()).ended(outcome.epoch());
        }
    }

    /** A job waits for that source from now on, or does not any more. */
    void waiting(String source, int change) {
        aside += change;
        SourceQueue queue = get(source);
        if (queue.isWaitedFor()) {
            waitedFor.put(source, queue);
        } else {
            waitedFor.remove(source);
        }
    }

    /** Sources that somebody waits for, and that one may ask now. */
    List<SourceQueue> due(long now) {
        if (waitedFor.isEmpty()) {
            return List.of();
        }
        List<SourceQueue> due = new ArrayList<>();
        for (SourceQueue each : waitedFor.values()) {
            if (!each.isCalled() && each.readyAt(now) <= now) {
                due.add(each);
            }
        }
        return due;
    }

    /** When the next of those who wait may go on; {@link Gate#NEVER} where that depends on what is heard first. */
    long nextDue(long now) {
        long next = Gate.NEVER;
        for (SourceQueue each : waitedFor.values()) {
            if (!each.isCalled()) {
                next = Math.min(next, each.readyAt(now));
            }
        }
        return next;
    }

    private void tidy(long now) {
        if (sources.size() > tidyAt) {
            sources.values().removeIf(each -> each.isFresh(now));
            tidyAt = Math.max(TIDY, 2 * sources.size());
        }
    }

    /** Jobs that wait for their source. */
    int aside() {
        return aside;
    }

    int circuitsOpen() {
        return circuitsOpen;
    }

    /** That an identity had after its last visit, wherever that was; -1 where it made none. */
    double tokensLeft(Identity identity) {
        return tokensLeft.getOrDefault(identity.name(), -1.0);
    }

    long visits() {
        return visits;
    }

    List<SavedSource> save() {
        return sources.values().stream().map(SourceQueue::save).toList();
    }
}
