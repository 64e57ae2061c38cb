package io.reelflow.schemas.job;

import com.fasterxml.jackson.annotation.JsonValue;
import io.reelflow.schemas.Words;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where one stage of the current attempt stands.
 *
 * @param progress 0.0–1.0, never falling
 * @param parts how many parts its work is cut into; 1 where it is not
 * @param done progress and count of each part that has said anything
 */
public record StageState(
        Stage stage,
        Phase phase,
        double progress,
        int parts,
        Map<Integer, Part> done,
        @Nullable Instant startedAt,
        @Nullable Instant completedAt,
        @Nullable String message) {

    /** How a stage of an attempt stands; a stage nobody has heard of is not listed. */
    public enum Phase {
        RUNNING,
        COMPLETED,
        FAILED;

        @JsonValue
        public String word() {
            return Words.of(this);
        }
    }

    /** @param count chunks or clips that this part has done */
    public record Part(double progress, long count, boolean completed) {
        static Part of(JobEvent event) {
            return new Part(
                    fraction(event), StageState.count(event.counters()), event.type() == JobEventType.STAGE_COMPLETED);
        }

        Part and(Part other) {
            return new Part(
                    Math.max(progress, other.progress), Math.max(count, other.count), completed || other.completed);
        }
    }

    /** As it stood before the first event that is known of it, which may be its last. */
    static StageState begun(Stage stage, JobEvent first) {
        StageRun run = first.stageRun();
        Instant begun = run == null ? first.time() : first.time().minusMillis(Math.round(1000 * run.seconds()));
        return new StageState(stage, Phase.RUNNING, 0, 1, Map.of(), begun, null, null);
    }

    /** Whether the event says less than is known already: a repeat, or overtaken on its way. */
    boolean isPast(JobEvent event) {
        if (phase == Phase.COMPLETED) {
            return true;
        }
        if (event.type() != JobEventType.STAGE_PROGRESSED) {
            return false;
        }
        Part part = event.part() == null ? null : done.get(event.part());
        double known = event.part() == null ? progress : part == null ? 0 : part.progress;
        return fraction(event) < known || (part != null && part.completed);
    }

    /** The state after an event that is not {@linkplain #isPast past}. */
    StageState apply(JobEvent event) {
        int newParts = event.parts() == null ? parts : Math.max(parts, event.parts());
        Map<Integer, Part> newDone = done;
        double reached = fraction(event);
        boolean completed = event.type() == JobEventType.STAGE_COMPLETED;
        if (event.part() != null) {
            newDone = new TreeMap<>(done);
            newDone.merge(event.part(), Part.of(event), Part::and);
            reached = newDone.values().stream().mapToDouble(Part::progress).sum() / newParts;
            completed = newDone.size() >= newParts && newDone.values().stream().allMatch(Part::completed);
        }
        Phase newPhase = completed ? Phase.COMPLETED : phase(event.type());
        return new StageState(
                stage,
                newPhase,
                completed ? 1 : Math.max(progress, Math.min(1, reached)),
                newParts,
                newDone,
                startedAt,
                newPhase == Phase.RUNNING ? null : newPhase == phase ? completedAt : event.time(),
                event.message() != null ? event.message() : message);
    }

    /** A failed stage runs again only when it begins again; its other parts may still speak. */
    private Phase phase(JobEventType type) {
        return switch (type) {
            case STAGE_FAILED -> Phase.FAILED;
            case STAGE_STARTED -> Phase.RUNNING;
            default -> phase;
        };
    }

    private static double fraction(JobEvent event) {
        if (event.type() == JobEventType.STAGE_COMPLETED) {
            return 1;
        }
        Double reported = event.stageProgress();
        return reported == null ? 0 : Math.max(0, Math.min(1, reported));
    }

    /** Chunks or clips done by all parts together. */
    long count() {
        return done.values().stream().mapToLong(Part::count).sum();
    }

    private static long count(@Nullable Counters counters) {
        if (counters == null) {
            return 0;
        }
        Long chunks = counters.chunksDone();
        Long clips = counters.clipsDone();
        return chunks != null ? chunks : clips != null ? clips : 0;
    }
}
